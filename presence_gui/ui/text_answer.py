"""Write a text here in private, copy it to its site, and say when it is live."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from presence_gui.answering import can_be_live, is_draft, length, too_long_by
from presence_gui.content import Item
from presence_gui.days import short_day
from presence_gui.preview import cut
from presence_gui.profile import Answer, Status
from presence_gui.ui.announcing import announce
from presence_gui.ui.buttons import Button, Kind
from presence_gui.ui.fields import TextBox, TextField
from presence_gui.ui.labels import small
from presence_gui.ui.spacing import spaced
from presence_gui.ui.theme import Look

_ONE_LINE = 220  # a text that may be longer gets a box of several lines
_QUOTED = 220  # characters of a live text that are shown beside its draft
_WRITE = "Write or paste yours here"


class TextAnswer(QWidget):
    """The words of one item, how long they are, and what can be done with them.

    ``edited`` carries the words after each change; ``live`` says that the user has put them on the site, ``dropped``
    that what is live there is to stand here again.
    """

    edited = Signal(str)
    live = Signal()
    dropped = Signal()

    def __init__(self, look: Look, item: Item, text: str) -> None:
        super().__init__()
        self._look, self._item = look, item
        if item.target <= _ONE_LINE:
            line = TextField(look, item.title, text, _WRITE)
            line.textEdited.connect(self.edited)
            self.field: TextField | TextBox = line
        else:
            self.field = TextBox(look, item.title, text, hint=_WRITE)
            self.field.edited.connect(self.edited)
        self._hint, self._length, self._says = small(look, ""), small(look, ""), small(look, "")
        self._length.setWordWrap(False)
        self._copy = self._button("Copy", Kind.NORMAL)
        self._copy.clicked.connect(self._take_along)
        self._live = self._button("It is live now", Kind.NORMAL)
        self._live.clicked.connect(self.live)
        self._drop = self._button("Back to what is live", Kind.LINK)
        self._drop.clicked.connect(self.dropped)
        column = spaced(look, QVBoxLayout(self), 4)
        above, counts, below = (spaced(look, QHBoxLayout(), 10) for _ in range(3))
        above.addWidget(self.field, 1)
        above.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        counts.addWidget(self._hint, 1)
        counts.addWidget(self._length)
        below.addWidget(self._live)
        below.addWidget(self._drop)
        below.addStretch(1)
        column.addLayout(above)
        column.addLayout(counts)
        column.addWidget(self._says)
        column.addLayout(below)

    def show_answer(self, answer: Answer, today: date, *, may_change: bool) -> None:
        """Show the words written last, and what is to be known and done about them."""
        item, words, draft = self._item, answer.words, is_draft(self._item, answer)
        if words != self._text():
            self._copy.set_words("Copy")
        self.field.set_text(words)
        self.field.setReadOnly(not may_change)  # what is read-only can still be scrolled and copied
        hint, counts = advice(item, words), counted(item, words)
        self._hint.setText(hint)
        self._length.setText(counts)
        self.field.setAccessibleDescription(f"{counts}. {hint}".strip())
        self._says.setText(says(answer, today) if draft else "")
        self._says.setVisible(draft)
        self._copy.setEnabled(bool(words.strip()))
        may_drop = answer.draft is not None and bool(answer.text)
        if (self._live.hasFocus() and not draft) or (self._drop.hasFocus() and not may_drop):
            self.field.setFocus()  # the keyboard stays with these words
        self._live.setVisible(draft)
        self._live.setEnabled(may_change and can_be_live(item, words))
        self._drop.setVisible(may_drop)
        self._drop.setEnabled(may_change)

    def _text(self) -> str:
        return self.field.text() if isinstance(self.field, TextField) else self.field.toPlainText()

    def _button(self, words: str, kind: Kind) -> Button:
        button = Button(self._look, words, kind, small=True)
        button.setAccessibleName(f"{words}: {self._item.title}")
        return button

    def _take_along(self) -> None:
        QGuiApplication.clipboard().setText(self._text())
        self._copy.set_words("Copied")
        announce(self._copy, "Copied. You can paste it now.")


def advice(item: Item, text: str) -> str:
    """Return what would make a text of that length a better one; "" where nothing would."""
    if too_long := too_long_by(item, text):
        return f"Too long by {too_long:,}: it counts once it is shorter. Nothing is cut off."
    if 0 < len(text) < item.least:
        return f"At least {item.least} characters."
    if (counts := length(item, text)) > item.target:
        return f"The site may find this too long by about {counts - item.target:,}."
    if item.aim and text and not item.aim[0] <= len(text) <= item.aim[1]:
        return f"{item.aim[0]} to {item.aim[1]} characters read best."
    return ""


def counted(item: Item, text: str) -> str:
    """Return "61 of 220"; with "about" where the site counts in a way of its own that may not hold for this text."""
    counts = length(item, text)
    return f"{'' if counts == len(text) else 'about '}{counts:,} of {item.target:,}"


def says(answer: Answer, today: date) -> str:
    """Return what is to be known of a draft: what is live instead, and when to look at it again."""
    if answer.status is not Status.DONE:
        which = "Only you can see this draft. "
    elif answer.text.strip():
        since = f" since {short_day(answer.given)}" if answer.given else ""
        which = f"Live{since}: “{cut(' '.join(answer.text.split()), _QUOTED)}”\n"
    else:
        which = "Presence does not know the words that are live. "
    if answer.written is None or not answer.words.strip():
        return which.strip()
    if answer.written >= today:
        return f"{which}Sleep on it; look again tomorrow."
    return f"{which}Written on {short_day(answer.written)}: read it once more, then copy it to the site."
