"""The page on the screen: a white sheet as wide as there is room, whatever the theme."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from presence_gui.ui.page import LaidOutPage
from presence_gui.ui.theme import Look

WIDEST: Final = 900  # pixels at 100 % text size

_NARROWEST: Final = 240
_USUAL: Final = 640
_EDGE: Final = 1


class PageView(QWidget):
    """Shows a page as it will be printed, scaled to the widget's width; its accessible description is what it says."""

    def __init__(self, look: Look, page: LaidOutPage) -> None:
        super().__init__()
        self._look = look
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_page(page)
        look.changed.connect(self.updateGeometry)

    def set_page(self, page: LaidOutPage) -> None:
        """Show another page."""
        self._page = page
        self.setAccessibleName(page.sheet.title)
        self.setAccessibleDescription(page.words)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        paper = self._page.paper.rect
        return round((min(width, self._widest()) - 2 * _EDGE) * paper.height() / paper.width()) + 2 * _EDGE

    def sizeHint(self) -> QSize:
        return QSize(_USUAL, self.heightForWidth(_USUAL))

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, self.heightForWidth(_NARROWEST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        sheet = self._sheet()
        paper = self._page.paper.rect
        with QPainter(self) as painter:
            painter.fillRect(sheet, Qt.GlobalColor.white)
            painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
            painter.drawRect(sheet)
            painter.translate(sheet.topLeft())
            painter.scale(sheet.width() / paper.width(), sheet.height() / paper.height())
            self._page.paint(painter)

    def _widest(self) -> int:
        return self._look.theme.px(WIDEST)

    def _sheet(self) -> QRectF:
        """Return where the sheet lies: in the middle, at the top, as large as the room allows."""
        paper = self._page.paper.rect
        width = min(self.width(), self._widest()) - 2 * _EDGE
        scale = max(min(width / paper.width(), (self.height() - 2 * _EDGE) / paper.height()), 0.01)
        size = paper.size() * scale
        return QRectF(QPointF((self.width() - size.width()) / 2, _EDGE), size)
