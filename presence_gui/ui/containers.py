"""What holds the rest: cards with rows, and pages that scroll."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from presence_gui.ui.buttons import CheckBox
from presence_gui.ui.labels import Label, heading, quiet
from presence_gui.ui.painting import panel, rule
from presence_gui.ui.scroll_bar import ScrollBar
from presence_gui.ui.tab_order import put_keyboard
from presence_gui.ui.theme import Look, Type

SIDE: Final = 18  # pixels of white at both sides of what is on a card
WIDEST: Final = 1240  # pixels of a page at 100 % text size
QWIDGETSIZE_MAX: Final = 16_777_215
_TO_BE_PLACED: Final = QEvent.Type(QEvent.registerEventType())


class _Row(QWidget):
    def __init__(
        self,
        look: Look,
        content: QWidget,
        *,
        line: bool,
        listed: bool = False,
        tick: bool = False,
        flush: bool = False,
        inset: int = 0,
    ) -> None:
        super().__init__()
        self._look, self._line, self._tick, self._flush = look, line, tick, flush
        self._listed = line or listed
        self._inset = CheckBox.PAD if tick else inset
        self._column = QVBoxLayout(self)
        self._column.addWidget(content)
        self._dress()
        look.changed.connect(self._dress)

    def _dress(self) -> None:
        theme = self._look.theme
        side, space = 0 if self._flush else theme.gap(SIDE), theme.gap(11 if self._listed else 5)
        above = theme.gap(8) if self._tick else space
        self._column.setContentsMargins(side - theme.px(self._inset), above, side, above)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._line:
            with QPainter(self) as painter:
                rule(painter, self, 0, self._look.theme)


class Stack(QWidget):
    """Rows one below the other, each as tall as it wants to be; one more leaves the others as they are.

    Qt's own layouts measure every row again, several times, for each that comes.
    """

    def __init__(self, look: Look, *, first_line: bool) -> None:
        super().__init__()
        self._look, self._first_line = look, first_line
        self._rows: list[QWidget] = []
        self._ends: dict[int, list[int]] = {}  # by width: where each row ends
        self._least: int | None = None  # the width that the widest row needs
        # not Fixed: that would hold it to the height that goes with the width it had before
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, content: QWidget, *, tick: bool = False) -> None:
        """Add a row with a line above it; ``tick`` as in ``Card.add_row``."""
        row = _Row(self._look, content, line=self._first_line or bool(self._rows), listed=True, tick=tick)
        row.setParent(self)
        self._rows.append(row)
        row.show()
        self._least = None
        self.updateGeometry()
        self._place()

    def _measured(self, width: int) -> list[int]:
        ends = self._ends.setdefault(width, [])
        for row in self._rows[len(ends) :]:
            ends.append((ends[-1] if ends else 0) + row.heightForWidth(width))
        return ends

    def _place(self) -> None:
        top = 0
        for row, end in zip(self._rows, self._measured(self.width()), strict=True):
            row.setGeometry(0, top, self.width(), end - top)
            top = end

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._measured(width)[-1] if self._rows else 0

    def minimumSizeHint(self) -> QSize:
        if self._least is None:
            self._least = max((row.minimumSizeHint().width() for row in self._rows), default=0)
        return QSize(self._least, self.heightForWidth(max(self.width(), self._least)))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a row is not as tall as it was
            self._ends.clear()
            self._least = None
            self.updateGeometry()
            low = Qt.EventPriority.LowEventPriority  # by then it may have another width, and all is in place
            QCoreApplication.postEvent(self, QEvent(_TO_BE_PLACED), low.value)
        elif event.type() == _TO_BE_PLACED:
            self._place()
        return super().event(event)


class Card(QGroupBox):
    """A framed sheet with an optional title and a quiet note at its right; the title names the group to a reader."""

    def __init__(self, look: Look, title: str = "", note: str = "", *, tinted: bool = False) -> None:
        super().__init__()
        self._look, self._tinted = look, tinted
        self.setAccessibleName(title)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._note: Label | None = None
        self._lines: list[bool] = []  # row by row: has it a line above it
        self._header = QHBoxLayout()
        if title:
            self._title = heading(look, title)
            self._header.addWidget(self._title, 1)
            self._column.addLayout(self._header)
        if note:
            self.set_note(note)
        self._dress()
        look.changed.connect(self._dress)

    def set_note(self, text: str) -> None:
        """Change the quiet words at the right of the title."""
        if self._note is None:
            self._note = quiet(self._look, text)
            self._note.setWordWrap(False)
            self._header.addWidget(self._note, 0, Qt.AlignmentFlag.AlignRight)
        self._note.setText(text)
        self._note.setHidden(not text)  # or it would take room, and as much in every text size

    def call_by_title(self, content: QWidget) -> None:
        """Let the title be what a screen reader calls something to fill in that has no words of its own beside it."""
        self._title.setBuddy(content)

    def add_beside_title(self, content: QWidget) -> None:
        """Put something small at the right of the title."""
        self._header.addWidget(content, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def add_row(self, content: QWidget, *, tick: bool = False) -> QWidget:
        """Add a row with a line above it; hide the returned widget to hide the row and its line.

        `tick` says that it starts with a `CheckBox`, whose box is then set flush with the title.
        """
        return self._add(_Row(self._look, content, line=True, tick=tick), line=True)

    def add_stack(self) -> Stack:
        """Add room for many rows, which may come one by one."""
        stack = Stack(self._look, first_line=bool(self.accessibleName()))
        self._add(stack, line=True)
        return stack

    def add(self, content: QWidget, *, flush: bool = False, inset: int = 0) -> QWidget:
        """Add something without a line above it; hide the returned widget to hide it.

        ``flush`` lets it reach from edge to edge of the card. ``inset`` says how many pixels (at 100 % text size)
        further in than itself it shows something; that is then set flush with the title.
        """
        return self._add(_Row(self._look, content, line=False, flush=flush, inset=inset), line=False)

    def add_field(self, words: str, content: QWidget) -> None:
        """Add something to fill in below the words that ask for it."""
        label = Label(self._look, words, Type.SMALL)
        label.setBuddy(content)
        self.add(label)
        self.add(content)

    def _add(self, row: QWidget, *, line: bool) -> QWidget:
        self._column.addWidget(row)
        self._lines.append(line)
        self._dress()
        return row

    def _dress(self) -> None:
        theme = self._look.theme
        self.setContentsMargins(0, 0, 0, 0)
        plain_start, plain_end = self._lines[:1] == [False], self._lines[-1:] == [False]
        side, above = theme.gap(SIDE), theme.gap(13)
        start = 0 if self._header.count() else above if plain_start else 1
        self._column.setContentsMargins(1, start, 1, above if plain_end else 1)
        self._header.setContentsMargins(side, theme.gap(15), side, theme.gap(4 if plain_start else 15))
        self._header.setSpacing(theme.gap(14))
        self.update()

    def minimumSizeHint(self) -> QSize:
        return self._column.totalMinimumSize()  # a group box would ask the style for a title's room each time

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()  # as with _Sheet

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.FontChange:  # it draws no words itself: a group box would lay itself out twice
            self.updateGeometry()
            return
        super().changeEvent(event)
        self.setContentsMargins(0, 0, 0, 0)  # the group box may just have made room for a title of its own

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        ground, edge = (theme.tint, theme.tint_frame) if self._tinted else (theme.card, theme.frame)
        with QPainter(self) as painter:
            panel(painter, QRectF(self.rect()), QColor(ground), QColor(edge), width=theme.stroke, radius=9)


class _Sheet(QWidget):
    """Has a layout, and no liking of its own: Qt would measure every row at one more width to give it one."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()


