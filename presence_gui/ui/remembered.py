"""What the window remembers between two starts: its place, its looks and the recent files; no answers."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from presence_gui.ui.theme import Colours

_MOST_RECENT = 8


class Remembered:
    """The window's memory, kept in one small file that may be deleted at any time."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)
        self._lock = file.with_name(f"{file.name}.lock")

    @property
    def recent(self) -> list[Path]:
        """The files opened last, newest first, as far as they are still there."""
        return [path for path in self._files() if path.is_file()]

    @property
    def last(self) -> Path | None:
        """The file opened last, wherever it may be by now."""
        return next(iter(self._files()), None)

    def remember_file(self, path: Path) -> None:
        """Put a file at the top of the recent ones."""
        path = path.absolute()
        files = [path, *(other for other in self._files() if other != path)]
        self._keep("recent", [str(other) for other in files[:_MOST_RECENT]])

    def _files(self) -> list[Path]:
        found = self._settings.value("recent", [], list)
        return [Path(str(name)) for name in found if name] if isinstance(found, list) else []

    def forget(self) -> None:
        """Forget everything."""
        self._to_write().clear()

    @property
    def geometry(self) -> QByteArray:
        """Where the window was; empty when not known."""
        found = self._settings.value("geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._keep("geometry", geometry)

    @property
    def text_size(self) -> float:
        """The text size, 1.0 to 2.0."""
        return self._number("text_size", 1.0)

    @property
    def colours(self) -> Colours:
        """The colours chosen; the system's while nobody chose any."""
        name = str(self._settings.value("colours", ""))
        return Colours(name) if name in {one.value for one in Colours} else Colours.SYSTEM

    def remember_look(self, colours: Colours, text_size: float) -> None:
        """Keep the colours and the text size."""
        self._keep("colours", colours.value)
        self._keep("text_size", text_size)

    @property
    def large_print(self) -> bool:
        """Whether pages are printed large."""
        return self._number("large_print", 0) > 0

    @large_print.setter
    def large_print(self, large: bool) -> None:
        self._keep("large_print", int(large))

    def _keep(self, key: str, value: object) -> None:
        self._to_write().setValue(key, value)

    def _to_write(self) -> QSettings:
        """Take away a lock that whoever was ended while Qt made it left empty: Qt would wait 30 seconds for it."""
        with suppress(OSError):
            if not self._lock.stat().st_size:
                self._lock.unlink()
        return self._settings

    def _number(self, key: str, usual: float) -> float:
        try:
            return float(str(self._settings.value(key, usual)))
        except ValueError:
            return usual
