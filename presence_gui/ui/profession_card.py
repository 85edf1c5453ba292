"""The rules of the user's profession, chosen from a list and shown in place."""

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from presence_gui.guidance import Profession
from presence_gui.profile import Profile
from presence_gui.ui.containers import Card
from presence_gui.ui.document import Document
from presence_gui.ui.fields import Choice
from presence_gui.ui.labels import Paragraph, body, small
from presence_gui.ui.theme import Look

_RATHER_NOT = "Rather not say"


class ProfessionCard(Card):
    """Lets the user choose a profession, and shows what its rules say and what that means here."""

    def __init__(self, look: Look, document: Document, professions: tuple[Profession, ...]) -> None:
        super().__init__(look, "Your profession", "stays on this computer")
        self._look, self._document = look, document
        self._common = next((card for card in professions if card.order == 0), None)
        self._cards = {card.id: card for card in professions if card is not self._common}
        self._choice = Choice(look, "Your profession")
        self._choice.addItem(_RATHER_NOT, "")
        for card in self._cards.values():
            self._choice.addItem(card.title, card.id)
        self._choice.activated.connect(self._choose)
        label = small(look, "The rules you work under")
        label.setBuddy(self._choice)
        self.add(label)
        self.add(self._choice)
        self._words = QWidget()
        self._rules = QVBoxLayout(self._words)
        self._rules.setContentsMargins(0, 0, 0, 0)
        self.add(self._words)
        self._shown: str | None = None
        self._show(document.profile)
        document.changed.connect(self._show)

    def _choose(self) -> None:
        profession = str(self._choice.currentData())
        self._document.edit("your profession", replace(self._document.profile, profession=profession), "profession")

    def _show(self, profile: Profile) -> None:
        self._choice.setEnabled(not self._document.read_only)
        if profile.profession == self._shown:
            return
        self._shown = profile.profession
        self._choice.setCurrentIndex(max(0, self._choice.findData(profile.profession)))
        for words in self._words.findChildren(QWidget):
            words.deleteLater()
        card = self._cards.get(profile.profession, self._common)
        if card:
            self._rules.addWidget(Paragraph(self._look, " ".join(card.says), card.who))
            self._rules.addWidget(body(self._look, "What that means here"))
            for line in card.advice:
                self._rules.addWidget(small(self._look, f"· {line}"))
            source = f" ({card.source})" if card.source else ""
            checked = f"Checked {card.checked:%B %Y}{source}. A pointer, not legal advice."
            self._rules.addWidget(small(self._look, checked))
