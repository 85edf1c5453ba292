"""Journeys back from paper: take the page along, come back, tick what was done, take it back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget

from presence_gui import paths
from presence_gui.diary import Slot
from presence_gui.plan import make_plan
from presence_gui.printed import boxes, printed_plan
from presence_gui.profile import Profile, Status
from presence_gui.storage.profile_file import open_profile
from presence_gui.ui import page as printing
from presence_gui.ui.plan_tab import PlanTab
from presence_gui.ui.tick_page import TickPage
from tests.journeys.conftest import Computer
from tests.journeys.person import Person, name_of
from tests.unit.builders import real_checklists

FILE = "Example, an accountant under way, copy.presence"
PEOPLE = "Week 1: List 20 people who could open a door"
FIRST, SECOND = f"{PEOPLE}, box 1 of 2", f"{PEOPLE}, box 2 of 2"
PHOTO = "Week 2: Add a clear, recent head-and-shoulders photo, box 1 of 2"
REST = "Week 2: Add a clear, recent head-and-shoulders photo, box 2 of 2"
REVIEW = "Week 2: Tick off and re-plan once a week"
SCOLDING = ("miss", "fail", "late", "behind", "overdue", "should", "only")


@pytest.fixture
def example(computer: Computer) -> Path:
    """A profile of somebody under way, in their own folder."""
    return computer.keep(FILE, open_profile(paths.EXAMPLE).profile)


@pytest.fixture
def printed(computer: Computer, example: Path, tmp_path: Path) -> Callable[[datetime], Person]:
    """Take the page along as a PDF, close the window, and come back another day to tick it."""

    def come_back(now: datetime) -> Person:
        ada = computer.start(example)
        ada.go_to("Action plan")
        ada.will_save_as(tmp_path / "plan.pdf")
        ada.click("Save as PDF…")
        assert ada.message == "The page is saved as “plan.pdf”."
        ada.window.close()
        computer.now = now
        ada = computer.start(example)
        ada.menu("Plan", "Tick what you did")
        return ada

    return come_back


def on(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 9, 30)  # noqa: DTZ001  local time, as on the wall


def test_before_anything_is_taken_along_the_page_to_tick_says_how_to_get_one(computer: Computer) -> None:
    ada = computer.start()
    ada.press("Ctrl+T")
    QApplication.processEvents()
    assert ada.here == "Action plan"
    assert ada.sees("No page has been taken along yet.")
    assert not list(ada.all_of(QCheckBox))
    assert QApplication.focusWidget() is ada.find(QPushButton, "Print…")
    ada.click("Back to the action plan")
    assert "My action plan" in ada.page
    assert not ada.finds(QPushButton, "Tick what you did…")


def test_a_week_later_the_boxes_on_paper_are_the_boxes_on_the_screen(
    computer: Computer, printed: Callable[[datetime], Person]
) -> None:
    ada = printed(on(12, 7))
    (page,) = computer.kept(FILE).printed
    plan = printed_plan(make_plan(real_checklists(), open_profile(paths.EXAMPLE).profile, date(2026, 11, 23)))
    assert page == plan
    assert ada.sees(f"Your page from Mon 30 November 2026 · 0 of {boxes(plan)[1]} boxes ticked")
    assert len(list(ada.all_of(QCheckBox))) == boxes(plan)[1]
    assert ada.sees("this week, 7 Dec to 13 Dec")
    for name in (FIRST, SECOND, PHOTO, REST, REVIEW):
        ada.click(name)
        assert ada.is_ticked(name)
    assert ada.sees("· 5 of")
    computer.let_it_save()
    kept = computer.kept(FILE)
    assert kept.answer("br-target-list").status is Status.DONE
    assert kept.answer("li-photo").status is Status.DONE
    assert kept.answer("br-review").day == date(2026, 12, 7)
    ada.go_to("LinkedIn")
    assert ada.is_ticked("Add a clear, recent head-and-shoulders photo")


def test_a_click_fills_a_line_up_to_its_box_and_empties_it_from_there(printed: Callable[[datetime], Person]) -> None:
    ada = printed(on(12, 1))
    ada.click(SECOND)
    assert (ada.is_ticked(FIRST), ada.is_ticked(SECOND)) == (True, True)
    ada.click(FIRST)
    assert (ada.is_ticked(FIRST), ada.is_ticked(SECOND)) == (False, False)


def test_every_tick_can_be_undone_and_is_there_when_the_file_is_opened_again(
    computer: Computer, example: Path, printed: Callable[[datetime], Person]
) -> None:
    ada = printed(on(12, 7))
    before = computer.kept(FILE)
    for name in (FIRST, SECOND):
        ada.click(name)
    ada.press(QKeySequence.StandardKey.Undo)
    assert (ada.is_ticked(FIRST), ada.is_ticked(SECOND)) == (True, False)
    ada.press(QKeySequence.StandardKey.Undo)
    assert not ada.is_ticked(FIRST)
    ada.press(QKeySequence.StandardKey.Redo)
    ada.window.close()
    assert computer.kept(FILE).answer("br-target-list").spent == 15
    ada = computer.start(example)
    ada.go_to("Action plan")
    assert ada.sees("Your page from Mon 30 November 2026\n1 of")
    ada.click("Tick what you did…")
    assert (ada.is_ticked(FIRST), ada.is_ticked(SECOND)) == (True, False)
    ada.click(FIRST)
    ada.window.close()
    assert replace(computer.kept(FILE), readings=()) == replace(before, readings=())


def test_a_week_is_ticked_by_keyboard_alone(printed: Callable[[datetime], Person]) -> None:
    ada = printed(on(12, 2))
    for name in (FIRST, SECOND, PHOTO):
        here = QApplication.focusWidget()
        assert here is not None
        assert name_of(here) == name
        assert not here.visibleRegion().isEmpty()
        QTest.keyClick(here, Qt.Key.Key_Space)
        assert ada.is_ticked(name)
        ada.press("Tab")
    ada.press("Escape")
    assert "My action plan" in ada.page


def test_the_keyboard_goes_down_the_page_to_tick_box_by_box(printed: Callable[[datetime], Person]) -> None:
    ada = printed(on(12, 2))
    wanted = list(ada.all_of(QCheckBox))
    first = ada.find(QCheckBox, FIRST)
    first.setFocus()
    reached: list[QWidget] = [first]
    for _ in range(len(wanted) - 1):
        ada.press("Tab")
        here = QApplication.focusWidget()
        assert here is not None
        reached.append(here)
    assert set(reached) == set(wanted)
    heights = [box.mapTo(ada.window, box.rect().topLeft()).y() for box in reached]
    assert heights == sorted(heights)


def test_after_two_weeks_away_the_next_small_step_is_offered_and_nobody_is_scolded(
    printed: Callable[[datetime], Person],
) -> None:
    ada = printed(on(12, 15))
    (welcome,) = [label for label in ada.all_of(QLabel) if label.text().startswith("Welcome back.")]
    assert welcome.text().startswith("Welcome back. The smallest next step takes 2 minutes: ")
    assert not welcome.visibleRegion().isEmpty()
    titles = {item.title for item in real_checklists().items.values()}
    said = [words for words in ada.words() if not any(title in words for title in titles)]
    assert not [words for words in said if any(word in words.lower() for word in SCOLDING)]
    box = ada.find(QCheckBox, "Week 3: Ask one person to check on you each week")
    assert not box.visibleRegion().isEmpty()
    before = box.mapTo(ada.window, box.rect().topLeft())
    ada.mouse(box)
    assert box.mapTo(ada.window, box.rect().topLeft()) == before


def test_a_window_left_open_for_weeks_shows_the_week_it_is(
    computer: Computer, printed: Callable[[datetime], Person]
) -> None:
    ada = printed(on(12, 1))
    ada.click("Back to the action plan")
    computer.now = on(12, 22)
    ada.press("Ctrl+T")
    QApplication.processEvents()
    here = QApplication.focusWidget()
    assert here is not None
    assert name_of(here).startswith("Week 4: ")
    assert not here.visibleRegion().isEmpty()
    assert ada.sees("this week, 21 Dec to 27 Dec")


def test_when_all_is_ticked_or_over_the_next_page_is_offered(
    computer: Computer, example: Path, printed: Callable[[datetime], Person], tmp_path: Path
) -> None:
    ada = printed(on(12, 29))
    assert ada.sees("These four weeks are over.")
    for box in list(ada.all_of(QCheckBox)):
        if not box.isChecked():
            ada.mouse(box)
    assert ada.sees("Every box is ticked.")
    ada.will_save_as(tmp_path / "next.pdf")
    ada.click("Print the next page…")
    assert "four weeks from Mon 4 January 2027" in ada.page
    ada.menu("Plan", "Tick what you did")
    assert ada.sees("It starts on Mon 4 January 2027.")
    ada.window.close()
    assert len(computer.kept(FILE).printed) == 2
    assert example.exists()


def test_a_line_of_a_checklist_that_is_gone_is_left_out(
    computer: Computer, example: Path, printed: Callable[[datetime], Person]
) -> None:
    stored = open_profile(example).profile
    assert not stored.printed
    ada = printed(on(12, 1))
    count = len(list(ada.all_of(QCheckBox)))
    ada.window.close()
    raw = computer.kept(FILE)
    (plan,) = raw.printed
    lines = tuple(replace(line, item="gone") if line.item == "li-photo" else line for line in plan.lines)
    other = computer.keep("Other.presence", replace(raw, printed=(replace(plan, lines=lines),)))
    ada = computer.start(other)
    ada.menu("Plan", "Tick what you did")
    assert len(list(ada.all_of(QCheckBox))) == count - 2


@pytest.mark.parametrize("way", ["PDF", "printer", "calendar"])
def test_what_is_taken_along_is_the_page_as_it_was_cut(
    computer: Computer, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    ada = computer.start(example)
    ada.go_to("Action plan")
    ada.pick("Minutes a week", "180 minutes")
    ada.click("Large print")
    plan = ada.window.page(ada.window.tabs.count() - 1)
    assert isinstance(plan, PlanTab)
    shown = plan.page().sheet.plan
    whole = make_plan(real_checklists(), Profile(minutes=180), date(2026, 11, 23))
    assert sum(len(week.tasks) for week in shown.weeks) < sum(len(week.tasks) for week in whole.weeks)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: QPrintDialog.DialogCode.Accepted)
    monkeypatch.setattr(printing, "print_page", lambda _page, _printer: None)
    ada.will_save_as(tmp_path / "plan")
    ada.click({"PDF": "Save as PDF…", "printer": "Print…", "calendar": "Add to my calendar…"}[way])
    ada.window.close()
    assert computer.kept(FILE).printed == (printed_plan(shown),)


def test_taking_the_page_along_is_one_step_that_can_be_undone(
    computer: Computer, example: Path, tmp_path: Path
) -> None:
    ada = computer.start(example)
    before = computer.kept(FILE)
    ada.go_to("Action plan")
    ada.will_save_as(tmp_path / "plan.pdf")
    ada.will_answer("Replace it")
    for _ in range(2):  # the same page again is no other page
        ada.click("Save as PDF…")
    assert ada.action("Edit", "Undo the printed plan").isEnabled()
    ada.press(QKeySequence.StandardKey.Undo)
    assert not ada.finds(QPushButton, "Tick what you did…")
    ada.window.close()
    assert replace(computer.kept(FILE), readings=()) == replace(before, readings=())


@pytest.mark.parametrize(
    ("slot", "begins", "told"),
    [
        (None, "2026-11-30T08:30:00", " No usual time is set, so it says Monday 8.30."),
        (Slot(1, datetime(2026, 1, 1, 8, 15).time()), "2026-12-01T08:15:00", ""),  # noqa: DTZ001
    ],
    ids=["no usual time", "a usual time"],
)
def test_the_plan_is_added_to_a_calendar(
    computer: Computer, tmp_path: Path, slot: Slot | None, begins: str, told: str
) -> None:
    ada = computer.start(computer.keep(FILE, Profile(slot=slot)))
    ada.will_save_as(tmp_path / "plan")
    ada.menu("Plan", "Add to my calendar")
    assert ada.message == f"Saved as “plan.ics”. Open it to add it to your calendar.{told}"
    first = Calendar.from_ical((tmp_path / "plan.ics").read_bytes()).walk("VEVENT")[0]
    assert first.decoded("DTSTART").isoformat() == begins


def test_a_calendar_file_that_cannot_be_written_is_explained(computer: Computer, example: Path, tmp_path: Path) -> None:
    ada = computer.start(example)
    ada.go_to("Action plan")
    ada.will_save_as(tmp_path / "gone" / "plan.ics")
    ada.click("Add to my calendar…")
    assert ada.message.startswith("“plan.ics” is not saved because its folder is not there")
    ada.will_save_as(None)
    ada.click("Add to my calendar…")
    ada.window.close()
    assert not computer.kept(FILE).printed


@pytest.mark.parametrize("clicks", [0, 2, 4])
def test_the_page_to_tick_fits_its_window_in_any_size(printed: Callable[[datetime], Person], clicks: int) -> None:
    ada = printed(on(12, 15))
    ada.window.resize(800, 700)
    for _ in range(clicks):
        ada.menu("View", "Larger text")
    (page,) = ada.all_of(TickPage)
    QApplication.processEvents()
    assert page.horizontalScrollBar().maximum() == 0
    for box in ada.all_of(QCheckBox):
        assert box.height() >= box.heightForWidth(box.width()), name_of(box)
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.hasHeightForWidth():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