class _Column(_Sheet):
    is_area = True


class Columns(_Sheet):
    """A wide column with a narrow one beside it; where that would be too tight, they stand one below the other.

    Fill ``wide`` and ``narrow``. ``narrow_width`` is in pixels at 100 % text size. ``stacked`` carries whether they
    stand one below the other from now on.
    """

    stacked = Signal(bool)
    _LEAST_WIDE = 460

    def __init__(self, look: Look, narrow_width: int, *, narrow_first: bool = False) -> None:
        super().__init__()
        self._look, self._narrow_width = look, narrow_width
        self._beside = True
        self._wide, self._narrow = _Column(), _Column()
        self.wide, self.narrow = QVBoxLayout(self._wide), QVBoxLayout(self._narrow)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        for column in (self._narrow, self._wide) if narrow_first else (self._wide, self._narrow):
            self._box.addWidget(column)  # in this order a screen reader finds them
        self._box.setStretchFactor(self._wide, 1)
        for margined in (self.wide, self.narrow, self._box):
            margined.setContentsMargins(0, 0, 0, 0)
        self._dress()
        look.changed.connect(self._dress)

    @property
    def is_stacked(self) -> bool:
        """Whether they stand one below the other now."""
        return not self._beside

    def minimumSizeHint(self) -> QSize:
        widest = max(column.minimumSizeHint().width() for column in (self._wide, self._narrow))
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fits() is self.is_stacked:
            self._dress()

    def _fits(self) -> bool:
        theme = self._look.theme
        return self.width() >= theme.px(self._narrow_width) + theme.px(self._LEAST_WIDE)

    def _dress(self) -> None:
        theme = self._look.theme
        narrow, beside = theme.px(self._narrow_width), self._fits()
        if beside is not self._beside:
            self._beside = beside
            self.stacked.emit(not beside)
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._box.setSpacing(theme.gap(22 if beside else 16))
        for column in (self.wide, self.narrow):
            column.setSpacing(theme.gap(16))
        if beside:
            self._narrow.setFixedWidth(narrow)
        else:
            self._narrow.setMinimumWidth(0)
            self._narrow.setMaximumWidth(QWIDGETSIZE_MAX)
        self._box.setAlignment(self._narrow, Qt.AlignmentFlag.AlignTop if beside else Qt.AlignmentFlag(0))


