from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from presence_gui import paths
from presence_gui.content import load_catalog
from presence_gui.diary import Reading
from presence_gui.history import pausing, rules_of
from presence_gui.profile import Answer, Profile, Status
from presence_gui.ui.buttons import Button
from presence_gui.ui.chart import Chart
from presence_gui.ui.document import Document
from presence_gui.ui.progress import Progress
from presence_gui.ui.theme import AppLook
from tests.ui.conftest import Stage

TODAY = date(2026, 11, 23)
CATALOG = load_catalog(paths.PLATFORMS)
BEGUN = Profile().answered("li-account", Answer(Status.DONE))


@pytest.fixture
def document() -> Document:
    return Document(BEGUN)


@pytest.fixture
def card(look: AppLook, document: Document, stage: Stage) -> Progress:
    card = Progress(look, CATALOG, document, lambda: TODAY)
    document.changed.connect(card.show_profile)
    card.show_profile(document.profile)
    stage(card)
    return card


def words(card: Progress) -> list[str]:
    return [label.text() for label in card.findChildren(QLabel) if label.isVisible()]


def with_reading(day: date) -> Profile:
    return replace(BEGUN, readings=(Reading(day, rules_of(CATALOG), 1, 2, 0),))


def test_a_profile_that_may_only_be_read_cannot_be_paused(card: Progress, document: Document) -> None:
    (pause,) = card.findChildren(Button)
    assert pause.isEnabled()
    document.take(BEGUN, read_only=True)
    assert not pause.isEnabled()


def test_a_pause_with_nothing_answered_can_still_be_ended(card: Progress, document: Document) -> None:
    (pause,) = card.findChildren(Button)
    document.take(pausing(Profile(), TODAY))
    assert (pause.isVisible(), pause.text()) == (True, "I am back")
    pause.click()
    assert document.profile == Profile()
    assert not pause.isVisible()


def test_another_profile_without_a_history_shows_no_chart_of_the_last_one(card: Progress, document: Document) -> None:
    document.take(with_reading(date(2026, 11, 2)))
    (chart,) = card.findChildren(Chart)
    assert chart.isVisible()
    assert "2 Nov: 1 of 100" in words(card)
    document.take(BEGUN)
    assert not chart.isVisible()
    assert words(card) == ["Since you began", "The day after your next step, a line begins here."]


def test_a_line_that_began_in_another_year_says_which(card: Progress, document: Document) -> None:
    document.take(with_reading(date(2025, 12, 31)))
    assert "31 Dec 2025: 1 of 100" in words(card)
