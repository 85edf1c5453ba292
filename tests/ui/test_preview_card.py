"""A file that says what others see there gets the card, with nothing in the program that knows its name."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from presence_gui.answering import say
from presence_gui.content import Catalog, load_catalog
from presence_gui.profile import Profile
from presence_gui.ui.document import Document
from presence_gui.ui.fields import Choice
from presence_gui.ui.platform_tab import PlatformTab
from presence_gui.ui.preview_card import PreviewCard
from presence_gui.ui.theme import AppLook
from tests.ui.conftest import Stage
from tests.unit.builders import CHECKLISTS, TODAY, real_guidance

ALLOTMENT = """
id = "allotment"
name = "Allotment"
order = 35
tagline = "Where your neighbours see you at work."
weight = 25
can_leave_out = false

[[preview]]
title = "Over the fence"
line = [
    { of = ["name"], style = "name", missing = "Your name" },
    { of = ["al-sign"], missing = "Your sign", computer = "al-fence", phone = "al-gap" },
    { of = ["al-beans"], counts = "bean", style = "quiet" },
]

[[group]]
id = "set-up"
title = "Set up"

[[fact]]
key = "FENCE"
id = "al-fence"
about = "Sign"
says = "The fence hides what is longer than 12 letters."
value = 12
source = "the council"
confidence = "high"
checked = 2026-11-01

[[fact]]
key = "FENCE"
id = "al-gap"
about = "Sign, through the gap"
says = "About 4 letters."
value = 4
source = "a neighbour"
confidence = "low"
checked = 2026-11-02

[[item]]
id = "al-sign"
group = "set-up"
title = "Paint a sign"
kind = "text"
target = 40
why = "Neighbours read it."
how = ["Find a board.", "Paint it."]
minutes = 5
every = "once"
impact = 5
because = "It stands all year."
answers = "how"
evidence = ["JUDGE"]
export = "no"

[[item]]
id = "al-beans"
group = "set-up"
title = "Grow beans"
kind = "number"
target = 9
why = "Beans grow."
how = ["Sow.", "Wait."]
minutes = 5
every = "once"
impact = 1
because = "They are easy."
answers = "how"
evidence = ["JUDGE"]
export = "no"
"""


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    (tmp_path / "allotment.toml").write_text(ALLOTMENT, encoding="utf-8")
    return load_catalog(CHECKLISTS, tmp_path)


def tab_of(look: AppLook, catalog: Catalog, name: str, document: Document) -> PlatformTab:
    platform = catalog.platform(name)
    assert platform
    tab = PlatformTab(look, catalog, platform, document, lambda: TODAY, real_guidance)
    tab.finish()
    return tab


def seen(card: PreviewCard) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


def test_a_new_platform_shows_how_others_see_one_while_it_is_written(
    look: AppLook, stage: Stage, catalog: Catalog
) -> None:
    document = Document(Profile())
    tab = tab_of(look, catalog, "allotment", document)
    stage(tab)
    (card,) = tab.findChildren(PreviewCard)
    asked = "Your name and place are asked for beside the action plan."
    assert seen(card) == ["How others see you", "Over the fence", "Your name", "Your sign", asked]
    document.edit("name", Profile(name="Ada"))
    document.edit("sign", say(catalog, document.profile, "al-sign=Runner beans, peas", TODAY))
    document.edit("beans", say(catalog, document.profile, "al-beans=7", TODAY))
    cut = ["Runner beans…", "7 beans", "Cut after 12 characters."]
    assert seen(card) == ["How others see you", "Over the fence", "Ada", *cut]
    (device,) = card.findChildren(Choice)
    device.setCurrentIndex(1)
    assert seen(card)[3:] == ["Runn…", "7 beans", "Cut after about 4 characters."]


def test_a_platform_of_which_nothing_is_seen_has_no_such_card(look: AppLook, stage: Stage, catalog: Catalog) -> None:
    tab = tab_of(look, catalog, "brand", Document(Profile()))
    stage(tab)
    assert tab.findChildren(PreviewCard) == []
