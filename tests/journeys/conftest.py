"""A computer for journeys: a temporary documents folder, temporary settings, a clock that stands still."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from presence_gui import app, paths
from presence_gui.profile import Profile
from presence_gui.storage.profile_file import new_file, open_profile
from presence_gui.ui import keeping, main_window
from presence_gui.ui.document import Document
from presence_gui.ui.errand import Errand
from presence_gui.ui.keeping import Keeper
from presence_gui.ui.main_window import MainWindow
from tests.journeys.person import Person


class Computer:
    """Starts the program, and lets time pass."""

    def __init__(self, qapp: QApplication, qtbot: QtBot, patch: pytest.MonkeyPatch, folder: Path) -> None:
        self._app, self._qtbot, self._patch = qapp, qtbot, patch
        self.now = datetime(2026, 11, 23, 14, 2)  # noqa: DTZ001  local time, as on the wall
        self.documents = folder / "Documents"
        self.settings = folder / "settings" / "window.ini"
        self.safekeeping = folder / "profiles"
        self.checklists = folder / "checklists"
        self.asks = False  # whether somebody new is asked the first questions; their own journey wants them
        self._running: list[tuple[MainWindow, Document]] = []

    def start(self, file: Path | None = None, *, stays: bool = True) -> Person:
        """Start the program, on a file when one is given, and sit down in front of it, while it ``stays`` there."""
        before = self._app.findChildren(Document)
        window = app.build_window(self._app, file)
        (document,) = [one for one in self._app.findChildren(Document) if one not in before]
        self._running.append((window, document))
        window.show()
        window.activateWindow()
        if stays:
            self._qtbot.waitUntil(window.isActiveWindow)
        return Person(window, self._patch)

    @property
    def saving(self) -> QTimer:
        """The clock that runs from a change to its saving."""
        keeper = self._running[-1][1].findChild(Keeper)
        assert keeper is not None
        timer = keeper.findChild(QTimer)
        assert timer is not None
        return timer

    def let_it_save(self) -> None:
        """Let the second after a change go by, and then what the saving takes."""
        assert self.saving.isActive()
        self.saving.timeout.emit()
        self.let_it_end()

    def let_it_end(self) -> None:
        """Let a save that was begun come to its end."""
        errand = self._running[-1][1].findChild(Errand)
        assert errand is not None
        errand.wait()

    def let_a_minute_go_by(self) -> None:
        """Let the window look at the clock."""
        (minutes,) = [timer for timer in self._running[-1][0].children() if isinstance(timer, QTimer)]
        minutes.timeout.emit()

    def keep(self, name: str, profile: Profile, folder: Path | None = None) -> Path:
        """Put a profile where somebody may have kept it."""
        folder = folder or self.documents
        folder.mkdir(parents=True, exist_ok=True)
        return new_file(folder / name, profile, self.now, uuid4().hex).path

    def kept(self, name: str) -> Profile:
        """Return what a file in the documents folder holds."""
        return open_profile(self.documents / name).profile

    def files(self) -> list[str]:
        """Return the names in the documents folder."""
        return sorted(path.name for path in self.documents.iterdir()) if self.documents.exists() else []

    def pull_the_plug(self) -> None:
        """End the program as when the power goes: nothing is saved, asked or said, and its locks are free."""
        window, document = self._running.pop()
        keeper = document.findChild(Keeper)
        assert keeper is not None
        keeper.close()
        window.hide()
        window.deleteLater()
        document.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def stop(self) -> None:
        """Take everything away without asking anything."""
        for window, document in self._running:
            window.hide()
            window.deleteLater()
            document.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class _Clockwork(QTimer):
    """A timer that goes off only when a journey lets it."""

    _runs = False

    def start(self, milliseconds: int = 0) -> None:
        self.setInterval(milliseconds)
        self._runs = True

    def stop(self) -> None:
        self._runs = False

    def isActive(self) -> bool:  # noqa: N802  Qt names it
        return self._runs


def _nobody_asked(question: QMessageBox) -> int:
    raise AssertionError(question.text())


@pytest.fixture(scope="session")
def _fonts(qapp: QApplication) -> None:
    assert qapp is not None  # fonts live in it
    for file in sorted(paths.FONTS.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


@pytest.fixture
def computer(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, _fonts: None
) -> Iterator[Computer]:
    computer = Computer(qapp, qtbot, monkeypatch, tmp_path)
    monkeypatch.setattr(QMessageBox, "exec", _nobody_asked)
    places: dict[str, Callable[[], Path]] = {
        "documents": lambda: computer.documents,
        "settings_file": lambda: computer.settings,
        "safekeeping": lambda: computer.safekeeping,
        "own_checklists": lambda: computer.checklists,
    }
    for name, place in places.items():
        monkeypatch.setattr(paths, name, place)

    class Clock:
        @staticmethod
        def now() -> datetime:
            return computer.now

    monkeypatch.setattr(app, "datetime", Clock)
    # time passes only when a journey says so, however slow the computer is
    monkeypatch.setattr(keeping, "QTimer", _Clockwork)
    to_be_asked = main_window.to_be_asked
    monkeypatch.setattr(main_window, "to_be_asked", lambda document: computer.asks and to_be_asked(document))
    yield computer
    computer.stop()
