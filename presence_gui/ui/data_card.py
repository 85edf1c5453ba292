"""Say on a tab how to get one's own data from its site, and take it."""

from itertools import chain

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from presence_gui.content import Data
from presence_gui.ui.buttons import Button
from presence_gui.ui.containers import Card
from presence_gui.ui.fold import Fold
from presence_gui.ui.labels import body, small
from presence_gui.ui.theme import Look

_WHY = (
    "Presence fills in what your data shows, and says where each answer stands. It is read on this computer, and goes"
    " nowhere else."
)
_DROP = "Or drop the file anywhere on this window."


class DataCard(Card):
    """Shows the clicks that get the data once somebody asks; ``wanted`` says that they have it, to choose its files."""

    wanted = Signal()

    def __init__(self, look: Look, data: Data) -> None:
        super().__init__(look, data.title)
        self.add(body(look, _WHY))
        numbered = (f"{number}. {step}" for number, step in enumerate(data.steps, 1))
        clicks = tuple(chain(numbered, [data.waits]))
        about = f"how to get the data: {data.title}"
        self._fold = Fold(look, about, clicks.__iter__, ("How to get it", "Hide"), body)
        self.add(self._fold, inset=Button.INSET)
        button = Button(look, "Choose the file…", small=True)
        button.setAccessibleName(f"Choose the file: {data.title}")
        button.clicked.connect(self.wanted)
        self.add(button)
        self.add(small(look, _DROP))

    def show_steps(self) -> QWidget:
        """Unfold the clicks, and return where the keyboard goes."""
        return self._fold.open()
