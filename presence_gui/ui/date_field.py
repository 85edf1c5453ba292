"""A day, typed or picked from a calendar, or no day yet."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from presence_gui.days import read_day, whole_day
from presence_gui.ui.fields import TextField
from presence_gui.ui.labels import hint
from presence_gui.ui.painting import ring, shows_focus
from presence_gui.ui.theme import Look

_INSET = 4  # pixels: as thick as a focus ring ever is
_TURNS = {"qt_calendar_prevmonth": ("◀", "Month before"), "qt_calendar_nextmonth": ("▶", "Month after")}


class _CalendarButton(QToolButton):
    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAccessibleName(name)
        hint(self, "Choose from a calendar")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, whole = self._look.theme, QRectF(self.rect())
        colour = QColor(theme.faint if not self.isEnabled() else theme.accent if self.underMouse() else theme.quiet)
        size = theme.px(16)
        sheet = QRectF(whole.center().x() - size / 2, whole.center().y() - size / 2 + 1, size, size - 1)
        with QPainter(self) as painter:
            if shows_focus(self):
                ring(painter, whole, theme)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour, theme.px(10) / 6))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(sheet, 2, 2)
            for share in (0.28, 0.72):
                x = sheet.x() + sheet.width() * share
                painter.drawLine(QPointF(x, sheet.y() - size * 0.15), QPointF(x, sheet.y() + size * 0.12))
            line = sheet.y() + sheet.height() * 0.34
            painter.drawLine(QPointF(sheet.left(), line), QPointF(sheet.right(), line))


class DateField(TextField):
    """Shows "Tue 4 March 2026" or blank; reads what `days.read_day` reads, up to today. Alt+Down opens the calendar.

    `edited` carries the day (date or None) as soon as the typed text is one, and the day there was before when it no
    longer is; `trouble` carries one sentence when the user leaves such text behind, and "" when that is over.
    """

    edited = Signal(object)
    _RIGHT = 40

    def __init__(
        self, look: Look, name: str, today: Callable[[], date], day: date | None = None, hint: str = "No date yet"
    ) -> None:
        super().__init__(look, name, whole_day(day) if day else "", hint)
        self._today, self._day = today, day
        self._before = day
        self._open = _CalendarButton(look, f"Choose from a calendar: {name}", self)
        self._open.clicked.connect(self.open_calendar)
        look.changed.connect(self._place)
        self.textEdited.connect(self._read)
        self.editingFinished.connect(self._settle)

    def day(self) -> date | None:
        """Return the day last understood; None for a blank field."""
        return self._day

    def set_day(self, day: date | None) -> None:
        """Show a day, or blank for None, without telling; what is being typed stays when the day is the same."""
        if day != self._day:
            self._day = self._before = day
            self.setText(whole_day(day) if day else "")
            self._say("")

    def open_calendar(self) -> None:
        """Open a month below the field; a click or Enter picks the day, Escape leaves it as it was."""
        from PySide6.QtGui import QIcon, QTextCharFormat
        from PySide6.QtWidgets import QCalendarWidget, QDialog, QTableView, QVBoxLayout

        popup = QDialog(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setAccessibleName(self._open.accessibleName())
        month = QCalendarWidget(popup)
        month.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for weekend in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            month.setWeekdayTextFormat(weekend, QTextCharFormat())  # Qt paints them red
        header = QPalette()
        header.setColor(QPalette.ColorRole.ButtonText, QColor(self._look.theme.on_accent))
        for button in month.findChildren(QToolButton):
            mark, name = _TURNS.get(button.objectName(), ("", ""))
            if mark:  # Qt's arrows are black on every ground, and nameless
                button.setIcon(QIcon())
                button.setText(mark)
                button.setAccessibleName(name)
                button.setPalette(header)
        today = self._today()
        shown = self._day or today
        month.setMaximumDate(QDate(today.year, today.month, today.day))
        month.setSelectedDate(QDate(shown.year, shown.month, shown.day))

        def take(picked: QDate) -> None:
            popup.close()
            self._pick(date(picked.year(), picked.month(), picked.day()))

        month.clicked.connect(take)
        month.activated.connect(take)
        column = QVBoxLayout(popup)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(month)
        popup.adjustSize()
        popup.move(self._below(popup.size()))
        popup.show()
        if days := month.findChild(QTableView):
            days.setAccessibleName("Days of the month; Page Up and Page Down turn to another")
        month.setFocus()

    def _below(self, size: QSize) -> QPoint:
        room = self.screen().availableGeometry()
        spot = self.mapToGlobal(self.rect().bottomLeft())
        if spot.y() + size.height() > room.bottom():
            spot.setY(self.mapToGlobal(self.rect().topLeft()).y() - size.height())
        spot.setX(max(min(spot.x(), room.right() - size.width()), room.left()))
        return spot

    def _pick(self, day: date) -> None:
        if day != self._day:
            self.set_day(day)
            self.edited.emit(day)
        self.setText(whole_day(day))
        self._say("")
        self.setFocus()

    def _read(self, text: str) -> None:
        day = self._before if self._wrong_with(text) else read_day(text, self._today())
        if day != self._day:
            self._day = day
            self.edited.emit(day)

    def _settle(self) -> None:
        wrong = self._wrong_with(self.text())
        if not wrong:
            self.set_text(whole_day(self._day) if self._day else "")
            self._before = self._day
        self._say(wrong)

    def _wrong_with(self, text: str) -> str:
        """Return one sentence when a text is neither blank nor a day up to today, and "" when it is."""
        today = self._today()
        day = read_day(text, today)
        if day and day > today:
            return f"{whole_day(day)} is still to come; this asks when it was last done."
        if text.strip() and not day:
            return f"“{text.strip()}” could not be read as a day. Write it like {whole_day(today)}."
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        words = self.fontMetrics().horizontalAdvance("Wed 30 September 2026")
        return QSize(words + theme.px(11 + self._RIGHT + 6), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        inset, width = _INSET, self._look.theme.px(34)
        self._open.setGeometry(self.width() - width - inset, inset, width, self.height() - 2 * inset)
