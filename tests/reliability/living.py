"""The program itself, with a script in place of the person: what the bars kill, end, watch and search.

``python -m tests.reliability.living WHAT [ARGUMENT ...]`` starts the program as its icon does, and ``begin`` gives it a
home of its own. WHAT is one of the functions below by its name. Nothing in the program is changed but who sits in front
of it, the dialogs they answer, and whatever is planted on purpose.
"""

import faulthandler
import inspect
import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest
import shiboken6
from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QKeySequence, QSessionManager
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QStatusBar,
    QToolButton,
    QWidget,
)

from presence_gui import app
from presence_gui.__main__ import main
from presence_gui.profile import profile_to_data
from presence_gui.storage.system import SYSTEM
from presence_gui.ui.commands import Commands
from presence_gui.ui.document import Document
from presence_gui.ui.keeping import Keeper
from presence_gui.ui.main_window import MainWindow
from presence_gui.ui.message_bar import MessageBar
from presence_gui.ui.remembered import Remembered
from presence_gui.ui.unforeseen import Calm, Unforeseen
from tests.journeys.person import Person, name_of

ROOT: Final = Path(__file__).resolve().parents[2]
HOME: Final = "PRESENCE_TEST_HOME"
_LONGEST: Final = 60.0  # seconds to wait for something to appear
_LONGEST_RUN: Final = 300.0  # seconds after which a script is given up
_STEP: Final = 20  # milliseconds between two edits of a script in a hurry
_PLACES: Final = {
    "HOME": "",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "data",
    "XDG_CACHE_HOME": "cache",
    "XDG_STATE_HOME": "state",
    "XDG_DOCUMENTS_DIR": "Documents",
    "XDG_RUNTIME_DIR": "run",
    "TMPDIR": "tmp",
}


