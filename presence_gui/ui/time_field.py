"""A time of day, typed as people write it."""

from datetime import time

from PySide6.QtCore import QSize, Signal

from presence_gui.days import read_time
from presence_gui.ui.fields import TextField
from presence_gui.ui.theme import Look


class TimeField(TextField):
    """Shows "08:15" or blank; reads what `days.read_time` reads.

    `edited` carries the time as soon as the typed text is one, and the one there was before when it no longer is;
    `trouble` carries one sentence when the user leaves such text behind, and "" when that is over. Left blank, it
    shows again what it showed before.
    """

    edited = Signal(object)

    def __init__(self, look: Look, name: str, at: time | None = None) -> None:
        super().__init__(look, name, _written(at))
        self._at = self._before = at
        self.textEdited.connect(self._read)
        self.editingFinished.connect(self.settle)

    def set_time(self, at: time | None) -> None:
        """Show a time, or blank for None, without telling; what is being typed stays when the time is the same."""
        if at != self._at:
            self._at = self._before = at
            self.setText(_written(at))
            self._say("")

    def settle(self) -> bool:
        """Write the time as it was understood; return whether it was, having said so if not."""
        text = self.text().strip()
        wrong = text and not self._understood(text)
        if not wrong:
            self._before = self._at
            self.set_text(_written(self._at))
        self._say(f"“{text}” could not be read as a time. Write it like 08:15." if wrong else "")
        return not wrong

    def _understood(self, text: str) -> bool:
        return read_time(text) is not None

    def _read(self, text: str) -> None:
        at = read_time(text)
        at = self._before if at is None else at
        if at != self._at:
            self._at = at
            self.edited.emit(at)

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance("10.30 pm")
        return QSize(words + self._look.theme.px(22), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def _written(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""
