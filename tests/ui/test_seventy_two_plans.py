"""The six friends, with 15, 30 and 60 minutes and each objection: 72 plans, and what holds for every one of them."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from presence_gui.guidance import suited
from presence_gui.plan import make_plan
from presence_gui.profile import Objection
from presence_gui.ranking import needs_of
from presence_gui.sheet import make_sheets
from presence_gui.ui.page import Paper, lay_out, write_pdf
from presence_gui.ui.page_text import PageFonts
from tests.unit.builders import CHECKLISTS, TODAY, real_checklists, real_guidance, told
from tests.unit.test_plan import assert_order
from tests.unit.test_six_friends import A, B, C, D, E

# which friend has which profession is nowhere said: these are ours, so that every rule card is used
FRIENDS = {
    "A": (A, "accountant"),
    "B1": (B, "chief-executive"),
    "B2": (B, "medical-equipment-sales"),
    "C": (C, "solicitor"),
    "D": (D, "senior-civil-servant"),
    "E": (E, "mental-health-worker"),
}
OBJECTIONS = [objection for objection in Objection if objection]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("friend", "minutes"), list(product(FRIENDS, (15, 30, 60))))
def test_every_friend_gets_one_page_that_fits_their_minutes_and_keeps_the_order(
    friend: str, minutes: int, tmp_path: Path, qapp: QApplication
) -> None:
    assert qapp is not None  # fonts live in it
    answers, profession = FRIENDS[friend]
    fonts = PageFonts.load(CHECKLISTS.parent / "fonts")
    catalog = suited(real_checklists(), real_guidance().professions, profession)
    pages = set()
    for objection in OBJECTIONS:
        profile = replace(told(catalog, *answers, minutes=minutes), objection=objection, profession=profession)
        plan = make_plan(catalog, profile, TODAY)
        assert all(plan.week_minutes(week.number) <= minutes for week in plan.weeks)
        assert_order(plan, needs_of(catalog, profile, TODAY))
        assert plan.after > plan.before
        page = lay_out(make_sheets(catalog, real_guidance(), profile, plan, TODAY), Paper.A4, fonts)
        assert page.sheet.plan.items == plan.items
        file = tmp_path / f"{objection}.pdf"
        write_pdf(page, file)
        (only,) = PdfReader(file).pages
        pages.add(only.extract_text())
    assert len(pages) == len(OBJECTIONS)