def surroundings(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment whose user has this home, nothing else, and no screen."""
    folders = {name: str(home / folder) for name, folder in _PLACES.items()}
    for folder in folders.values():
        Path(folder).mkdir(parents=True, exist_ok=True, mode=0o700)
    ours = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return {**ours, "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen", HOME: str(home), **folders, **(more or {})}


def begin(
    home: Path,
    *what: str,
    watched_by: Sequence[str] = (),
    script: str = "living",
    more: Mapping[str, str] | None = None,
    where: Path | None = None,
) -> subprocess.Popen[str]:
    """Start the program in this home; what its script prints can be read line by line.

    ``script`` is the module that has it, ``more`` are variables of the environment, ``where`` is the current folder.
    """
    command = [*watched_by, sys.executable, "-P", "-m", f"tests.reliability.{script}", *what]
    with (home / "stderr.txt").open("w") as errors:
        return subprocess.Popen(
            command,
            env=surroundings(home, more),
            cwd=where or home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )


def say(*words: object) -> None:
    """Tell who watches."""
    print(*words, flush=True)


def start(script: Callable[[MainWindow, Document], None], *arguments: str) -> int:
    """Run the program as its icon does, with this script once the window is up."""
    faulthandler.dump_traceback_later(_LONGEST_RUN, exit=True)
    build = app.build_window

    def build_and_sit_down(application: QApplication, file: Path | None) -> MainWindow:
        window = build(application, file)
        (document,) = application.findChildren(Document)

        def sit_down() -> None:
            try:
                window.activateWindow()
                _wait(window.isActiveWindow)
                script(window, document)
            except BaseException:  # noqa: BLE001  # it is the script's own, and nobody else is there to hear it
                traceback.print_exc()
                os._exit(9)

        QTimer.singleShot(0, window, sit_down)
        return window

    pytest.MonkeyPatch().setattr(app, "build_window", build_and_sit_down)
    pytest.MonkeyPatch().setattr(sys, "argv", ["presence-gui", *arguments])
    return main()


def edits(*planted: str) -> int:
    """Change the goal fifty times a second, and say each change and when it was made."""
    for fault in planted:
        PLANTED[fault]()

    def script(window: MainWindow, document: Document) -> None:
        number = 0

        def edit() -> None:
            nonlocal number
            number += 1
            document.edit("your goal", replace(document.profile, goal=str(number)))
            say(number, time.monotonic())

        timer = QTimer(window, interval=_STEP)
        timer.timeout.connect(edit)
        timer.start()

    return start(script)


def _saves_late() -> None:
    for save in ("save_now", "_save_beside"):
        pytest.MonkeyPatch().setattr(Keeper, save, lambda _keeper: True)


def _writes_in_place() -> None:
    def in_place(temporary: Path, target: Path) -> None:
        content = temporary.read_bytes()
        target.write_bytes(b"")
        time.sleep(0.5)  # as a slow disk may take
        target.write_bytes(content)
        temporary.unlink()

    object.__setattr__(SYSTEM, "replace", in_place)


def _is_deaf_to_signals() -> None:
    pytest.MonkeyPatch().setattr(app, "_end_on_signals", lambda _window: None)


def _lets_pass() -> None:
    pytest.MonkeyPatch().setattr(Unforeseen, "__call__", lambda *_trouble: None)


def _lets_labels_guess() -> None:
    pytest.MonkeyPatch().setattr(QLabel, "setTextFormat", lambda *_given: None)


PLANTED: Final = {
    "--rich": _lets_labels_guess,
    "--saves-late": _saves_late,
    "--writes-in-place": _writes_in_place,
    "--deaf-to-signals": _is_deaf_to_signals,
    "--lets-pass": _lets_pass,
}


def ending(how: str, *planted: str) -> int:
    """Make an edit and at once end in this way, having said what the profile is."""
    for fault in planted:
        PLANTED[fault]()

    def script(window: MainWindow, document: Document) -> None:
        document.edit("your goal", replace(document.profile, goal="the last edit"))
        _say_profile(document)
        if how.startswith("SIG"):
            os.kill(os.getpid(), getattr(signal, how))
        elif how == "log-out":
            application = QApplication.instance()  # noqa: TID251  the system's own would be told by its session
            assert isinstance(application, QApplication)
            manager = shiboken6.wrapInstance(shiboken6.getCppPointer(application)[0], QSessionManager)
            application.commitDataRequest.emit(manager)
            os.kill(os.getpid(), signal.SIGKILL)  # the session ends, whatever a program still does
        elif how == "close":
            window.close()
        else:
            QApplication.quit()

    return start(script)


def _say_profile(document: Document) -> None:
    say("profile", json.dumps(profile_to_data(document.profile)))


def broken(slot: str, *planted: str) -> int:
    """Live with the program while one of its slots raises, go on at every dialog, and be killed after a moment."""
    for fault in planted:
        PLANTED[fault]()
    armed = list[str]()
    _sabotage(slot, armed)

    def script(window: MainWindow, document: Document) -> None:
        window.unforeseen.told.connect(partial(_go_on, window))
        person, home = Person(window, pytest.MonkeyPatch()), Path(os.environ[HOME])
        first_questions(person, home, "Sample words")
        for tab in (1, 0, window.tabs.bar.count() - 1):
            person.go_to(window.tabs.bar.words(tab))
        window.unforeseen._save()  # noqa: SLF001  what was edited before is not what this is about
        armed.append(slot)
        for step in (tabs, settings, data, paper, menus)[: 2 if planted else None]:
            with suppress(Exception):  # of a window with a broken slot nobody can say what it shows
                step(person, home, "Sample words")
        _pass(0.3 if planted else 1.3)
        _say_profile(document)
        os.kill(os.getpid(), signal.SIGKILL)

    return start(script)


def _go_on(window: MainWindow, dialog: Calm) -> None:
    seen = [one for one in window.findChildren(Calm) if one.isVisible()]
    if len(seen) > 1:
        say("storm:", len(seen), "dialogs at once")
    QTimer.singleShot(0, dialog, dialog.accept)


def _sabotage(slot: str, armed: list[str]) -> None:
    """Let a method of one of the window's classes raise instead of doing its work, once it is armed."""
    module, name, method = slot.split(".")
    kind = getattr(import_module(f"presence_gui.ui.{module}"), name)
    whole = getattr(kind, method)
    takes = [one.kind for one in inspect.signature(whole).parameters.values()]
    most = sum(one in {inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD} for one in takes)

    def instead(*given: object, **more: object) -> object:
        if armed:
            if len(armed) == 1:
                say("raised")
                armed.append("said")
            raise RuntimeError("sabotage")
        return whole(*given[:most], **more)

    setattr(kind, method, instead)


def twin(*planted: str) -> int:
    """Do what each line says, as ``tests.reliability.desk`` does, with the whole program around it."""
    from tests.reliability import desk  # which knows this module, too

    for fault in planted:
        desk.PLANTED[fault](pytest.MonkeyPatch())
    pytest.MonkeyPatch().setattr(Commands, "may_lose_changes", lambda _commands: True)
    # else it would open the last file, and where the other one has that, call it and end at once
    pytest.MonkeyPatch().setattr(Remembered, "last", None)

    def script(window: MainWindow, document: Document) -> None:
        faulthandler.cancel_dump_traceback_later()  # it lives for as long as it is told things
        keeper = document.findChild(Keeper)
        assert keeper is not None
        sitting = desk.Sitting(document, keeper, window.close)
        lines = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, window)
        lines.activated.connect(lambda: say(json.dumps(sitting.do(*json.loads(sys.stdin.readline())))))

    return start(script)


