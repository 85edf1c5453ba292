"""`plan`: four weeks as text, as values and as one page."""

import json
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from pypdf import PdfReader

from presence_gui.diary import Slot
from presence_gui.plan import make_plan
from presence_gui.profile import Objection, Profile
from presence_gui.storage.profile_file import new_file
from tests.unit.builders import TODAY, real_checklists, told
from tests.unit.cli.said import Presence, Said, assert_one_sentence

STARTED = ("li-account=done", "li-conn-50=20")
A4 = (595, 842)
LETTER = (612, 792)


@pytest.fixture
def plan(presence: Presence, ann: Path) -> Presence:
    def run(*arguments: str | Path) -> Said:
        return presence("plan", ann, "--today", TODAY.isoformat(), *arguments)

    return run


def test_a_script_reads_weeks_tasks_and_habits(plan: Presence) -> None:
    said = plan("--json")
    found = json.loads(said.out)
    expected = make_plan(real_checklists(), told(real_checklists(), *STARTED), TODAY)
    assert (said.code, said.err) == (0, "")
    assert " ".join(found) == "start minutes objection before after gain label weeks habits later"
    parts = [*found["habits"], *(task for week in found["weeks"] for task in week["tasks"])]
    assert sum(part["gain"] for part in parts) == pytest.approx(found["gain"], abs=0.05 * (len(parts) + 1))
    assert (found["start"], found["minutes"]) == ("2026-11-30", 30)
    assert [one["item"] for one in found["later"]] == [item.id for item in expected.later]
    assert (found["before"], found["after"]) == (round(expected.before, 1), round(expected.after, 1))
    assert [week["starts"] for week in found["weeks"]] == ["2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21"]
    for week, wanted in zip(found["weeks"], expected.weeks, strict=True):
        assert week["minutes"] == expected.week_minutes(week["week"]) <= 30
        assert [(task["item"], tuple(task["pieces"]), task["finishes"]) for task in week["tasks"]] == [
            (task.item.id, task.pieces, task.finishes) for task in wanted.tasks
        ]
    habits = [(habit.item.id, habit.minutes, habit.from_week) for habit in expected.habits]
    assert [(habit["item"], habit["minutes"], habit["from_week"]) for habit in found["habits"]] == habits
    named = {"item", "title", "platform", "minutes", "gain", "reason"}
    assert set(found["habits"][0]) == named | {"from_week"}
    assert set(found["weeks"][0]["tasks"][0]) == named | {"pieces", "finishes"}


def test_a_script_reads_plain_ascii_whatever_the_titles_say(plan: Presence) -> None:
    said = plan("--json")
    assert said.out.isascii()
    titles = [task["title"] for week in json.loads(said.out)["weeks"] for task in week["tasks"]]
    assert "Read your employer’s and regulator’s rules" in titles


def test_a_person_reads_four_weeks(plan: Presence) -> None:
    said = plan()
    assert said.code == 0
    first, *rest = said.out.splitlines()
    assert first.startswith("Four weeks from Mon 30 November 2026, 30 minutes a week: 3 → ")
    assert [line[:6] for line in rest if line.startswith("Week")] == ["Week 1", "Week 2", "Week 3", "Week 4"]
    assert "  [ ] Tick off and re-plan once a week  5 min" in rest


def test_a_plan_takes_the_minutes_there_are(plan: Presence) -> None:
    for minutes in (15, 180):
        found = json.loads(plan("--json", "--minutes", str(minutes)).out)
        assert found["minutes"] == minutes
        assert 0 < max(week["minutes"] for week in found["weeks"]) <= minutes


def test_the_minutes_asked_for_are_not_kept(plan: Presence, ann: Path) -> None:
    before = ann.read_bytes()
    plan("--minutes", "60")
    assert ann.read_bytes() == before


@pytest.mark.parametrize("minutes", ["14", "181", "0", "-5", "9" * 30])
def test_more_or_less_than_a_week_can_hold_is_refused(plan: Presence, minutes: str) -> None:
    said = plan("--minutes", minutes)
    assert_one_sentence(said)
    assert said.err == f"A plan takes 15 to 180 minutes a week, not {minutes}.\n"


def test_a_plan_starts_on_the_day_named(plan: Presence) -> None:
    assert json.loads(plan("--json", "--start", "2027-01-06").out)["start"] == "2027-01-06"


@pytest.mark.usefixtures("one_application")
@pytest.mark.parametrize("large_print", [(), ("--large-print",)], ids=["usual print", "large print"])
@pytest.mark.parametrize(("paper", "size"), [("a4", A4), ("letter", LETTER)])
def test_the_page_is_one_on_any_paper(
    plan: Presence, folder: Path, paper: str, size: tuple[int, int], large_print: tuple[str, ...]
) -> None:
    output = folder / "plan.pdf"
    assert plan("--output", output, "--paper", paper, *large_print) == Said(0, "", "")
    (page,) = PdfReader(output).pages
    assert (page.mediabox.width, page.mediabox.height) == pytest.approx(size, abs=1)
    text = " ".join(page.extract_text().split())
    assert "My action plan" in text
    assert "Mon 30 November 2026" in text


@pytest.mark.usefixtures("one_application")
@pytest.mark.parametrize(("asked", "size"), [((), LETTER), (("--paper", "a4"), A4)], ids=["not asked", "asked"])
def test_the_paper_is_that_of_the_profile_unless_another_is_asked_for(
    presence: Presence, folder: Path, asked: tuple[str, ...], size: tuple[int, int]
) -> None:
    file, output = folder / "american.presence", folder / "plan.pdf"
    new_file(file, Profile(paper="letter"), datetime.now(UTC), "0" * 32)
    assert presence("plan", file, "--output", output, *asked).code == 0
    (page,) = PdfReader(output).pages
    assert (page.mediabox.width, page.mediabox.height) == pytest.approx(size, abs=1)


