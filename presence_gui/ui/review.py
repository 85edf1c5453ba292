"""Review what was read, and fill in what is agreed to."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from presence_gui.content import Catalog
from presence_gui.evidence import filled_in
from presence_gui.printout import counted
from presence_gui.ui.announcing import announce
from presence_gui.ui.buttons import Button, Kind
from presence_gui.ui.document import Document
from presence_gui.ui.reading_data import Found
from presence_gui.ui.review_page import ReviewPage
from presence_gui.ui.spacing import spaced
from presence_gui.ui.theme import Look

_STEP = "Fill in from your data"
_REMEMBERED = "No answer was changed. What this export says is remembered."


class Review(QWidget):
    """A page of what was found, with the two ways on always in sight below it.

    ``filled`` carries what to say once it is filled in; ``left`` says that everything is to stay as it is. ``may`` is
    asked before anything is changed. ``files`` are what was read.
    """

    filled = Signal(str)
    left = Signal()

    def __init__(
        self,
        look: Look,
        catalog: Catalog,
        document: Document,
        today: Callable[[], date],
        may: Callable[[], bool],
        found: Found,
        files: tuple[Path, ...],
    ) -> None:
        super().__init__()
        self._look, self._catalog, self._document, self._today = look, catalog, document, today
        self._may, self._found, self.files = may, found, files
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._page = ReviewPage(look, catalog, document, today, found)
        column.addWidget(self._page, 1)
        column.addWidget(self._strip())
        self._page.chosen_changed.connect(self._count)
        self._count()

    def begin(self) -> None:
        """Put the keyboard on the first answer there is to choose, or else on the way on."""
        announce(self, self._page.in_words)
        if not self._page.begin():
            self._fill.setFocus(Qt.FocusReason.OtherFocusReason)

    def _strip(self) -> QWidget:
        look, strip = self._look, _Strip(self._look)
        row = spaced(look, QHBoxLayout(strip), 12, (24, 10, 24, 10))
        self._fill = Button(look, "", Kind.PRIMARY)
        self._fill.clicked.connect(self._fill_in)
        self._leave = Button(look, "Leave everything as it is")
        self._leave.clicked.connect(self.left)
        row.addStretch(1)
        row.addWidget(self._fill)
        row.addWidget(self._leave)
        return strip

    def _count(self) -> None:
        may_choose = self._page.offers
        self._fill.set_words("Fill in" if may_choose else "Done")
        self._fill.setEnabled(bool(self._page.chosen) or not may_choose)
        self._leave.setVisible(may_choose)

    def _fill_in(self) -> None:
        chosen, before = self._page.chosen, self._document.profile
        after = filled_in(self._catalog, before, self._found.exports, chosen, self._today())
        if after == before:
            self.filled.emit("")
        elif self._may():
            self._page.rest()
            self._document.edit(_STEP, after)
            self._fill.clicked.disconnect()
            are = "is" if len(chosen) == 1 else "are"
            filled = f"{counted(len(chosen), 'answer')} {are} filled in from your data."
            said = filled if chosen else _REMEMBERED
            QTimer.singleShot(0, self, lambda: self.filled.emit(said))  # soon, but before a key that would leave it all

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _Strip(QWidget):
    """The ground below the page, with a line above it."""

    is_area = True

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(theme.card))
            painter.fillRect(0, 0, self.width(), theme.stroke, QColor(theme.frame))
