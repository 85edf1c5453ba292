"""Things to fill in; every one leaves undo to the document, and none changes under a passing mouse wheel."""

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QValidator,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QSpinBox, QToolButton, QWidget

from presence_gui.ui.labels import hint
from presence_gui.ui.painting import arrow, field, mix, text_size
from presence_gui.ui.scroll_bar import ScrollBar
from presence_gui.ui.theme import Look, Type

_SIDE, _HEIGHT = 11, 41


class _UndoElsewhere(QObject):
    _KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() not in self._KEYS or not isinstance(event, QKeyEvent):
            return False
        if not (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)):
            return False
        event.ignore()
        return True


def leave_undo_to_the_document(editor: QWidget) -> None:
    """Let the application's undo and redo keys work while `editor` has the focus, instead of the editor's own."""
    editor.installEventFilter(_UndoElsewhere(editor))


def prepare(editor: QWidget, name: str, hint: str) -> None:
    """Name and describe an editor for screen readers, and let our own ground show through it.

    What is dropped is left to the window: Qt would write the address of a dropped file into the text.
    """
    editor.setAccessibleName(name)
    editor.setAccessibleDescription(hint)
    editor.setAcceptDrops(False)
    editor.setAttribute(Qt.WidgetAttribute.WA_Hover)
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor(Qt.GlobalColor.transparent))
    editor.setPalette(palette)
    leave_undo_to_the_document(editor)


class TextField(QLineEdit):
    """One line of text. `textEdited` is what the user typed; `set_text` moves nothing when the text is the same.

    `trouble` carries one sentence when what was typed cannot be taken, and "" when that is over.
    """

    trouble = Signal(str)
    _RIGHT = _SIDE
    _troubled = ""
    _is_told = False

    def __init__(self, look: Look, name: str, text: str = "", hint: str = "") -> None:
        super().__init__(text)
        self.setCursorPosition(0)
        self._look = look
        self.setFrame(False)
        self.setPlaceholderText(hint)
        prepare(self, name, hint)
        self._dress()
        look.changed.connect(self._dress)
        self.textChanged.connect(self._hear)

    def setText(self, text: str | None) -> None:
        self._is_told = True
        super().setText(text)
        self._is_told = False

    def _hear(self, text: str) -> None:
        """Take what was dictated or put in by a screen reader, of which Qt does not say that the user typed it."""
        if not (self._is_told or self.isModified()):
            self.textEdited.emit(text)

    def set_text(self, text: str) -> None:
        """Show `text`, keeping the cursor where it is when nothing changes."""
        if text != self.text():
            place = self.cursorPosition() if self.hasFocus() else 0  # a long text is read from its start
            self.setText(text)
            self.setCursorPosition(place)

    def _say(self, sentence: str) -> None:
        if sentence != self._troubled:
            self._troubled = sentence
            self.setAccessibleDescription(sentence or self.placeholderText())
            self.trouble.emit(sentence)
            self.update()

    def _dress(self) -> None:
        theme = self._look.theme
        self.setFont(theme.font(Type.BODY))
        self.setTextMargins(theme.px(_SIDE) - 2, 0, theme.px(self._RIGHT), 0)
        self.setMinimumHeight(theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._look.theme
        with QPainter(self) as painter:
            field(painter, self, theme, edge=theme.activity if self._troubled else "")
        super().paintEvent(event)


class TextBox(QPlainTextEdit):
    """Several lines of text; grows with them from `lines` to `most_lines`. Tab moves on to the next control."""

    edited = Signal(str)

    def __init__(
        self,
        look: Look,
        name: str,
        text: str = "",
        *,
        hint: str = "",
        lines: int = 2,
        most_lines: int = 8,
    ) -> None:
        super().__init__(text)
        self._look, self._lines, self._most_lines = look, lines, most_lines
        # a layout that is told of another height while it places its widgets forgets it
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fit)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(ScrollBar(look, Qt.Orientation.Vertical))
        prepare(self, name, hint)
        self._dress()
        look.changed.connect(self._dress)
        self.textChanged.connect(self._fit)
        self.textChanged.connect(self._tell)

    def set_text(self, text: str) -> None:
        """Show `text` without telling; nothing moves when it is the same."""
        if text != self.toPlainText():
            place = self.textCursor().position()
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            self._fit()
            cursor = self.textCursor()
            cursor.setPosition(min(place, self.document().characterCount() - 1))
            self.setTextCursor(cursor)

    def _tell(self) -> None:
        self.edited.emit(self.toPlainText())

    def _dress(self) -> None:
        theme = self._look.theme
        self.setFont(theme.font(Type.BODY))
        side = theme.px(_SIDE) - round(self.document().documentMargin())
        self.setViewportMargins(side, theme.px(5), side, theme.px(5))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._later.start()

    def _rows(self) -> int:
        """Return how many lines the text takes now; Qt breaks only those into lines that are looked at."""
        rows, block, layout = 0, self.document().firstBlock(), self.document().documentLayout()
        while block.isValid():
            layout.blockBoundingRect(block)
            rows += block.layout().lineCount()
            block = block.next()
        return rows

    def _fit(self) -> None:
        rows = self._rows()
        shown = min(max(rows, self._lines), self._most_lines)
        margins = self.viewportMargins()
        spare = margins.top() + margins.bottom() + 2 * self.document().documentMargin()
        self.setFixedHeight(round(shown * QFontMetrics(self.font()).lineSpacing() + spare) + 1)
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if rows > shown else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            with QPainter(self) as painter:
                field(painter, self, self._look.theme)
            return True
        return super().event(event)


