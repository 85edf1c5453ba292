"""The short guide and what the sites' words mean, in a window of its own that may stay beside the other."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from presence_gui.guidance import Guidance
from presence_gui.ui.buttons import Button, Kind
from presence_gui.ui.containers import Card, ScrollPage
from presence_gui.ui.labels import Paragraph, title
from presence_gui.ui.theme import Look

_WIDEST = 680  # pixels at 100 % text size: a line that is easily read


class GuideWindow(QDialog):
    """Shows the sections of the guide one below the other, then the words; Esc closes it, and it can be shown again."""

    def __init__(self, parent: QWidget, look: Look, guidance: Guidance) -> None:
        super().__init__(parent)
        self.setWindowTitle("A short guide")
        page = ScrollPage(look, "A short guide", most=_WIDEST)
        page.column.addWidget(title(look, "A short guide"))
        for section in guidance.guide:
            card = Card(look, section.title)
            for paragraph in section.paragraphs:
                card.add(Paragraph(look, paragraph))
            page.column.addWidget(card)
        meanings = Card(look, "What the words mean")
        for word in guidance.words:
            meanings.add(Paragraph(look, word.says, f"{word.word[:1].upper()}{word.word[1:]}."))
        page.column.addWidget(meanings)
        self._close = Button(look, "Close", Kind.PRIMARY, small=True)
        self._close.clicked.connect(self.close)
        page.column.addWidget(self._close)
        page.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        theme = look.theme
        self.resize(QSize(theme.px(_WIDEST), theme.px(760)).boundedTo(parent.screen().availableSize()))
        self._page = page

    def begin(self) -> None:
        """Come forward at the top of the page."""
        self._page.verticalScrollBar().setValue(0)
        self.show()
        self.raise_()
        self.activateWindow()
