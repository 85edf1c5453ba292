"""What the tests of the commands share: a way to give one, and no look at the real user's folders."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import presence_gui.ui.first_look  # noqa: F401  imports Qt's classes by name, so it comes before one is replaced
from presence_gui.cli import run_command
from tests.unit.cli.said import Presence, Said


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that stands for the user's own checklists, which is not there yet."""
    folder = tmp_path / "data" / "checklists"
    monkeypatch.setattr("presence_gui.commands.own_checklists", lambda: folder)
    return folder


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder for earlier versions, which is not there yet."""
    folder = tmp_path.with_name(f"{tmp_path.name} safekeeping")
    monkeypatch.setattr("presence_gui.commands.safekeeping", lambda: folder)
    return folder


@pytest.fixture
def presence(capsys: pytest.CaptureFixture[str]) -> Presence:
    """Give a command as in a terminal."""

    def run(*arguments: str | Path) -> Said:
        try:
            code = run_command([str(argument) for argument in arguments])
        except SystemExit as end:
            code = int(end.code or 0)
        told = capsys.readouterr()
        return Said(code, told.out, told.err)

    return run


class TheApplication:
    """Stands for Qt's class where a command starts Qt: a process can have only one application."""

    def __init__(self, app: QApplication) -> None:
        self._app = app

    def __call__(self, _arguments: list[str]) -> QApplication:
        return self._app

    def instance(self) -> QApplication:
        return self._app


@pytest.fixture
def one_application(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a command that starts Qt have the application of the tests."""
    for name in ("PySide6.QtGui.QGuiApplication", "PySide6.QtWidgets.QApplication"):
        monkeypatch.setattr(name, TheApplication(qapp))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder to work in."""
    made = tmp_path / "work"
    made.mkdir()
    return made


@pytest.fixture
def ann(folder: Path, presence: Presence) -> Path:
    """Return the profile of somebody who has made a start."""
    file = folder / "ann.presence"
    assert presence("answer", file, "li-account=done", "li-conn-50=20", "--today", "2026-11-23").code == 0
    return file