class _Step(QToolButton):
    def __init__(self, look: Look, words: str, name: str, degrees: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._degrees = look, degrees
        self.setAccessibleName(f"{words}: {name}")
        hint(self, words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrow keys do the same
        self.setAutoRepeat(True)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        colour = QColor(theme.faint)
        if self.isEnabled():
            colour = mix(theme.text, theme.accent, 1.0 if self.isDown() or self.underMouse() else 0.0)
        with QPainter(self) as painter:
            arrow(painter, QPointF(self.rect().center()), theme.px(9), colour, self._degrees)


class NumberField(QSpinBox):
    """A whole number from 0 up, or nothing at all; `edited` carries what the user made of it, an int or None."""

    edited = Signal(object)
    _STEP = 24

    def __init__(self, look: Look, name: str, number: int | None = None, most: int = 9_999_999, hint: str = "") -> None:
        super().__init__()
        self._look = look
        self.setRange(-1, most)  # -1 stands for nothing
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.lineEdit().setAccessibleName(name)
        self.lineEdit().setPlaceholderText(hint)
        prepare(self, name, hint)
        self._steps = (_Step(look, "More", name, 180, self), _Step(look, "Fewer", name, 0, self))
        self._steps[0].clicked.connect(self.stepUp)
        self._steps[1].clicked.connect(self.stepDown)
        self.set_number(number)
        self._dress()
        look.changed.connect(self._dress)
        self.valueChanged.connect(self._tell)

    def number(self) -> int | None:
        """Return the number, or None when the field is blank."""
        return None if self.value() < 0 else self.value()

    def set_number(self, number: int | None) -> None:
        """Show a number, or blank for None, without telling."""
        if number != self.number() or number is None:
            self.blockSignals(True)
            self.setValue(-1 if number is None else number)
            self.blockSignals(False)

    def _tell(self) -> None:
        self.edited.emit(self.number())

    def _dress(self) -> None:
        theme = self._look.theme
        self.setFont(theme.font(Type.BODY))
        self.lineEdit().setTextMargins(theme.px(_SIDE) - 2, 0, 2 * theme.px(self._STEP) + theme.px(2), 0)
        self._place_steps()
        self.updateGeometry()

    def _place_steps(self) -> None:
        width = self._look.theme.px(self._STEP)
        for place, step in enumerate(self._steps):
            step.setGeometry(self.width() - (2 - place) * width - 3, 0, width, self.height())
            step.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_steps()

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        digits = QFontMetrics(self.font()).horizontalAdvance("0" * len(str(self.maximum())))
        width = digits + theme.px(2 * _SIDE) + 2 * theme.px(self._STEP)
        return QSize(min(width, theme.px(140)), theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def textFromValue(self, value: int) -> str:
        return "" if value < 0 else str(value)

    def valueFromText(self, text: str) -> int:
        return int(text) if text else -1

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        digits = "".join(letter for letter in text if letter not in " ,.'’\u00a0\u202f")  # 1,250 as pasted
        whole = not digits or (digits.isascii() and digits.isdigit() and int(digits) <= self.maximum())
        state = QValidator.State.Acceptable if whole else QValidator.State.Invalid
        return state, digits if whole else text, min(position, len(digits))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            field(painter, self, self._look.theme)


class Choice(QComboBox):
    """One of a few; add the options with `addItem(text, data)`. `activated` is what the user chose, which may wrap."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.currentTextChanged.connect(self.updateGeometry)
        self._dress()
        look.changed.connect(self._dress)

    def _dress(self) -> None:
        self.setFont(self._look.theme.font(Type.BODY))
        self.setMinimumHeight(self._look.theme.px(_HEIGHT))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        theme, metrics = self._look.theme, QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(self.itemText(row)) for row in range(self.count())), default=0)
        return QSize(widest + theme.px(2 * _SIDE + 24) + 1, theme.px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self._look.theme.px(160)), self._look.theme.px(_HEIGHT))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = self._look.theme
        words = text_size(self.font(), self.currentText(), width - theme.px(2 * _SIDE + 24))
        return max(theme.px(_HEIGHT), round(words.height()) + theme.px(12))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._look.theme
        side, mark = theme.px(_SIDE), theme.px(24)
        colour = QColor(theme.text if self.isEnabled() else theme.faint)
        rect = self.rect().adjusted(side, 0, -side - mark, 0)
        with QPainter(self) as painter:
            field(painter, self, theme)
            painter.setPen(colour)
            painter.setFont(self.font())
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self.currentText())
            arrow(painter, QPointF(self.width() - side - mark / 4, self.height() / 2), theme.px(9), colour, 0)
