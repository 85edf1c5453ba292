"""Ask for one decision in place of the pages: what happened, what is safe, and what can be done."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from presence_gui.ui.buttons import Button, Kind
from presence_gui.ui.containers import Card, ScrollPage
from presence_gui.ui.flow import Beside
from presence_gui.ui.labels import Label, Paragraph, small, title
from presence_gui.ui.portions import Portions
from presence_gui.ui.spacing import spaced
from presence_gui.ui.theme import Look, Type
from presence_gui.ui.words import breakable

_WIDTH = 720  # pixels at 100 % text size: a line that is easily read


class Way(NamedTuple):
    """Something that can be done: the words of its button, what it does, and what comes of it."""

    words: str
    do: Callable[[], object]
    says: str = ""


class Line(NamedTuple):
    """Something to look at or to choose: what it is, what is in it, and what can be done with it."""

    what: str
    says: str
    way: Way | None = None


class Decision(ScrollPage):
    """Says in a heading and a few sentences what there is to decide, with the first of the ways under the keyboard.

    ``leave`` is the way on that decides nothing; Escape takes it too. What it is ``about`` stands above the ways, and
    the ``choices`` there are besides them below, as they come.
    """

    def __init__(
        self,
        look: Look,
        heading: str,
        says: Sequence[str],
        ways: Sequence[Way],
        leave: Way,
        about: Sequence[Line] = (),
        choices: Iterable[Line] | None = None,
    ) -> None:
        super().__init__(look, heading, most=_WIDTH)
        self._look, self._leave = look, leave
        self.column.addWidget(title(look, breakable(heading)))
        for sentence in says:
            self.column.addWidget(Paragraph(look, breakable(sentence)))
        Portions(self, self._list(about))
        self._buttons: list[Button] = []
        for number, way in enumerate(ways):
            is_advised = number == 0 and choices is None
            self.column.addWidget(self._shown(way, Kind.PRIMARY if is_advised else Kind.NORMAL))
        self.column.addWidget(self._shown(leave, Kind.LINK if ways else Kind.NORMAL))
        Portions(self, self._list(choices or ()))
        self.column.addStretch(1)
        first = self._buttons[0]  # whoever listens hears where they are as well
        first.setAccessibleDescription(" ".join(filter(None, (*says, first.accessibleDescription()))))

    def begin(self) -> None:
        """Put the keyboard on the first way."""
        self.go_to(self._buttons[0])

    def _shown(self, way: Way, kind: Kind) -> QWidget:
        button = Button(self._look, way.words, kind)
        button.clicked.connect(_does(way))
        self._buttons.append(button)
        if not way.says:
            return button
        button.setAccessibleDescription(way.says)
        both = QWidget()
        column = spaced(self._look, QVBoxLayout(both), 4)
        column.addWidget(button)
        column.addWidget(small(self._look, breakable(way.says)))
        return both

    def _list(self, lines: Iterable[Line]) -> Iterator[None]:
        card = Card(self._look)
        self.column.addWidget(card)
        card.hide()
        stack = card.add_stack()
        card.setAccessibleName(self.accessibleName())  # only now: nothing stands above the first line
        for line in lines:
            stack.add(_Shown(self._look, line))
            card.show()
            yield

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that no button wanted."""
        here = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self._leave.do()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(here, Button):
            here.click()
        else:
            super().keyPressEvent(event)


class _Shown(QWidget):
    """One line of a list, its button beside the words or, where they would have too little room, below them."""

    def __init__(self, look: Look, line: Line) -> None:
        super().__init__()
        self._look, self._row = look, Beside(self)
        both = QWidget()
        words = spaced(look, QVBoxLayout(both), 2)
        words.addWidget(Label(look, breakable(line.what), Type.STRONG))
        words.addWidget(small(look, breakable(line.says)))
        self._row.addWidget(both)
        if line.way:
            button = Button(look, line.way.words, small=True)
            button.setAccessibleName(f"{line.way.words}: {line.what}")
            button.clicked.connect(_does(line.way))
            self._row.addWidget(button)
        self._dress()
        look.changed.connect(self._dress)

    def _dress(self) -> None:
        self._row.dress(self._look.theme.gap(14), 0, self._look.theme.text_size)


def _does(way: Way) -> Callable[[], None]:
    def do() -> None:
        way.do()

    return do
