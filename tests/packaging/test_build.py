"""What a build goes by: one version, the day of the source, and checksums of what is made."""

import hashlib
from pathlib import Path

import build
import pytest

from presence_gui.version import version


def test_there_is_one_version() -> None:
    assert build.version() == version()


def test_the_day_of_the_source_is_the_one_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert build.day_of_the_source() == 1_700_000_000


def test_or_the_day_it_was_last_changed_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert build.day_of_the_source() > 1_700_000_000
    monkeypatch.setattr(build, "ROOT", tmp_path)
    (tmp_path / "pyproject.toml").touch()
    assert build.day_of_the_source() == int((tmp_path / "pyproject.toml").stat().st_mtime)


def test_the_checksums_are_those_of_all_that_was_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(build, "DIST", tmp_path)
    (tmp_path / "b.deb").write_bytes(b"b")
    (tmp_path / "a.exe").write_bytes(b"a")
    for _ in range(2):  # the list itself is not in it
        build.write_sums()
    expected = [f"{hashlib.sha256(letter).hexdigest()}  {name}" for letter, name in ((b"a", "a.exe"), (b"b", "b.deb"))]
    assert (tmp_path / "SHA256SUMS").read_text(encoding="ascii").splitlines() == expected


class Twice:
    """Stands in for the installers of a system: what it makes has ``content`` in it."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def freezer(self) -> list[str]:
        return []

    def make(self, _bundle: Path, _version: str, into: Path) -> list[Path]:
        (into / "made.deb").write_bytes(self.content)
        return [into / "made.deb"]


@pytest.mark.parametrize("content", [b"same", b"other"])
def test_a_second_build_that_differs_is_noticed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    monkeypatch.setattr(build, "freeze", lambda _what, _freezer, folder: folder)
    first = tmp_path / "made.deb"
    first.write_bytes(b"same")
    again = Twice(content)
    if content == b"same":
        assert "the same, byte by byte: made.deb" in build.build_again(again, [first], tmp_path / "again")  # type: ignore[arg-type]
    else:
        with pytest.raises(RuntimeError, match=r"not the same, byte by byte: made\.deb"):
            build.build_again(again, [first], tmp_path / "again")  # type: ignore[arg-type]
