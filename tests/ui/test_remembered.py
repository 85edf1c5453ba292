"""What is remembered between two starts, and what happens to it when files go away."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from presence_gui.ui.remembered import Remembered
from presence_gui.ui.theme import Colours


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "window.ini"


def test_at_first_nothing_is_remembered(settings: Path) -> None:
    remembered = Remembered(settings)
    assert (remembered.recent, remembered.last) == ([], None)
    assert remembered.geometry.isEmpty()
    assert (remembered.text_size, remembered.colours) == (1.0, Colours.SYSTEM)
    assert not remembered.large_print
    assert not settings.exists()


def test_everything_is_there_at_the_next_start(settings: Path) -> None:
    before = Remembered(settings)
    before.geometry = QByteArray(b"\0here")
    before.remember_look(Colours.DARK, 1.5)
    before.large_print = True
    del before
    after = Remembered(settings)
    assert after.geometry == QByteArray(b"\0here")
    assert (after.colours, after.text_size, after.large_print) == (Colours.DARK, 1.5, True)
    after.remember_look(Colours.SYSTEM, 1.0)
    assert after.colours == Colours.SYSTEM


def test_the_last_eight_files_are_remembered_newest_first_each_once(settings: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.presence" for number in range(10)]
    remembered = Remembered(settings)
    for file in (*files, files[5]):
        file.touch()
        remembered.remember_file(file)
    del remembered
    assert [int(file.stem) for file in Remembered(settings).recent] == [5, 9, 8, 7, 6, 4, 3, 2]


def test_a_file_that_is_away_is_not_offered_but_comes_back_with_its_stick(settings: Path, tmp_path: Path) -> None:
    here, away = tmp_path / "here.presence", tmp_path / "stick" / "away.presence"
    here.touch()
    remembered = Remembered(settings)
    for file in (here, away):
        remembered.remember_file(file)
    assert (remembered.recent, remembered.last) == ([here], away)
    remembered.remember_file(here)
    away.parent.mkdir()
    away.touch()
    assert remembered.recent == [here, away]


def test_a_file_named_from_here_is_remembered_from_anywhere(
    settings: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.presence").touch()
    monkeypatch.chdir(tmp_path)
    remembered = Remembered(settings)
    remembered.remember_file(Path("a.presence"))
    assert remembered.recent == [tmp_path / "a.presence"]


@pytest.mark.parametrize("write", [lambda one: one.remember_look(Colours.DARK, 1.5), Remembered.forget])
@pytest.mark.parametrize(("left", "stays"), [(b"", False), (b"4711\nanother\n", True)], ids=["hardly made", "whole"])
def test_the_lock_of_a_process_that_ended_while_it_made_it_is_waited_for_by_nobody(
    settings: Path, write: Callable[[Remembered], None], left: bytes, *, stays: bool
) -> None:
    settings.parent.mkdir()
    lock = settings.with_name("window.ini.lock")
    lock.write_bytes(left)
    remembered = Remembered(settings)
    write(remembered)
    assert lock.exists() == stays
    lock.unlink(missing_ok=True)
