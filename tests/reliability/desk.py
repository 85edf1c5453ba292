"""Somebody at a window's document and keeper, here or in a process of its own, told one thing at a time to do.

``python -m tests.reliability.desk [--FAULT ...]`` reads one JSON list a line, such as ``["say", "x"]``, does what it
says as the window would, and answers with what ``Told`` holds. It runs in the home its surroundings name, has no
window and so no clock of its own: it saves when it is told to. ``python -m tests.reliability.living twin`` is the same
with the whole program around it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Final, NamedTuple, Protocol

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from presence_gui.errors import PresenceError
from presence_gui.profile import Answer, Profile, Status
from presence_gui.storage import conflict, custody, profile_file, whole_file
from presence_gui.storage.envelope import Envelope
from presence_gui.storage.opening import Opening
from presence_gui.storage.system import SYSTEM, System
from presence_gui.ui.document import Document
from presence_gui.ui.keeping import Keeper
from tests.reliability.living import HOME, say, surroundings

KEPT: Final = Path("data", "Presence", "profiles")


class Told(NamedTuple):
    """How it stands after something was done.

    ``sentence`` is why it was not, "" when it was. ``file`` is the open one, ``asked`` what another window changes to
    call this one, "" where the file is not held. ``conflict`` is whether somebody else wrote it and nobody has settled
    that yet, ``copies`` how many there are to choose from.
    """

    sentence: str
    file: str
    asked: str
    conflict: bool
    copies: int


class Desk(Protocol):
    """Somebody who does as they are told; ``kill`` is sudden, after ``close`` all is saved, and both begin anew."""

    home: Path

    def do(self, *what: str) -> Told: ...
    def kill(self) -> None: ...
    def close(self) -> Told: ...


class Sitting:
    """Does what a person does, to a document and its keeper."""

    def __init__(self, document: Document, keeper: Keeper, end: Callable[[], object] | None = None) -> None:
        self._document, self._keeper, self._end = document, keeper, end or keeper.close
        self._conflict = False
        self._opening: Opening | None = None
        keeper.conflict.connect(self._met)
        keeper.found.connect(self._found)
        keeper.moved.connect(self._settled)

    def do(self, what: str, *given: str) -> Told:
        """Open, say, save, settle, recover, copy, new or close; tell how it stands then."""
        sentence = ""
        try:
            getattr(self, what)(*given)
        except PresenceError as trouble:
            sentence = str(trouble)
        copies = len(self._opening.copies) if self._opening else 0
        keeper = self._keeper
        return Told(sentence, str(keeper.file or ""), str(keeper.asked or ""), self._conflict, copies)

    def open(self, file: str) -> None:
        self._opening = None
        self._keeper.open(Path(file))

    def say(self, word: str) -> None:
        if self._document.read_only:
            raise PresenceError(self._keeper.read_only)
        self._document.edit("what was said", self._document.profile.answered(word, Answer(Status.DONE)))

    def save(self) -> None:
        if not self._keeper.save_now():
            raise PresenceError(self._keeper.refused)

    def settle(self, how: str) -> None:
        settle: Callable[[], None] = getattr(self._keeper, how)
        settle()

    def recover(self, file: str) -> None:
        if self._opening:
            self._keeper.recover(self._opening.copies[0], Path(file))
            self._opening = None

    def copy(self, file: str) -> None:
        self._keeper.save_copy(Path(file))

    def new(self) -> None:
        self._keeper.new()
        self._opening = None

    def close(self) -> None:
        try:
            self.save()
        finally:
            self._end()

    def _met(self) -> None:
        self._conflict = True

    def _settled(self) -> None:
        self._conflict = False

    def _found(self, opening: Opening) -> None:
        self._opening = opening


class Here:
    """A desk in this process; what is cut short is only its clock and its lock."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._begin()

    def _begin(self) -> None:
        self._app = QApplication.instance() or QApplication(["presence"])  # noqa: TID251  the one there may be
        self._document = Document(Profile())
        self._keeper = Keeper(self._document, self.home / "Documents", datetime.now, self.home / KEPT)
        self._sitting = Sitting(self._document, self._keeper)

    def do(self, *what: str) -> Told:
        return self._sitting.do(*what)

    def kill(self) -> None:
        self.leave()
        self._begin()

    def close(self) -> Told:
        told = self.do("close")
        self.kill()
        return told

    def leave(self) -> None:
        """Be gone as somebody is whose process was killed."""
        held = self._keeper._custody  # noqa: SLF001  nobody else may give its lock back
        if held and held.lock:
            os.close(held.lock.handle)
        shiboken6.delete(self._document)


