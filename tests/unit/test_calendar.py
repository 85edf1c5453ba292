"""The calendar file: what a calendar of somebody else's making reads in it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from presence_gui.calendar import USUAL_SLOT, USUAL_TIME, calendar_file
from presence_gui.content import Catalog, Kind
from presence_gui.diary import Slot
from presence_gui.errors import PresenceError
from presence_gui.plan import Habit, Plan, Task, Week, make_plan
from presence_gui.profile import Profile
from tests.unit.builders import GARDEN, HABIT, ITEM, TODAY, catalog_with, profiles, real_checklists

START = date(2026, 11, 30)
NOW = datetime(2026, 11, 23, 14, 2, tzinfo=UTC)
TUESDAY = Slot(1, time(8, 15))
REVIEW = replace(HABIT, id="review", title="Look at the plan", review=True, minutes=5, how=("Tick, then look on.",))
GARDENER = catalog_with(ITEM, HABIT, REVIEW)
GARDEN_ONLY = catalog_with(ITEM, HABIT, REVIEW, platform=replace(GARDEN, can_leave_out=False))

slots = st.builds(Slot, st.integers(0, 6), st.times().map(lambda at: at.replace(microsecond=0)))
titles = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])).map(str.strip).filter(bool)


def at(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime.combine(date(year, month, day), time(hour, minute))


def plan_of(*tasks: Task, habits: tuple[Habit, ...] = (), start: date = START) -> Plan:
    weeks = tuple(Week(n, start + timedelta(days=7 * (n - 1)), tasks if n == 1 else ()) for n in (1, 2, 3, 4))
    return Plan(start, 30, weeks, habits, before=1, after=2, label="", later=())


class Reminder(NamedTuple):
    """One event as a calendar sees it."""

    uid: str
    sequence: int
    made: datetime
    summary: str
    begin: datetime
    minutes: float
    says: str


def read(text: str) -> list[Reminder]:
    calendar = Calendar.from_ical(text)
    assert (calendar["VERSION"], calendar["CALSCALE"]) == ("2.0", "GREGORIAN")
    assert str(calendar["PRODID"]).startswith("-//Presence//")
    assert not calendar.errors
    return [
        Reminder(
            str(event["UID"]),
            int(event.decoded("SEQUENCE")),
            event.decoded("DTSTAMP"),
            str(event["SUMMARY"]),
            event.decoded("DTSTART"),
            event.decoded("DURATION").total_seconds() / 60,
            str(event["DESCRIPTION"]),
        )
        for event in calendar.walk("VEVENT")
    ]


def test_a_week_and_its_review_are_two_reminders() -> None:
    plan = plan_of(Task(ITEM, (15, 10), finishes=True), habits=(Habit(REVIEW, 5, 1), Habit(HABIT, 10, 4)))
    events = read(calendar_file(plan, GARDENER, TUESDAY, NOW))
    assert [event[3:] for event in events[:2]] == [
        ("My action plan, week 1", at(2026, 12, 1, 8, 15), 25, "[ ] [ ] Dig a bed (Garden, 25 min)"),
        ("Look at the plan", at(2026, 12, 4, 8, 15), 5, "Tick, then look on."),
    ]
    assert [event.uid for event in events] == [
        "presence-2026-11-30-week-1",
        "presence-2026-11-30-week-1-review",
        "presence-2026-11-30-week-2-review",
        "presence-2026-11-30-week-3-review",
        "presence-2026-11-30-week-4",
        "presence-2026-11-30-week-4-review",
    ]
    assert events[4].says == "[ ] Water the bed (Garden, 10 min)"


def test_what_is_about_the_person_names_no_site() -> None:
    (event,) = read(calendar_file(plan_of(Task(ITEM, (15,), finishes=True)), GARDEN_ONLY, TUESDAY, NOW))
    assert event.says == "[ ] Dig a bed (15 min)"


def test_there_is_an_alarm_ten_minutes_before_and_nobody_is_written_to() -> None:
    text = calendar_file(make_plan(real_checklists(), Profile(), TODAY), real_checklists(), TUESDAY, NOW)
    alarms = Calendar.from_ical(text).walk("VALARM")
    assert [str(alarm["DESCRIPTION"]) for alarm in alarms] == [event.summary for event in read(text)]
    for alarm in alarms:
        assert (str(alarm["ACTION"]), alarm.decoded("TRIGGER")) == ("DISPLAY", timedelta(minutes=-10))
    for word in ("ATTENDEE", "ORGANIZER", "EMAIL", "URL", "METHOD", "ATTACH"):
        assert word not in text


def test_the_review_waits_for_the_end_of_a_friday_slot() -> None:
    plan = plan_of(Task(ITEM, (15,), finishes=True), habits=(Habit(REVIEW, 5, 1),))
    first, review, alone, *_ = read(calendar_file(plan, GARDENER, Slot(4, time(23, 50)), NOW))
    assert review.begin == first.begin + timedelta(minutes=15)
    assert alone.begin.time() == time(23, 50)


def test_a_few_minutes_are_no_slot() -> None:
    (event,) = read(calendar_file(plan_of(Task(ITEM, (2,), finishes=True)), GARDENER, TUESDAY, NOW))
    assert event.minutes == 5


def test_a_plan_that_starts_in_the_middle_of_a_week_keeps_to_its_own_weeks() -> None:
    plan = plan_of(Task(ITEM, (15,), finishes=True), start=START + timedelta(days=2))
    (event,) = read(calendar_file(plan, GARDENER, TUESDAY, NOW))
    assert event.begin.date() == date(2026, 12, 8)


def test_where_nothing_is_planned_that_is_said() -> None:
    with pytest.raises(PresenceError, match=r"^Nothing is planned in these four weeks"):
        calendar_file(plan_of(), GARDENER, TUESDAY, NOW)


def test_a_second_file_replaces_the_events_of_the_first() -> None:
    plan = plan_of(Task(ITEM, (15,), finishes=True), habits=(Habit(REVIEW, 5, 1),))
    shorter = plan_of(Task(ITEM, (10,), finishes=True), habits=(Habit(REVIEW, 5, 1),))
    first = read(calendar_file(plan, GARDENER, TUESDAY, NOW))
    second = read(calendar_file(shorter, GARDENER, Slot(2, time(7)), NOW + timedelta(hours=1)))
    assert [event.uid for event in first] == [event.uid for event in second]
    assert all(old.sequence < new.sequence for old, new in zip(first, second, strict=True))


def test_the_time_it_was_made_is_said_as_in_greenwich() -> None:
    plan = plan_of(Task(ITEM, (15,), finishes=True))
    (event,) = read(calendar_file(plan, GARDENER, TUESDAY, NOW.astimezone(timezone(timedelta(hours=9)))))
    assert event.made == NOW
    assert read(calendar_file(plan, GARDENER, TUESDAY, datetime(1969, 1, 1, tzinfo=UTC)))[0].sequence == 0


@pytest.mark.parametrize("start", [date(2027, 3, 22), date(2026, 10, 19)], ids=["spring", "autumn"])
def test_the_clocks_going_forward_or_back_change_no_time_on_the_wall(start: date) -> None:
    plan = plan_of(Task(ITEM, (15,), finishes=True), start=start)
    (event,) = read(calendar_file(plan, GARDENER, Slot(6, time(2, 30)), NOW))
    begin = event.begin
    assert (begin.tzinfo, begin.time(), begin.date()) == (None, time(2, 30), start + timedelta(days=6))


@given(titles, slots)
def test_any_title_is_read_back_to_the_letter(title: str, slot: Slot) -> None:
    item = replace(ITEM, title=title)
    catalog = catalog_with(item, platform=replace(GARDEN, can_leave_out=False))
    (event,) = read(calendar_file(plan_of(Task(item, (15,), finishes=True)), catalog, slot, NOW))
    assert event.says == f"[ ] {title} (15 min)"
    assert (event.begin.weekday(), event.begin.time()) == (slot.weekday, slot.at)


def test_a_sign_no_calendar_can_show_is_a_space() -> None:
    item = replace(ITEM, title="Dig\ra\x00bed\x7f\u2028\x85\tnow", kind=Kind.DONE)
    catalog = catalog_with(item, platform=replace(GARDEN, can_leave_out=False))
    (event,) = read(calendar_file(plan_of(Task(item, (15,), finishes=True)), catalog, TUESDAY, NOW))
    assert event.says == "[ ] Dig a bed    now (15 min)"


@given(st.text(st.characters(exclude_categories=["Cs"])), slots)
def test_no_line_is_longer_than_75_octets_and_each_ends_as_it_should(title: str, slot: Slot) -> None:
    item = replace(ITEM, title=title * 9)
    octets = calendar_file(plan_of(Task(item, (15,), finishes=True)), catalog_with(item), slot, NOW).encode()
    lines = octets.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert len(line) <= 75
        assert b"\r" not in line
        assert b"\n" not in line
        assert line.decode()
    for above, below in pairwise(lines):  # only what would not have fitted goes on below
        next_letter = below.decode()[1:2].encode()
        assert not below.startswith(b" ") or len(above) + len(next_letter) > 75


@given(profiles, slots)
def test_any_plan_keeps_to_its_minutes_and_says_all_its_lines(profile: Profile, slot: Slot) -> None:
    catalog = real_checklists()
    plan = make_plan(catalog, profile, TODAY)
    if not any(week.tasks for week in plan.weeks) and not plan.habits:
        return
    events = read(calendar_file(plan, catalog, slot, NOW))
    assert len({event.uid for event in events}) == len(events)
    for week in plan.weeks:
        mine = [event for event in events if f"week-{week.number}" in event.uid]
        assert sum(event.minutes for event in mine) == plan.week_minutes(week.number)
        told = "\n".join(event.says + event.summary for event in mine)
        for item in wanted(catalog, plan, week):
            assert item in told


def wanted(catalog: Catalog, plan: Plan, week: Week) -> set[str]:
    habits = {habit.item.title for habit in plan.habits if habit.from_week <= week.number}
    assert habits <= {item.title for item in catalog.items.values()}
    return habits | {task.item.title for task in week.tasks}


def test_the_usual_time_is_said_as_it_is() -> None:
    day = START + timedelta(days=USUAL_SLOT.weekday)
    assert f"{day:%A} {USUAL_SLOT.at.hour}.{USUAL_SLOT.at:%M}" == USUAL_TIME
