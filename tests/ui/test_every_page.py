"""Hundreds of people on every paper, in both sizes of print, with every objection: one page, and all of it readable."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import time
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from presence_gui.diary import Slot
from presence_gui.plan import make_plan
from presence_gui.profile import Objection, Profile
from presence_gui.sheet import make_sheets
from presence_gui.ui.page import LaidOutPage, Paper, lay_out, write_pdf
from presence_gui.ui.page_text import PageFonts
from tests.unit.builders import CHECKLISTS, TODAY, profiles, real_checklists, real_guidance

PEOPLE = 4 * settings().max_examples  # 1,000 with the full profile
HAIR = 0.01
NASTY = (
    "",
    "أن أكون من يُسأل عن تسليم الشركة",
    "להיות מי ששואלים",
    "成为大家会请教的人 就企业交接而言",
    "शेतकरी ज्यांना विचारतात",
    "คนที่ใคร ๆ ถาม",
    "🎉👩\u200d👩\u200d👧🇬🇧 be found 🧑🏽\u200d⚖️",
    "Donaudampfschifffahrtsgesellschaft" * 9,
    "W" * 300,
    "Z\u0334\u0335\u0301\u0302\u0303\u0304\u0305\u0306\u0321\u0322\u0323a" * 20,
    "e\u0301" * 40,
    "a\x00b\x07c\x1b[31m\td\r\ne\u2028f\x7f",
    "\u202eright to left\u202c \u2066isolated\u2069 \u200fmarked\u061c",
    "half \ud800 and \udfff letters",
    "\U0010fffd\U000e0041\ufffe\u0378",
    "\ufdfd\u12031\ua9c5\U0001242b",
    "1 2 3 4 5 6 7 8 9 " * 12,
    "(" * 60 + ")" * 60,
    "\u00a0\u2003\u3000 \u200b\ufeff",
    "be the person farm families ask about passing on the business, without ever having to shout " * 8,
)
WORD = re.compile(r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">')
COMBINATIONS = tuple(product(Paper, (False, True), Objection))

every_combination = pytest.mark.parametrize(("paper", "large_print", "objection"), COMBINATIONS)
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=()), max_size=120),
    st.lists(st.sampled_from(NASTY), min_size=2, max_size=3).map(" ".join),
)
slots = st.none() | st.builds(Slot, st.integers(0, 6), st.times(timezones=st.none()))
people = st.builds(
    lambda profile, name, goal, card, slot: replace(profile, name=name, goal=goal, profession=card, slot=slot),
    profiles,
    name=texts,
    goal=texts,
    card=st.sampled_from(["", *(card.id for card in real_guidance().professions)]),
    slot=slots,
)


@pytest.fixture(scope="module")
def fonts(qapp: QApplication) -> PageFonts:  # noqa: ARG001 (fonts need a running application)
    return PageFonts.load(CHECKLISTS.parent / "fonts")


def laid_out(fonts: PageFonts, profile: Profile, paper: Paper, *, large_print: bool) -> LaidOutPage:
    catalog = real_checklists()
    plan = make_plan(catalog, profile, TODAY)
    return lay_out(make_sheets(catalog, real_guidance(), profile, plan, TODAY), paper, fonts, large_print=large_print)


def complaints(page: LaidOutPage, least: float) -> list[str]:
    """Return whatever keeps somebody from reading a page."""
    texts = [(text.rect.adjusted(HAIR, HAIR, -HAIR, -HAIR), text.text) for text in page.texts]
    boxes = [(box, "a tick box") for box in page.boxes]
    found = [
        f"“{what}” lies on “{other_what}”"
        for (one, what), (other, other_what) in combinations(texts + boxes, 2)
        if one.intersects(other)
    ]
    inner = page.paper.inner.adjusted(-HAIR, -HAIR, HAIR, HAIR)
    found += [f"“{what}” is off the paper" for rect, what in texts + boxes if not holds(inner, rect)]
    found += [f"“{text.text}” is too small" for text in page.texts if text.size < least - HAIR]
    return found


def holds(inner: QRectF, rect: QRectF) -> bool:
    # a text may have no width, and Qt takes such a rectangle to be nowhere
    return inner.contains(rect.topLeft()) and inner.contains(rect.bottomRight())


@every_combination
@settings(max_examples=PEOPLE // len(COMBINATIONS), suppress_health_check=list(HealthCheck))
@given(person=people)
def test_whoever_it_is_for_it_is_one_readable_page(
    fonts: PageFonts, person: Profile, paper: Paper, objection: Objection, *, large_print: bool
) -> None:
    page = laid_out(fonts, replace(person, objection=objection), paper, large_print=large_print)
    assert complaints(page, 12 if large_print else 9) == []
    assert len(page.boxes) == 1 + sum(line.boxes for week in page.sheet.weeks for line in week.lines)
    own = [f"{one.lead} {one.text}".strip() for one in page.sheet.closing]
    assert set(own) <= {text.text for text in page.texts}


def test_every_combination_gets_its_people_and_every_text_is_read_by_another_reader() -> None:
    assert PEOPLE // len(COMBINATIONS) >= 5
    assert len(COMBINATIONS) == len(NASTY)


@pytest.mark.parametrize("number", range(len(NASTY)))
def test_another_reader_finds_one_page_and_every_word_within_the_margins(
    fonts: PageFonts, tmp_path: Path, number: int
) -> None:
    text, (paper, large_print, objection) = NASTY[number], COMBINATIONS[number]
    person = Profile(name=text, goal=text, minutes=15 + 8 * number, objection=objection, slot=Slot(1, time(8, 15)))
    page = laid_out(fonts, person, paper, large_print=large_print)
    file = tmp_path / "plan.pdf"
    write_pdf(page, file)
    assert re.search(r"^Pages:\s+1$", poppler("pdfinfo", file), re.MULTILINE)
    words = WORD.findall(poppler("pdftotext", "-bbox", file, "-"))
    assert len(words) > 50
    inner = page.paper.inner.adjusted(-1, -1, 1, 1)
    for word in words:
        left, top, right, bottom = map(float, word)
        assert holds(inner, QRectF(left, top, right - left, bottom - top))


def poppler(tool: str, *arguments: str | Path) -> str:
    program = shutil.which(tool)
    if not program:
        pytest.skip(f"{tool} of poppler is not installed here")
    done = subprocess.run([program, *arguments], capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def test_what_no_font_has_is_said(fonts: PageFonts) -> None:
    def said_of(name: str, goal: str) -> tuple[str, str]:
        page = laid_out(fonts, Profile(name=name, goal=goal), Paper.A4, large_print=False)
        return page.missing, page.remark

    assert said_of("Zoë Øre", "naïve → “plain”…") == ("", "")
    assert said_of("Ann", "be \U0010fffd found") == (
        "\U0010fffd",
        "1 character of your goal cannot be printed here and appears as a box.",
    )
    missing, remark = said_of("Ann \u0378", "be \U0010fffd found \u0378")
    assert (missing, remark) == (
        "\u0378\U0010fffd",
        "2 characters of your name and goal cannot be printed here and appear as boxes.",
    )
