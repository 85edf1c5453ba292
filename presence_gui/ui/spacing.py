"""Keep the room in a layout in step with the text size."""

from typing import Final, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLayout

from presence_gui.ui.theme import Look

_Layout = TypeVar("_Layout", bound=QLayout)
_FLUSH: Final = (0.0, 0.0, 0.0, 0.0)


def spaced(look: Look, layout: _Layout, between: float, sides: tuple[float, float, float, float] = _FLUSH) -> _Layout:
    """Return ``layout`` with so many pixels (at 100 %) between what is in it, and at its left, top, right and bottom.

    They grow as ``Theme.gap`` says, whenever ``look`` changes, for as long as the layout lives.
    """
    _Spacing(look, layout, between, sides)
    return layout


class _Spacing(QObject):
    def __init__(self, look: Look, layout: QLayout, between: float, sides: tuple[float, float, float, float]) -> None:
        super().__init__(layout)
        self._look, self._layout, self._between, self._sides = look, layout, between, sides
        self._dress()
        look.changed.connect(self._dress)

    def _dress(self) -> None:
        gap = self._look.theme.gap
        left, top, right, bottom = map(gap, self._sides)
        self._layout.setContentsMargins(left, top, right, bottom)
        self._layout.setSpacing(gap(self._between))
