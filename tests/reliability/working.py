"""Work with the program step by step, and watch how long each step holds the window up: a script for ``speed``."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Final

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPlainTextEdit, QPushButton, QToolButton

from presence_gui.ui.document import Document
from presence_gui.ui.main_window import MainWindow
from tests.journeys.person import Person
from tests.reliability.living import HOME, _write_export, say, start

_A_STEP: Final = 400  # milliseconds, in which advice is given as well
_WAITED: Final = Path("/proc/thread-self/schedstat")


def own_time() -> float:
    """Return a clock, in milliseconds, that stands still while this thread waits for a processor others have."""
    try:
        waited = int(_WAITED.read_text(encoding="ascii").split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        waited = 0.0
    return 1000 * (perf_counter() - waited)


def working(file: str, *planted: str) -> int:
    """Work with a profile step by step, and say for each what held the window up longest, in milliseconds."""
    if "--takes-its-time" in planted:
        pytest.MonkeyPatch().setattr(Document, "edit", lambda *_given: time.sleep(1.2))

    def script(window: MainWindow, _document: Document) -> None:
        steps = _steps(Person(window, pytest.MonkeyPatch()), Path(os.environ[HOME]))
        told, last, longest = "", own_time(), 0.0

        def beat() -> None:
            nonlocal last, longest
            now = own_time()
            longest, last = max(longest, now - last), now

        def go_on() -> None:
            nonlocal told, last, longest
            if told:
                say("held", json.dumps([longest, told]))
            told, find = next(steps, ("", lambda: QApplication.quit))
            step = find()
            longest, last = 0.0, own_time()  # to find it takes the script's time, not the window's
            step()

        for what, every in ((beat, 1), (go_on, _A_STEP)):
            timer = QTimer(window, interval=every)
            timer.setTimerType(Qt.TimerType.PreciseTimer)
            timer.timeout.connect(what)
            timer.start()

    code = start(script, file)
    say("lived")
    return code


def _steps(person: Person, home: Path) -> Iterator[tuple[str, Callable[[], Callable[[], object]]]]:
    """Yield what somebody does, one thing at a time: what finds it, and returns what does it."""
    bar = person.window.tabs.bar
    names = [bar.words(place) for place in range(bar.count())]
    for again in ("", " again"):
        yield from ((f"to {name}{again}", partial(_turning_to, person, place)) for place, name in enumerate(names))
    yield "to the first platform", partial(_turning_to, person, 1)
    yield "unfold", lambda: partial(person.mouse, next(iter(person.all_of(QToolButton))))
    for letter in "I do":
        yield "a letter", partial(_typing, person, letter)
    yield from (("it is saved", _nothing) for _ in range(1 + 2000 // _A_STEP))
    yield "a tick", lambda: partial(person.mouse, next(iter(person.all_of(QCheckBox))))
    yield "undo", lambda: partial(person.press, QKeySequence.StandardKey.Undo)
    for name in ("Larger text", "Dark colours", "Light colours", "Smaller text"):
        yield name, partial(_choosing, person, "View", name)
    yield "a wider window", lambda: partial(person.window.resize, 1500, 900)
    export = home / "Complete_LinkedInDataExport_11-20-2026.zip"
    _write_export(export, "Sample words")
    yield "an export is dropped", lambda: partial(person.drop, export)
    while not person.finds(QPushButton, "Fill in"):
        yield "an export is read", _nothing
    yield "Fill in", partial(_pushing, person, "Fill in")
    yield "the plan", partial(_choosing, person, "Plan", "Show the action plan")
    person.will_save_as(home / "plan.pdf")
    yield "the plan as a PDF", partial(_pushing, person, "Save as PDF…")
    yield "the printed boxes", partial(_choosing, person, "Plan", "Tick what you did")


def _nothing() -> Callable[[], object]:
    return lambda: None


def _turning_to(person: Person, place: int) -> Callable[[], object]:
    bar = person.window.tabs.bar
    return partial(QTest.mouseClick, bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())


def _typing(person: Person, letter: str) -> Callable[[], object]:
    return partial(person.type, next(iter(person.all_of(QPlainTextEdit))), letter)


def _choosing(person: Person, *words: str) -> Callable[[], object]:
    return person.action(*words).trigger


def _pushing(person: Person, name: str) -> Callable[[], object]:
    return partial(person.mouse, person.find(QPushButton, name))


if __name__ == "__main__":
    sys.exit(working(*sys.argv[2:]))
