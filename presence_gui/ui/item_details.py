"""Why an item matters, how it is done, and what else can be said of it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from presence_gui.content import Item, Platform
from presence_gui.guidance import Guidance, Word, grounds, showing_less, shows_less, words_in
from presence_gui.profile import Answer, Status
from presence_gui.ui.buttons import Button
from presence_gui.ui.fields import TextBox
from presence_gui.ui.flow import Flow
from presence_gui.ui.fold import Fold
from presence_gui.ui.labels import Paragraph, small
from presence_gui.ui.spacing import spaced
from presence_gui.ui.theme import Look


class ItemDetails(QWidget):
    """The open part of a row; ``status_chosen`` carries a Status, ``note_edited`` the whole note."""

    status_chosen = Signal(object)
    note_edited = Signal(str)

    def __init__(self, look: Look, platform: Platform, item: Item, guidance: Callable[[], Guidance]) -> None:
        super().__init__()
        self._look, self._item, self._guidance = look, item, guidance
        self._column = spaced(look, QVBoxLayout(self), 9)
        self._column.addWidget(Paragraph(look, item.why, "Why."))
        self._how = Paragraph(look, "", "How.")
        self._column.addWidget(self._how)
        self._less = small(look, "For your profession: the version that shows less.")
        self._column.addWidget(self._less)
        self._column.addWidget(small(look, _worth(item)))
        words = ("What this rests on", "Hide what this rests on")
        self._column.addWidget(Fold(look, item.title, lambda: grounds(guidance(), platform, item), words))
        if used := words_in(guidance(), item):
            self._column.addWidget(_meanings(look, used))
        self._buttons = spaced(look, Flow(), 10)
        self._done = self._button("Mark as done", Status.DONE)
        self._undone = self._button("Mark as not done", Status.NOT_YET)
        self._not_for_me = self._button("Not for me", Status.NOT_FOR_ME)
        self._not_sure = self._button("Not sure", Status.NOT_SURE)
        self._add_note = Button(look, "Add a note", small=True)
        self._add_note.clicked.connect(self._open_note)
        self._buttons.addWidget(self._add_note)
        self._column.addLayout(self._buttons)
        self._note: TextBox | None = None

    def show_answer(self, answer: Answer, *, done: bool, may_change: bool) -> None:
        """Offer what can be said of the item as it stands; nothing when the answer may only be read."""
        for button in (self._done, self._undone, self._not_for_me, self._not_sure, self._add_note):
            button.setEnabled(may_change)
        declined, unsure = answer.status is Status.NOT_FOR_ME, answer.status is Status.NOT_SURE
        self._done.setVisible(not done)
        self._undone.setVisible(done or declined or unsure)
        self._not_for_me.setVisible(not declined)
        self._not_sure.setVisible(not done and not unsure)
        if answer.note and self._note is None:
            self._make_note()
        if self._note:
            self._note.set_text(answer.note)
            self._note.setReadOnly(not may_change)

    def show_how(self, profession: str) -> None:
        """Show the steps as the people of a profession ("" for none) should take them."""
        less = bool(self._item.low_exposure) and shows_less(self._guidance().professions, profession)
        item = showing_less(self._item) if less else self._item
        self._how.say(" ".join(f"{number}. {step}" for number, step in enumerate(item.how, 1)))
        self._less.setVisible(less)

    def _button(self, words: str, status: Status) -> Button:
        button = Button(self._look, words, small=True)
        button.clicked.connect(partial(self.status_chosen.emit, status))
        self._buttons.addWidget(button)
        return button

    def _open_note(self) -> None:
        if self._note is None:
            self._make_note()
        if self._note:
            self._note.setFocus()

    def _make_note(self) -> None:
        self._note = TextBox(self._look, f"Note on: {self._item.title}", hint="Your note")
        self._note.edited.connect(self.note_edited)
        self._column.addWidget(self._note)
        self._add_note.hide()


def _meanings(look: Look, used: Sequence[Word]) -> Fold:
    names = " and ".join(filter(None, (", ".join(f"“{one.word}”" for one in used[:-1]), f"“{used[-1].word}”")))
    one = len(used) == 1
    words = (f"What {'does' if one else 'do'} {names} mean?", f"Hide what {names} {'means' if one else 'mean'}")
    lines = [f"{word.word[:1].upper()}{word.word[1:]}: {word.says}" for word in used]
    return Fold(look, f"what {names} {'means' if one else 'mean'}", lines.__iter__, words)


def _worth(item: Item) -> str:
    worth = f"{item.because} Impact {item.impact} of 5."
    if item.optional:
        worth += " Optional: skip it without guilt."
    return worth