def look(file: str, *planted: str) -> int:
    """Open a file, try to change everything in it, by mouse and keyboard and without, take it along, and close it."""
    from tests.reliability import desk

    for fault in planted:
        desk.PLANTED[fault](pytest.MonkeyPatch())

    def script(window: MainWindow, document: Document) -> None:
        person, home, tried = Person(window, pytest.MonkeyPatch()), Path(os.environ[HOME]), 0
        if not window.tabs.isVisible():
            first_questions(person, home, "Sample words")
        for place in range(window.tabs.bar.count()):
            person.go_to(window.tabs.bar.words(place))
            tried += _try_everything(person)
        _pass(2.5)  # in which it would be saved, before the copy is gone on in
        person.will_answer("Replace it")
        person.will_save_as(home / "away.presence")
        person.menu("File", "Save a copy")
        if document.read_only:  # else it would be the person's wish to replace it
            person.will_save_as(Path(file))
            person.menu("File", "Save a copy")
        person.menu("Plan", "Show the action plan")
        person.will_save_as(home / "plan.pdf")
        person.click("Save as PDF…")
        document.edit("your goal", replace(document.profile, goal="Sample words"))
        _pass(2.5)
        say("tried", tried)
        window.close()

    return start(script, file)


def _try_everything(person: Person) -> int:
    fields = [*person.all_of(QLineEdit), *person.all_of(QPlainTextEdit)]
    arrows = (arrow for arrow in person.all_of(QToolButton) if " why and how: " in name_of(arrow))
    buttons = [*list(person.all_of(QCheckBox))[:5], *list(arrows)[:3]]
    for button in buttons:
        person.mouse(button)
    for field in fields:
        person.type(field, "Sample words")
    person.press(QKeySequence.StandardKey.Undo)
    return len(buttons) + len(fields)


def life(words: str, *planted: str) -> int:
    """Do everything once a person can do with the program, with these words, and close it."""
    for fault in planted:
        PLANTED[fault]()
    return live(STEPS, words)


def live(steps: Sequence[Callable[[Person, Path, str], None]], words: str) -> int:
    """Do what a person can do, step by step, with these words, say what they see of it, and close the window."""

    def script(window: MainWindow, _document: Document) -> None:
        person = Person(window, pytest.MonkeyPatch())
        for step in steps:
            step(person, Path(os.environ[HOME]), words)
            _say_rich_labels()
            for title in {one.windowTitle() for one in QApplication.topLevelWidgets()} - {""}:
                say("title", json.dumps(title))
        window.close()

    code = start(script)
    say("lived")
    return code


def texts(file: str, *planted: str) -> int:
    """Put each of the texts in a file into every widget of a page, the texts taking turns with the pages."""
    for fault in planted:
        PLANTED[fault]()

    def script(window: MainWindow, _document: Document) -> None:
        person, home = Person(window, pytest.MonkeyPatch()), Path(os.environ[HOME])
        for step in (first_questions, tabs, paper):
            step(person, home, "Sample words")
        bar = window.tabs.bar
        for number, text in enumerate(json.loads(Path(file).read_text(encoding="utf-8"))):
            bar.setCurrentIndex(number % bar.count())
            QApplication.processEvents()
            for widget in (one for one in QApplication.allWidgets() if one.isVisible() or isinstance(one, QMenu)):
                _put(widget, text)
            QApplication.processEvents()
        _say_rich_labels()
        QApplication.quit()

    code = start(script)
    say("lived")
    return code


def _put(widget: QWidget, text: str) -> None:
    """Show a text in a widget, in every place it has for one."""
    widget.setWindowTitle(text)
    widget.setAccessibleName(text)
    match widget:
        case MessageBar():
            widget.say(text, text)
        case QLabel() | QAbstractButton() | QLineEdit():
            widget.setText(text)
        case QPlainTextEdit():
            widget.setPlainText(text)
        case QGroupBox() | QMenu():
            widget.setTitle(text)
        case QComboBox():
            widget.setItemText(0, text)
        case QStatusBar():
            widget.showMessage(text)
        case _:
            pass
    for action in widget.actions():
        action.setText(text)


