"""Say on the action plan how far the printed page is."""

from datetime import date

from PySide6.QtCore import Signal

from presence_gui.days import whole_day
from presence_gui.diary import PrintedPlan
from presence_gui.printed import boxes, current
from presence_gui.profile import Profile
from presence_gui.ui.buttons import Button
from presence_gui.ui.containers import Card
from presence_gui.ui.labels import body
from presence_gui.ui.theme import Look


class PrintedCard(Card):
    """Names the page to tick and counts its boxes; hidden where there is none. ``ticks_wanted`` asks to tick it."""

    ticks_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, "Back from paper")
        self._words = body(look, "")
        self.add(self._words)
        button = Button(look, "Tick what you did…", small=True)
        button.clicked.connect(self.ticks_wanted)
        self.add(button)

    def show_page_of(self, profile: Profile, today: date) -> None:
        """Show how far this profile's page is."""
        place = current(profile, today)
        self.setVisible(place is not None)
        if place is not None:
            self._words.setText(how_far(profile.printed[place], "\n"))


def how_far(plan: PrintedPlan, then: str = " · ") -> str:
    """Return "Your page from Mon 2 November 2026 · 3 of 9 boxes ticked"."""
    done, of = boxes(plan)
    return f"Your page from {whole_day(plan.start)}{then}{done} of {of} {'box' if of == 1 else 'boxes'} ticked"