class Away:
    """A desk in a process of its own."""

    what: ClassVar[tuple[str, ...]] = ("tests.reliability.desk",)

    def __init__(self, home: Path, *planted: str) -> None:
        self.home = home
        self._command = [sys.executable, "-P", "-m", *self.what, *planted]
        self._begin()

    def _begin(self) -> None:
        with (self.home / "stderr.txt").open("w") as errors:
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(
                self._command,
                env=surroundings(self.home),
                cwd=self.home,
                stdin=pipe,
                stdout=pipe,
                stderr=errors,
                text=True,
            )

    def do(self, *what: str) -> Told:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(what) + "\n")
        self._process.stdin.flush()
        told = self._process.stdout.readline()
        assert told, (self.home / "stderr.txt").read_text()[-2000:]
        return Told(*json.loads(told))

    def kill(self) -> None:
        self.leave()
        self._begin()

    def close(self) -> Told:
        return self.do("close")

    def leave(self) -> None:
        """End the process as the system does."""
        with self._process:
            self._process.kill()


class Program(Away):
    """The whole program, which ends when its window is closed."""

    what = ("tests.reliability.living", "twin")

    def close(self) -> Told:
        told = super().close()
        self.kill()
        return told


@contextmanager
def unhurried() -> Iterator[None]:
    """Let nothing be flushed: where no power fails, that is only the longest part of it."""
    calls = SYSTEM.flush, SYSTEM.sync_folder
    try:
        object.__setattr__(SYSTEM, "flush", lambda _handle: None)
        object.__setattr__(SYSTEM, "sync_folder", lambda _folder: None)
        yield
    finally:
        object.__setattr__(SYSTEM, "flush", calls[0])
        object.__setattr__(SYSTEM, "sync_folder", calls[1])


@contextmanager
def here(homes: Sequence[Path], *planted: str) -> Iterator[list[Here]]:
    """Sit down at desks in this process, with these faults in all of it and a disk that need not be waited for."""
    with unhurried(), pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        for fault in planted:
            PLANTED[fault](patch)
        made = [Here(home) for home in homes]
        for desk in made:
            stack.callback(desk.leave)
        yield made


@contextmanager
def away(homes: Sequence[Path], *planted: str, kind: type[Away] = Away) -> Iterator[list[Away]]:
    """Sit down at desks in processes of their own, with these faults in each."""
    with ExitStack() as stack:
        made = []
        for home in homes:
            made.append(kind(home, *planted))
            stack.callback(made[-1].leave)
        yield made


def _writes_over(patch: pytest.MonkeyPatch) -> None:
    whole = whole_file.write_whole
    patch.setattr(
        profile_file, "write_whole", lambda path, raw, _may_replace, system: whole(path, raw, lambda: None, system)
    )


def _throws_away(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(conflict, "keep", lambda *_what, **_how: None)


def _never_rescues(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(custody.Custody, "rescue", lambda *_what: True)


def _knows_no_lock(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(custody, "take_lock", lambda *_what, **_how: None)


def _goes_by_size_and_time(patch: pytest.MonkeyPatch) -> None:
    read, seen = whole_file.read_whole, dict[tuple[Path, int, int], bytes]()

    def remembered(path: Path, most: int, system: System) -> bytes:
        found = system.stat(path)
        return seen.setdefault((path, found.st_size, found.st_mtime_ns), read(path, most, system))

    patch.setattr(profile_file, "read_whole", remembered)


def _believes_every_schema(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Envelope, "newer_than", lambda *_what: False)


PLANTED: Final = {
    "--believes-every-schema": _believes_every_schema,
    "--goes-by-size-and-time": _goes_by_size_and_time,
    "--writes-over": _writes_over,
    "--throws-away": _throws_away,
    "--never-rescues": _never_rescues,
    "--knows-no-lock": _knows_no_lock,
}


def main(planted: Sequence[str]) -> None:
    """Do what each line says, until there is none."""
    _app, patch = QCoreApplication(["presence"]), pytest.MonkeyPatch()
    for fault in planted:
        PLANTED[fault](patch)
    desk = Here(Path(os.environ[HOME]))
    for line in sys.stdin:
        what = json.loads(line)
        say(json.dumps(desk.close() if what == ["close"] else desk.do(*what)))


if __name__ == "__main__":
    main(sys.argv[1:])