@pytest.mark.usefixtures("one_application")
def test_the_page_of_a_careful_profession_has_the_steps_that_show_less(presence: Presence, folder: Path) -> None:
    items = real_checklists().items.values()
    usual = " ".join(step for item in items for step in item.how)
    less = {step for item in items for step in item.low_exposure if step not in usual}
    found = []
    for profession in ("solicitor", "senior-civil-servant"):
        file, output = folder / f"{profession}.presence", folder / f"{profession}.pdf"
        new_file(file, Profile(profession=profession, objection=Objection.HOW), datetime.now(UTC), "0" * 32)
        assert presence("plan", file, "--output", output).code == 0
        text = " ".join(PdfReader(output).pages[0].extract_text().split())
        found.append(any(step in text for step in less))
    assert found == [False, True]


@pytest.mark.usefixtures("one_application")
def test_what_cannot_be_printed_is_said(presence: Presence, folder: Path) -> None:
    file, output = folder / "odd.presence", folder / "plan.pdf"
    new_file(file, Profile(goal="be found \u0378"), datetime.now(UTC), "0" * 32)
    says = "1 character of your goal cannot be printed here and appears as a box.\n"
    assert presence("plan", file, "--output", output) == Said(0, says, "")
    assert len(PdfReader(output).pages) == 1


@pytest.mark.usefixtures("one_application")
def test_large_print_has_no_small_type(plan: Presence, folder: Path) -> None:
    usual, large = folder / "usual.pdf", folder / "large.pdf"
    plan("--output", usual)
    plan("--output", large, "--large-print")
    assert 9 <= smallest_type(usual) < 12 <= smallest_type(large)


@pytest.mark.usefixtures("one_application")
def test_an_older_page_and_an_empty_file_give_way_to_the_new_page(plan: Presence, folder: Path) -> None:
    output = folder / "plan.pdf"
    for there in (b"", b"%PDF-1.4 of last month"):
        output.write_bytes(there)
        assert plan("--output", output).code == 0
        assert len(PdfReader(output).pages) == 1


def test_a_plan_is_written_for_a_calendar(plan: Presence, folder: Path) -> None:
    output = folder / "plan.ics"
    for there in (b"", b"BEGIN:VCALENDAR of last month"):
        output.write_bytes(there)
        assert plan("--calendar", output) == Said(0, "No usual time is set, so it says Monday 8.30.\n", "")
    assert b"DTSTART:20261130T083000\r\n" in output.read_bytes()


def test_a_calendar_keeps_to_the_usual_time(presence: Presence, folder: Path) -> None:
    file, output = folder / "anna.presence", folder / "plan.ics"
    new_file(file, Profile(slot=Slot(1, time(18, 5))), datetime.now(UTC), "0" * 32)
    assert presence("plan", file, "--today", TODAY.isoformat(), "--calendar", output) == Said(0, "", "")
    assert b"DTSTART:20261201T180500\r\n" in output.read_bytes()


def test_what_is_no_calendar_is_left_as_it_is(plan: Presence, folder: Path) -> None:
    output = folder / "letter.ics"
    output.write_bytes(b"Dear Ann")
    said = plan("--calendar", output)
    assert_one_sentence(said)
    assert said.err.startswith("“letter.ics” is there already and is not a calendar file, so it is left as it is")
    assert output.read_bytes() == b"Dear Ann"
    assert_one_sentence(plan("--calendar", folder / "gone" / "plan.ics"))


@pytest.mark.parametrize("start", ["9998-12-31", "0001-01-01"])
@pytest.mark.usefixtures("one_application")
def test_a_page_may_start_on_any_day(plan: Presence, folder: Path, start: str) -> None:
    assert plan("--output", folder / "plan.pdf", "--start", start).code == 0
    year = str(date.fromisoformat(start).year)
    assert year in PdfReader(folder / "plan.pdf").pages[0].extract_text()


def test_somebody_who_has_done_everything_is_asked_for_nothing_once(presence: Presence, folder: Path) -> None:
    file = folder / "everything.presence"
    done = [f"{item}=done" for item in real_checklists().items]
    assert presence("answer", file, *done, "--today", TODAY.isoformat()) == Said(0, "", "")
    assert presence("score", file, "--today", TODAY.isoformat()).out.startswith("100.0 of 100: Go-to expert\n")
    said = presence("plan", file, "--today", TODAY.isoformat())
    assert said.code == 0
    assert "another month" not in said.out


def smallest_type(pdf: Path) -> float:
    """Return the size in points of the smallest type on the page."""
    sizes: list[float] = []

    def note(text: str, around: list[float], placed: list[float], _font: object, size: float) -> None:
        if text.strip():
            sizes.append(size * abs(around[3] * placed[3]))

    PdfReader(pdf).pages[0].extract_text(visitor_text=note)
    return round(min(sizes), 1)


def test_what_has_held_somebody_back_can_be_said_for_one_plan(plan: Presence) -> None:
    pieces = {
        piece
        for week in json.loads(plan("--objection", "time", "--minutes", "60", "--json").out)["weeks"]
        for task in week["tasks"]
        for piece in task["pieces"]
    }
    assert max(pieces) <= 10
    said = plan("--objection", "money")
    assert (said.code, said.out) == (2, "")
    assert "there is no 'money'" in said.err
