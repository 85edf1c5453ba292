"""Everything a plan goes by, in two cards, each line an answer that can be changed at any time."""

from collections.abc import Iterable

from presence_gui.guidance import Profession
from presence_gui.ui import questions as ask
from presence_gui.ui.containers import Card
from presence_gui.ui.document import Document
from presence_gui.ui.profile_fields import ProfileBox, ProfileChoice, ProfileLine
from presence_gui.ui.theme import Look

_PAPERS = (("As usual where you live", ""), ("A4", "a4"), ("US Letter", "letter"))


class AboutYou(Card):
    """Who the plan is for: what they do, what they want, and what has held them back."""

    def __init__(self, look: Look, document: Document, professions: Iterable[Profession]) -> None:
        super().__init__(look, "About you")
        self.first = ask.work_line(look, document)
        self.add_field("What you do, in one line", self.first)
        self.add_field("Your profession", ask.profession_choice(look, document, professions))
        self.add_field("What has held you back", ask.held_back_choice(look, document))
        self.add(ask.held_back_says(look, document))
        self.add_field("Your name", ProfileLine(look, document, "Your name", "name", "your name"))
        place = ProfileLine(look, document, "Your place", "place", "your place", "Such as Leeds")
        self.add_field("Your place, as sites may show it", place)
        self.add_field("Your goal, in your own words", ProfileBox(look, document, "Your goal", "goal", "your goal"))


class ThePage(Card):
    """What the page has to fit: the minutes, the day and time, and the paper."""

    def __init__(self, look: Look, document: Document) -> None:
        super().__init__(look, "The page")
        self.add_field("Minutes a week", ask.minutes_choice(look, document))
        self.add(ask.minutes_say(look, document))
        self.add(ask.SlotFields(look, document))
        self.add_field("Paper", ProfileChoice(look, document, "Paper", "paper", _PAPERS, "paper"))
