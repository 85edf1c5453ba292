"""Ask for one decision in place of the pages: what happened, what is safe, and what can be done."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from presence_gui.ui.buttons import Button, Kind
from presence_gui.ui.containers import Card, ScrollPage
from presence_gui.ui.labels import Label, Paragraph, small, title
from presence_gui.ui.portions import Portions
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
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.theme.gap(4))
        column.addWidget(button)
        column.addWidget(small(self._look, way.says))
        return both

    def _list(self, lines: Iterable[Line]) -> Iterator[None]:
        card = Card(self._look)
        card.setAccessibleName(self.accessibleName())
        self.column.addWidget(card)
        card.hide()
        stack = card.add_stack()
        for line in lines:
            stack.add(self._row(line))
            card.show()
            yield

    def _row(self, line: Line) -> QWidget:
        row = QWidget()
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(self._look.theme.gap(14))
        words = QVBoxLayout()
        words.setSpacing(self._look.theme.gap(2))
        words.addWidget(Label(self._look, line.what, Type.STRONG))
        words.addWidget(small(self._look, line.says))
        beside.addLayout(words, 1)
        if line.way:
            button = Button(self._look, line.way.words, small=True)
            button.setAccessibleName(f"{line.way.words}: {line.what}")
            button.clicked.connect(_does(line.way))
            beside.addWidget(button)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that no button wanted."""
        here = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self._leave.do()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(here, Button):
            here.click()
        else:
            super().keyPressEvent(event)


def _does(way: Way) -> Callable[[], None]:
    def do() -> None:
        way.do()

    return do