class ScrollPage(QScrollArea):
    """A page that scrolls; add its content to `column`, which is never wider than `most` (scaled with the text)."""

    is_area = True

    def __init__(self, look: Look, name: str, most: int = WIDEST) -> None:
        super().__init__()
        self._look, self._most = look, most
        self._goal: QWidget | None = None
        self._room = 0  # asking for viewport() would cost 10 ms: Qt for Python then looks at every class of widget
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBar(ScrollBar(look, Qt.Orientation.Vertical))
        self.setHorizontalScrollBar(ScrollBar(look, Qt.Orientation.Horizontal))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what it holds takes the focus, and passes Page Down up
        content = _Sheet()
        self.column = QVBoxLayout(content)
        self.setWidget(content)
        self._dress()
        look.changed.connect(self._dress)

    def go_to(self, goal: QWidget) -> None:
        """Put the keyboard there, and keep it in sight while the page takes shape."""
        if self._goal is None:
            self.verticalScrollBar().rangeChanged.connect(self._keep_in_sight)
        self._goal = goal
        put_keyboard(goal)
        self._keep_in_sight()

    def _keep_in_sight(self) -> None:
        if self._goal and self._goal is self.window().focusWidget():
            self.ensureWidgetVisible(self._goal, 0, self._look.theme.px(80))

    def _dress(self) -> None:
        theme = self._look.theme
        side = max(theme.gap(24), (self._room - theme.px(self._most)) // 2)
        self.column.setContentsMargins(side, theme.gap(22), side, theme.gap(24))
        if self.column.spacing() != theme.gap(16):  # to set it is to have all laid out again
            self.column.setSpacing(theme.gap(16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._room = event.size().width()
        self._dress()
