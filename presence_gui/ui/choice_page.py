"""A page that says what happened in a few sentences and asks what to do about it."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Final, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from presence_gui.ui.buttons import Button, Kind
from presence_gui.ui.containers import Card, ScrollPage
from presence_gui.ui.labels import Label, Paragraph, small, title
from presence_gui.ui.theme import Look, Type

_WIDEST: Final = 760  # pixels at 100 % text size
_AT_ONCE: Final = 20


class Choice(NamedTuple):
    """What can be done: the words on its button, and the doing."""

    words: str
    do: Callable[[], object]


class Row(NamedTuple):
    """One of several things to choose from: its name, a quiet line about it, and what can be done, if anything."""

    name: str
    says: str
    choice: Choice | None


class ChoicePage(ScrollPage):
    """Shows a title, what happened, what can be done about it (the first is what we advise) and rows to choose from.

    ``left`` says that the user wants to decide later. Rows are asked for as they are shown, some at a time.
    """

    left = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        says: Sequence[str],
        choices: Sequence[Choice],
        leave: str,
        rows: Iterable[Row] = (),
        rows_name: str = "",
    ) -> None:
        super().__init__(look, name, most=_WIDEST)
        self._look, self._rows = look, iter(rows)
        self.column.addWidget(title(look, name))
        told = Card(look)
        for sentence in says:
            told.add(Paragraph(look, sentence))
        self._buttons = QWidget()
        one_below_the_other = QVBoxLayout(self._buttons)  # side by side they are too wide in large text
        one_below_the_other.setContentsMargins(0, 0, 0, 0)
        one_below_the_other.setSpacing(look.theme.gap(10))
        for number, choice in enumerate(choices):
            button = Button(look, choice.words, Kind.NORMAL if number else Kind.PRIMARY, small=True)
            button.clicked.connect(choice.do)
            one_below_the_other.addWidget(button)
        leaving = Button(look, leave, Kind.LINK, small=True)
        leaving.clicked.connect(self.left)
        one_below_the_other.addWidget(leaving)
        told.add(self._buttons)
        self.column.addWidget(told)
        self._list = Card(look, rows_name)
        self.column.addWidget(self._list)
        self._more = Button(look, "Show older ones", Kind.LINK, small=True)
        self._more.clicked.connect(self._show_more)
        self.column.addWidget(self._more)
        self.column.addStretch(1)
        self._next: Row | None = None
        self._list.setVisible(self._show_more())

    def begin(self) -> None:
        """Put the keyboard on what we advise."""
        first = self._buttons.findChild(Button)
        if first:
            self.go_to(first)

    def _show_more(self) -> bool:
        """Show some more rows; return whether there were any."""
        rows = [*([self._next] if self._next else []), *islice(self._rows, _AT_ONCE)]
        for row in rows:
            self._list.add_row(self._line(row))
        self._next = next(self._rows, None)
        self._more.setVisible(self._next is not None)
        return bool(rows)

    def _line(self, row: Row) -> QWidget:
        look, line = self._look, QWidget()
        beside = QHBoxLayout(line)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(look.theme.gap(14))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(look, _capital(row.name), Type.STRONG))
        words.addWidget(small(look, _capital(row.says)))
        beside.addLayout(words, 1)
        if row.choice:
            button = Button(look, row.choice.words, small=True)
            button.setAccessibleName(f"{row.choice.words}: {row.name}")
            button.clicked.connect(row.choice.do)
            beside.addWidget(button)
        return line


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
