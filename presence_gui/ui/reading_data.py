"""Have exports read in a process of its own, so that the window is never held up and can end it at any time."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import QObject, QProcess, Signal

from presence_gui.errors import PresenceError
from presence_gui.facts import Export
from presence_gui.plain import from_plain


class Found(NamedTuple):
    """The exports that were read, a sentence for each file that could not be, and what each fact counts by its key."""

    exports: tuple[Export, ...]
    problems: tuple[str, ...]
    says: Mapping[str, str]


class DataReader(QObject):
    """Reads one set of files at a time.

    ``progress`` carries the share done, 0 to 1; then follows one of ``found``, with a Found, or ``failed``, with a
    sentence. ``command`` starts the process; the day and the files are added to it.
    """

    progress = Signal(float)
    found = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject, command: Sequence[str]) -> None:
        super().__init__(parent)
        self._command = command
        self._process: QProcess | None = None
        self._files: tuple[Path, ...] = ()
        self._last: dict[str, object] = {}

    @property
    def is_reading(self) -> bool:
        """Whether a reading goes on."""
        return self._process is not None

    def read(self, files: Sequence[Path], today: date) -> None:
        """Begin to read; what was being read is left."""
        self.stop()
        self._files, self._last = tuple(files), {}
        program, *arguments = self._command
        process = self._process = QProcess(self)
        process.setStandardErrorFile(QProcess.nullDevice())
        process.setStandardInputFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._listen)
        process.errorOccurred.connect(self._never_began)
        process.finished.connect(self._end)
        process.start(program, [*arguments, today.isoformat(), *map(str, files)])

    def stop(self) -> None:
        """Leave what is being read; nothing is said of it any more."""
        process, self._process = self._process, None
        if process:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished()
            process.deleteLater()

    def _listen(self) -> None:
        while self._process and self._process.canReadLine():
            self._hear(bytes(self._process.readLine().data()))

    def _hear(self, line: bytes) -> None:
        try:
            message = json.loads(line)
        except ValueError:
            return
        if isinstance(message, dict):
            if isinstance(done := message.get("done"), float):
                self.progress.emit(done)
            else:
                self._last = message

    def _never_began(self, trouble: QProcess.ProcessError) -> None:
        if trouble is QProcess.ProcessError.FailedToStart:  # of every other one, the end is told
            self._end()

    def _end(self) -> None:
        self._listen()
        self.stop()
        match self._last:
            case {"trouble": str(sentence)}:
                self.failed.emit(sentence)
            case {"exports": list(exports), "problems": list(problems), "says": dict(says)}:
                self._tell(exports, problems, says)
            case _:
                self.failed.emit(self._broken_off())

    def _tell(self, exports: list[object], problems: list[object], says: dict[str, object]) -> None:
        try:
            read = tuple(from_plain(Export, export) for export in exports)  # type: ignore[arg-type]  # it checks
        except PresenceError:
            self.failed.emit(self._broken_off())
            return
        words = MappingProxyType({key: str(words) for key, words in says.items()})
        self.found.emit(Found(read, tuple(map(str, problems)), words))

    def _broken_off(self) -> str:
        return f"{named(self._files, 'These')} could not be read. Nothing was changed."


def named(files: Sequence[Path], these: str = "these") -> str:
    """Return what to call these files: by name, while it is one."""
    return f"“{files[0].name}”" if len(files) == 1 else f"{these} {len(files)} files"
