"""What is dropped is a profile to open, or data to read."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl

from presence_gui.ui.dropping import dropped, is_profile


def mime(*addresses: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(address) for address in addresses])
    return data


def test_only_what_is_on_this_computer_can_be_dropped(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    here = QUrl.fromLocalFile(str(file)).toString()
    assert dropped(mime(here, here)) == (file, file)
    assert dropped(mime(here, "https://example.com/a.zip")) == ()
    assert dropped(mime()) == ()
    words = QMimeData()
    words.setText("a.zip")
    assert dropped(words) == ()


@pytest.mark.parametrize(
    ("name", "content", "is_one"),
    [
        ("a.presence", b"", True),
        ("A.PRESENCE", b"PK", True),
        ("a.json", b'{"app": "presence", "schema": 1}', True),
        ("a.json", b'{"schema": 1,\n "app" : "presence"}', True),
        ("a.json", b'{"app": "another"}', False),
        ("a.json", b'{"basics": {"app": "presence"}}', False),
        ("a.json", b"[]", False),
        ("a.json", b"", False),
        ("a.zip", b'{"app": "presence"}', False),
    ],
)
def test_a_profile_is_known_by_its_name_or_by_how_it_begins(
    tmp_path: Path, name: str, content: bytes, *, is_one: bool
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert is_profile([file]) is is_one
    assert not is_profile([file, file])


def test_a_file_that_is_gone_or_a_folder_is_no_profile(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    assert not is_profile([tmp_path / "a.json"])
    assert not is_profile([tmp_path / "gone.json"])
    assert not is_profile([])
