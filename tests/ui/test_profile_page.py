"""A page works while somebody looks at it, and catches up when somebody looks again."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from presence_gui.profile import Profile
from presence_gui.ui.document import Document
from presence_gui.ui.profile_page import ProfilePage
from presence_gui.ui.theme import AppLook

ADA, EVE = Profile(name="Ada"), Profile(name="Eve")


class _Page(ProfilePage):
    def __init__(self, look: AppLook, document: Document) -> None:
        self.days = [date(2026, 11, 23)]
        super().__init__(look, "Page", document, lambda: self.days[-1])
        self.done: list[str] = []
        self._catch_up()

    def _show(self, profile: Profile) -> None:
        self.done.append(f"show {profile.name}")

    def _advise(self) -> None:
        self.done.append("advise")


@pytest.fixture
def document() -> Document:
    return Document(ADA)


@pytest.fixture
def page(qtbot: QtBot, look: AppLook, document: Document) -> _Page:
    page = _Page(look, document)
    qtbot.addWidget(page)
    return page


def test_a_page_is_filled_before_it_is_first_seen(page: _Page) -> None:
    page.show()
    assert page.done == ["show Ada"]


def test_a_page_in_sight_shows_a_change_at_once_and_advises_once_it_is_quiet(
    qtbot: QtBot, page: _Page, document: Document
) -> None:
    page.show()
    page.done.clear()
    document.edit("name", EVE)
    document.edit("name", ADA)
    assert page.done == ["show Eve", "show Ada"]
    qtbot.waitUntil(lambda: "advise" in page.done)
    assert page.done == ["show Eve", "show Ada", "advise"]


def test_a_page_out_of_sight_rests_until_it_is_looked_at(page: _Page, document: Document) -> None:
    page.show()
    page.hide()
    page.done.clear()
    document.edit("name", EVE)
    document.edit("name", ADA)
    document.edit("name", EVE)
    assert page.done == []
    page.show()
    assert page.done == ["show Eve", "advise"]


def test_a_page_looked_at_again_with_nothing_new_does_nothing(page: _Page, document: Document) -> None:
    page.show()
    page.hide()
    page.done.clear()
    document.edit("name", EVE)
    document.steps.undo()
    page.show()
    assert page.done == []


def test_another_day_and_another_right_to_change_are_something_new(page: _Page, document: Document) -> None:
    page.show()
    page.hide()
    page.done.clear()
    page.days.append(date(2026, 11, 24))
    page.show()
    document.take(ADA, read_only=True)
    assert page.done == ["show Ada", "advise", "show Ada"]