def _say_rich_labels() -> None:
    for label in (one for one in QApplication.allWidgets() if isinstance(one, QLabel)):
        if label.text() and label.textFormat() != Qt.TextFormat.PlainText:
            say("rich", type(label).__name__, label.objectName())


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + _LONGEST
    while not until():
        if time.monotonic() > end:
            raise TimeoutError(until)
        QApplication.processEvents()
        time.sleep(0.005)


def _pass(seconds: float) -> None:
    end = time.monotonic() + seconds
    _wait(lambda: time.monotonic() > end)


def first_questions(person: Person, _home: Path, words: str) -> None:
    person.type(person.find(QLineEdit, "What you do"), words)
    for _ in range(3):
        person.press("Return")
    _wait(person.window.tabs.isVisible)


def tabs(person: Person, _home: Path, words: str) -> None:
    bar = person.window.tabs.bar
    for place in [*range(bar.count()), 1]:
        person.go_to(bar.words(place))
    for box in list(person.all_of(QCheckBox))[:3]:
        person.mouse(box)
    for arrow in list(person.all_of(QToolButton))[:3]:
        person.mouse(arrow)
        for field in person.all_of(QPlainTextEdit):
            person.type(field, words)
    person.press(QKeySequence.StandardKey.Undo)
    person.press(QKeySequence.StandardKey.Redo)


def settings(person: Person, _home: Path, words: str) -> None:
    person.menu("Plan", "Show the action plan")
    person.replace(person.find(QLineEdit, "Your name"), words)
    person.replace(person.find(QPlainTextEdit, "Your goal"), words)
    for name in ("Larger text", "Smaller text", "Dark colours", "Light colours"):
        person.menu("View", name)


def data(person: Person, home: Path, words: str) -> None:
    export = home / "Complete_LinkedInDataExport_11-20-2026.zip"
    _write_export(export, words)
    assert person.drop(export)
    _wait(lambda: person.finds(QPushButton, "Fill in") or bool(person.message))
    person.click("Fill in")
    assert "filled in from your data" in person.message, person.message


def _write_export(file: Path, words: str) -> None:
    from tests.unit.importers.linkedin_export import CONNECTIONS, PREAMBLE, PROFILE, table, zipped

    person = (words, "Example", "https://www.linkedin.com/in/x", f"{words}@example.com", words, words, "12 Nov 2025")
    inside = words[:40].replace("/", "_").replace("\\", "_")  # a place outside of the export would be refused
    members = {
        "Connections.csv": PREAMBLE + table(CONNECTIONS, person),
        "Profile.csv": table(PROFILE, (words, words, "", "", "", f"{words} headline", words, "", "", "", "", "", "")),
        f"{inside}.csv": "a,b\n1,2\n",
        "messages.csv": f"FROM,CONTENT\n{words},{words}\n",
    }
    zipped(file, members)


def paper(person: Person, home: Path, _words: str) -> None:
    """Take the page along in every way; printing ends where there is no printer."""
    person.will_answer("Replace it")
    person.menu("Plan", "Show the action plan")
    for name, button in (("plan.pdf", "Save as PDF…"), ("plan.ics", "Add to my calendar…")):
        person.will_save_as(home / name)
        person.click(button)
        assert (home / name).exists(), person.message
    person.will_save_as(home / "printed.pdf")
    person.menu("Plan", "Print this month’s plan")
    person.menu("Plan", "Tick what you did")
    for box in list(person.all_of(QCheckBox))[:2]:
        person.mouse(box)


def menus(person: Person, home: Path, _words: str) -> None:
    said = person.will_answer("OK")
    person.menu("Help", "About your data")
    person.menu("Help", "About Presence")
    assert len(said) == 2
    person.will_save_as(home / "Documents" / "copy.presence")
    person.menu("File", "Save a copy")
    person.menu("File", "Open an example", "Sample A, complete but quiet")
    person.will_open(home / "Documents" / "copy.presence")
    person.menu("File", "Open")


STEPS: Final = (first_questions, tabs, settings, data, paper, menus)


if __name__ == "__main__":
    os.umask(0)  # whatever is for the user only is so because the program says so
    sys.exit(
        {one.__name__: one for one in (edits, twin, look, life, texts, ending, broken)}[sys.argv[1]](*sys.argv[2:])
    )
