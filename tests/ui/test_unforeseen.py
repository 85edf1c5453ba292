"""What nobody foresaw: saved first, told once, with nothing private in the details."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from presence_gui import app
from presence_gui.ui import unforeseen
from presence_gui.ui.theme import AppLook
from presence_gui.ui.unforeseen import Calm, Unforeseen


class Desk:
    """A window with a hook, the dialogs it opened, and how often it saved."""

    def __init__(self, look: AppLook, window: QWidget, save: Callable[[], str] = str) -> None:
        self.saves = 0
        self.dialogs: list[Calm] = []
        self.save = save
        self.hook = Unforeseen(window, look, self._save, lambda: "1.2")
        self.hook.told.connect(self.dialogs.append)

    def _save(self) -> str:
        self.saves += 1
        return self.save()

    def meet(self, trouble: Exception, where: Callable[[Exception], None] | None = None) -> None:
        try:
            (where or here)(trouble)
        except Exception as caught:  # noqa: BLE001
            self.hook(type(caught), caught, caught.__traceback__)
        QApplication.processEvents()


def here(trouble: Exception) -> None:
    raise trouble


def elsewhere(trouble: Exception) -> None:
    raise trouble


@pytest.fixture
def desk(look: AppLook, qtbot: QtBot) -> Desk:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return Desk(look, window)


def words(dialog: Calm) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel))


def press(dialog: Calm, button: str) -> None:
    (found,) = (one for one in dialog.findChildren(QPushButton) if one.text() == button)
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def test_it_saves_first_and_then_says_that_the_answers_are_saved(desk: Desk) -> None:
    desk.meet(ValueError("Ada's secret"))
    (dialog,) = desk.dialogs
    assert desk.saves == 1
    assert dialog.isVisible()
    assert "Your answers are saved. You can go on." in words(dialog)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))


def test_where_saving_is_refused_it_says_why(desk: Desk) -> None:
    desk.save = lambda: "“Ada” is not saved because there is no room."
    desk.meet(ValueError())
    assert "“Ada” is not saved because there is no room." in words(desk.dialogs[0])
    assert "are saved" not in words(desk.dialogs[0])


def test_where_saving_itself_does_not_work_it_asks_for_a_copy(desk: Desk) -> None:
    def broken() -> str:
        raise RuntimeError

    desk.save = broken
    desk.meet(ValueError())
    assert "save a copy" in words(desk.dialogs[0])


def test_nothing_anybody_wrote_and_no_folder_is_in_the_details(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.meet(ValueError("Ada's secret"))
    press(desk.dialogs[0], "Copy the details")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Presence 1.2, Python 3.")
    assert "ValueError\n  test_unforeseen.py, line" in copied
    assert desk.dialogs[0].isVisible()
    for told in (copied, capsys.readouterr().err):
        assert "in here" in told
        assert "secret" not in told
        assert "/" not in told.partition("\n\n")[2]


def test_a_storm_is_one_dialog(desk: Desk) -> None:
    for _ in range(100):
        desk.meet(ValueError())
    desk.meet(KeyError(), elsewhere)
    (dialog,) = desk.dialogs
    assert dialog.details.count("ValueError") == 1
    assert "KeyError" in dialog.details
    assert desk.saves == 101


def test_what_was_told_is_not_told_again_but_something_else_is(desk: Desk) -> None:
    desk.meet(ValueError())
    press(desk.dialogs[0], "Go on")
    desk.meet(ValueError())
    assert len(desk.dialogs) == 1
    desk.meet(ValueError(), elsewhere)
    assert len(desk.dialogs) == 2


def test_another_thread_may_meet_something_as_well(desk: Desk, qtbot: QtBot) -> None:
    class Worker(QThread):
        def run(self) -> None:
            try:
                here(ValueError())
            except ValueError as caught:
                desk.hook(ValueError, caught, caught.__traceback__)

    worker = Worker()
    worker.start()
    qtbot.waitUntil(lambda: bool(desk.dialogs))
    worker.wait()
    assert desk.saves == 1


def test_who_stops_the_program_stops_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = list[type[BaseException]]()
    monkeypatch.setattr(sys, "__excepthook__", lambda kind, *_more: stopped.append(kind))
    desk.hook(KeyboardInterrupt, KeyboardInterrupt(), None)
    QApplication.processEvents()
    assert (stopped, desk.dialogs) == ([KeyboardInterrupt], [])


def test_a_window_that_cannot_be_built_says_so(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_given: object) -> None:
        raise ValueError("Ada's secret")

    said = list[str]()
    monkeypatch.setattr(app, "Application", lambda _arguments: qapp)
    monkeypatch.setattr(app, "build_window", broken)
    monkeypatch.setattr(unforeseen.Calm, "exec", lambda dialog: said.append(words(dialog)))
    assert app.run_window([]) == 1
    assert said[0].startswith("Presence could not start Your answers are in their file as you left them.")
    assert "secret" not in capsys.readouterr().err


TOLD_BY_PYTHON = """
import gc, sys
from presence_gui import app

class Left:
    def __del__(self):
        raise KeyError("what somebody wrote")

def build(_application, _file):
    left = Left()
    del left
    gc.collect()
    raise SystemExit(3)

app.build_window = build
app.run_window([])
"""


def test_what_python_itself_would_tell_says_nothing_of_what_somebody_wrote() -> None:
    done = subprocess.run([sys.executable, "-c", TOLD_BY_PYTHON], capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert "KeyError" in done.stderr
    assert "what somebody wrote" not in done.stderr


def test_while_there_is_no_window_only_the_place_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    trouble = KeyError("what somebody wrote")
    unforeseen.only_where(KeyError, trouble, None)
    assert capsys.readouterr().err == "KeyError\n"
    unforeseen.only_where(KeyboardInterrupt, KeyboardInterrupt("stop"), None)
    assert "KeyboardInterrupt: stop" in capsys.readouterr().err
