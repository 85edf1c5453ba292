"""The program itself, with a script in place of the person: what the bars kill, end, watch and search.

``python -m tests.reliability.living WHAT [ARGUMENT ...]`` starts the program as its icon does, and ``begin`` gives it a
home of its own. WHAT is one of the functions below by its name. Nothing in the program is changed but who sits in front
of it, the dialogs they answer, and whatever is planted on purpose.
"""

import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
)

from presence_gui import app
from presence_gui.storage.system import SYSTEM
from presence_gui.ui.document import Document
from presence_gui.ui.keeping import Keeper
from presence_gui.ui.main_window import MainWindow
from tests.journeys.person import Person

ROOT: Final = Path(__file__).resolve().parents[2]
HOME: Final = "PRESENCE_TEST_HOME"
_LONGEST: Final = 20.0  # seconds to wait for something to appear
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


def begin(home: Path, *what: str, watched_by: Sequence[str] = ()) -> subprocess.Popen[str]:
    """Start the program in this home; what its script prints can be read line by line."""
    command = [*watched_by, sys.executable, "-P", "-m", "tests.reliability.living", *what]
    return subprocess.Popen(
        command,
        env=surroundings(home),
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=(home / "stderr.txt").open("w"),
        text=True,
    )


def say(*words: object) -> None:
    """Tell who watches."""
    print(*words, flush=True)


def start(script: Callable[[MainWindow, Document], None], *arguments: str) -> int:
    """Run the program as its icon does, with this script once the window is up."""
    build = app.build_window

    def build_and_sit_down(application: QApplication, file: Path | None) -> MainWindow:
        window = build(application, file)
        (document,) = application.findChildren(Document)
        QTimer.singleShot(0, window, lambda: script(window, document))
        return window

    pytest.MonkeyPatch().setattr(app, "build_window", build_and_sit_down)
    return app.run_window(arguments)


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
    pytest.MonkeyPatch().setattr(Keeper, "save_now", lambda _keeper: True)


def _writes_in_place() -> None:
    def in_place(temporary: Path, target: Path) -> None:
        content = temporary.read_bytes()
        target.write_bytes(b"")
        time.sleep(0.5)  # as a slow disk may take
        target.write_bytes(content)
        temporary.unlink()

    object.__setattr__(SYSTEM, "replace", in_place)


PLANTED: Final = {"--saves-late": _saves_late, "--writes-in-place": _writes_in_place}


def life(*arguments: str) -> int:
    """Do everything once a person can do with the program, and close it."""
    words, *steps = arguments or ("Sample words",)

    def script(window: MainWindow, _document: Document) -> None:
        window.activateWindow()
        _wait(window.isActiveWindow)
        try:
            live(Person(window, pytest.MonkeyPatch()), Path(os.environ[HOME]), words, steps)
        except BaseException:  # noqa: BLE001  # it is the script's own, and nobody else is there to hear it
            traceback.print_exc()
            os._exit(9)
        window.close()

    code = start(script)
    say("closed", code)
    return code


def live(person: Person, home: Path, words: str, steps: Sequence[str] = ()) -> None:
    """Go through the steps of a person's life with the program, telling each; "" for all of them."""
    for step in STEPS:
        if not steps or step.__name__ in steps:
            step(person, home, words)
            say("lived", step.__name__)


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + _LONGEST
    while not until():
        if time.monotonic() > end:
            raise TimeoutError(until)
        QApplication.processEvents()
        time.sleep(0.005)


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
    members = {
        "Connections.csv": PREAMBLE + table(CONNECTIONS, person),
        "Profile.csv": table(PROFILE, (words, words, "", "", "", f"{words} headline", words, "", "", "", "", "", "")),
        f"{words[:40].replace('/', '_')}.csv": "a,b\n1,2\n",
        "messages.csv": f"FROM,CONTENT\n{words},{words}\n",
    }
    zipped(file, members)


def paper(person: Person, home: Path, _words: str) -> None:
    """Take the page along in every way; printing ends where there is no printer."""
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
    os.umask(0o022)
    sys.exit({one.__name__: one for one in (edits, life)}[sys.argv[1]](*sys.argv[2:]))
