"""The rules of the user's profession, chosen from a list and shown in place."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from presence_gui.days import whole_month
from presence_gui.guidance import Profession
from presence_gui.profile import Profile
from presence_gui.ui.containers import Card
from presence_gui.ui.document import Document
from presence_gui.ui.labels import Paragraph, body, small
from presence_gui.ui.questions import profession_choice
from presence_gui.ui.theme import Look


class ProfessionCard(Card):
    """Lets the user choose a profession, and shows what its rules say and what that means here."""

    def __init__(self, look: Look, document: Document, professions: tuple[Profession, ...]) -> None:
        super().__init__(look, "Your profession", "stays on this computer")
        self._look = look
        self._cards = {card.id if card.order else "": card for card in professions}
        self.add_field("The rules you work under", profession_choice(look, document, professions))
        self._words = QWidget()
        self._rules = QVBoxLayout(self._words)
        self._rules.setContentsMargins(0, 0, 0, 0)
        self.add(self._words)
        self._shown: str | None = None
        self._show(document.profile)
        document.changed.connect(self._show)

    def _show(self, profile: Profile) -> None:
        if profile.profession == self._shown:
            return
        self._shown = profile.profession
        for words in self._words.findChildren(QWidget):
            words.deleteLater()
        card = self._cards.get(profile.profession, self._cards.get(""))
        if card:
            self._rules.addWidget(Paragraph(self._look, " ".join(card.says), card.who))
            self._rules.addWidget(body(self._look, "What that means here"))
            for line in card.advice:
                self._rules.addWidget(small(self._look, f"· {line}"))
            source = f" ({card.source})" if card.source else ""
            checked = f"Checked {whole_month(card.checked)}{source}. A pointer, not legal advice."
            self._rules.addWidget(small(self._look, checked))
