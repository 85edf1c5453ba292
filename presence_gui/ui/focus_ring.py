"""The focus ring around what Qt paints itself: the buttons, fields and lists of its dialogs."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from presence_gui.ui.painting import ring
from presence_gui.ui.theme import Look


class FocusRings(QObject):
    """Lays a ring over whatever has the keyboard and does not paint its own; lives as long as ``window``."""

    def __init__(self, app: QApplication, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._look = look
        self._ring: _Ring | None = None
        app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, here: QWidget | None) -> None:
        if self._ring:
            self._ring.hide()
            self._ring.deleteLater()
            self._ring = None
        if here and type(here).__module__.startswith("PySide6"):  # no class of ours
            self._ring = _Ring(here, self._look)
            self._ring.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._ring = None


class _Ring(QWidget):
    """As large as what it lies on, and in nobody's way."""

    def __init__(self, around: QWidget, look: Look) -> None:
        super().__init__(around)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.resize(around.size())
        around.installEventFilter(self)
        self.show()

    def eventFilter(self, around: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(around, QWidget):
            self.resize(around.size())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            ring(painter, QRectF(self.rect()), self._look.theme)
