"""A line of progress is drawn from one reading a day, compares only like with like, and forgives a pause."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.answering import say
from presence_gui.content import Kind, Shows, catalog_of
from presence_gui.counting import Counting
from presence_gui.diary import Mark, Pause, Reading
from presence_gui.history import (
    back,
    in_words,
    marked,
    moved,
    noted,
    pausing,
    rules_of,
    so_far,
    stretches,
    thinned,
)
from presence_gui.profile import Profile
from presence_gui.scoring import score
from tests.unit.builders import (
    GARDEN,
    HABIT,
    ITEM,
    TODAY,
    catalog_with,
    days_ago,
    platform_with,
    profiles,
    real_checklists,
    told,
)

# two halves of the profile bar; a habit that alone fills the activity bar for a week
CATALOG = catalog_with(ITEM, replace(ITEM, id="rake"), HABIT)
RULES = rules_of(CATALOG)
A_MONTH_AGO = days_ago(21)  # Mon 2 November


def reading(day: date, overall: float = 10, profile: float = 20, activity: float = 0, rules: str = RULES) -> Reading:
    return Reading(day, rules, overall, profile, activity)


def noting(*days: tuple[date, str]) -> Profile:
    """Return the profile of somebody who said something on each of these days."""
    profile = Profile()
    for day, statement in days:
        profile = noted(CATALOG, say(CATALOG, profile, statement, day), day, RULES)
    return profile


def sentence(profile: Profile, today: date = TODAY) -> str:
    return moved(CATALOG, profile, today, RULES)


# --- the version of the rules -----------------------------------------------------------------------------------------


def test_a_version_is_a_number_and_a_checksum_that_only_the_rules_change() -> None:
    assert rules_of(CATALOG) == rules_of(catalog_with(HABIT, replace(ITEM, id="rake"), ITEM))
    assert rules_of(CATALOG).startswith("2-")
    assert len(rules_of(CATALOG)) == len("2-") + 8


@pytest.mark.parametrize(
    "change",
    [
        {"id": "hoe"},
        {"kind": Kind.NUMBER, "target": 3},
        {"window_days": 28},
        {"least": 2},
        {"every": HABIT.every},
        {"impact": 4},
        {"core": True},
        {"optional": True},
        {"shows": Shows.STANDING},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_item_to_score_is_another_version(change: dict[str, object]) -> None:
    other = replace(ITEM, **change)  # type: ignore[arg-type]  # each fits its field
    assert rules_of(catalog_with(other)) != rules_of(catalog_with(ITEM))


@pytest.mark.parametrize(
    "change",
    [
        *({"weight": 99}, {"main": False}, {"public": False}, {"account": "dig"}, {"weight_goes_to": "garden"}),
        {"counting": Counting(fact="wide", others=2, emoji=2, link=23, ones=())},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_platform_to_score_is_another_version(change: dict[str, object]) -> None:
    other = replace(GARDEN, **change)  # type: ignore[arg-type]  # each fits its field
    assert rules_of(catalog_with(ITEM, platform=other)) != rules_of(catalog_with(ITEM))


def test_other_words_and_minutes_are_no_other_version() -> None:
    item = replace(
        ITEM, title="Dig", why="So.", how=("Dig.",), minutes=5, because="So.", evidence=("X",), needs=(), safety=True
    )
    platform = replace(GARDEN, name="The garden", order=3, tagline="Green.", left_out_says="Fine.")
    assert rules_of(catalog_with(item, platform=platform)) == rules_of(catalog_with(ITEM))


def test_one_more_checklist_is_another_version() -> None:
    shed = platform_with(replace(ITEM, id="oil"), platform=replace(GARDEN, id="shed"))
    assert rules_of(catalog_of([platform_with(ITEM), shed])) != rules_of(catalog_with(ITEM))


# --- readings ---------------------------------------------------------------------------------------------------------


def test_a_reading_holds_where_somebody_stands_to_a_tenth() -> None:
    profile = noting((TODAY, "dig=done"))
    stands = score(CATALOG, profile, TODAY)
    assert profile.readings == (Reading(TODAY, RULES, stands.overall, stands.profile, 0.0),)
    third = catalog_with(*(replace(ITEM, id=f"bed-{n}") for n in range(3)))
    assert noted(third, told(third, "bed-0=done"), TODAY, RULES).readings[0].profile == 33.3


def test_a_day_has_one_reading_which_is_how_it_ended() -> None:
    profile = noting((A_MONTH_AGO, "dig=done"), (TODAY, "rake=done"), (TODAY, f"water={TODAY}"))
    assert [one.day for one in profile.readings] == [A_MONTH_AGO, TODAY]
    assert profile.readings[-1].activity == 100
    assert noted(CATALOG, profile, TODAY, RULES) is profile


def test_a_mark_stays_while_the_day_goes_on() -> None:
    profile = marked(noting((TODAY, "dig=done")), TODAY, Mark.IMPORT)
    later = noted(CATALOG, say(CATALOG, profile, "rake=done", TODAY), TODAY, RULES)
    assert [(one.mark, one.profile) for one in later.readings] == [(Mark.IMPORT, 100)]
    tomorrow = noted(CATALOG, later, TODAY + timedelta(1), RULES)
    assert [one.mark for one in tomorrow.readings] == [Mark.IMPORT, Mark.NOTHING]


def test_a_day_can_be_marked_before_it_is_noted() -> None:
    profile = noted(CATALOG, marked(noting((A_MONTH_AGO, "dig=done")), TODAY, Mark.PLAN), TODAY, RULES)
    assert profile.readings == (reading(A_MONTH_AGO, 30, 50), replace(reading(TODAY, 30, 50), mark=Mark.PLAN))


def test_what_a_clock_that_ran_ahead_left_is_kept_and_not_drawn() -> None:
    profile = replace(noting((A_MONTH_AGO, "dig=done")), readings=(reading(TODAY + timedelta(400)),))
    again = noted(CATALOG, profile, TODAY, RULES)
    assert [one.day for one in again.readings] == [TODAY, TODAY + timedelta(400)]
    assert [one.day for one in so_far(CATALOG, again, TODAY, RULES)] == [TODAY]


def test_today_is_drawn_as_it_stands_and_not_stored() -> None:
    profile = noting((days_ago(12), f"water={days_ago(12)}"))
    drawn = so_far(CATALOG, profile, TODAY, RULES)
    assert [one.day for one in drawn] == [days_ago(12), TODAY]
    assert drawn[-1].activity < drawn[0].activity
    assert len(profile.readings) == 1


@given(profiles)
def test_a_reading_is_the_score_of_the_day(profile: Profile) -> None:
    stands = score(real_checklists(), profile, TODAY)
    (found,) = noted(real_checklists(), profile, TODAY, "1").readings
    assert found == Reading(TODAY, "1", round(stands.overall, 1), round(stands.profile, 1), round(stands.activity, 1))


# --- keeping the file small -------------------------------------------------------------------------------------------


def test_the_last_year_is_kept_in_full_and_of_older_weeks_one_reading_each() -> None:
    readings = [reading(days_ago(age), age % 50) for age in range(2000, -1, -1)]
    kept = thinned(readings, TODAY)
    recent = [one for one in readings if one.day >= days_ago(365)]
    assert list(kept[-len(recent) :]) == recent
    old = kept[: -len(recent)]
    assert old[0] == readings[0]
    weeks = [one.day.isocalendar()[:2] for one in old[1:]]
    assert len(weeks) == len(set(weeks))
    assert {one.day.isocalendar()[:2] for one in readings} == {one.day.isocalendar()[:2] for one in kept}
    assert all(one.day.isoweekday() == 7 for one in old[1:-1])


def test_of_an_old_week_the_marked_day_stays() -> None:
    monday = date(2024, 6, 3)
    week = [reading(monday + timedelta(n)) for n in range(7)]
    before = reading(date(2024, 5, 1))
    for number in range(7):
        readings = [before, *week]
        readings[number + 1] = kept = replace(week[number], mark=Mark.PLAN)
        assert thinned(readings, TODAY) == (before, kept)


def test_of_an_old_week_with_other_rules_each_version_keeps_one() -> None:
    monday = date(2024, 6, 3)
    readings = [reading(monday + timedelta(n), rules="1" if n < 3 else "2") for n in range(7)]
    assert [(one.rules, one.day.day) for one in thinned(readings, TODAY)] == [("1", 3), ("1", 5), ("2", 9)]


@given(st.lists(st.tuples(st.integers(0, 4000), st.sampled_from(list(Mark)), st.sampled_from("12")), max_size=60))
def test_thinning_keeps_order_first_and_last_and_has_nothing_left_to_do(days: list[tuple[int, Mark, str]]) -> None:
    by_day = {days_ago(age): replace(reading(days_ago(age), rules=rules), mark=mark) for age, mark, rules in days}
    readings = [by_day[day] for day in sorted(by_day)]
    kept = thinned(readings, TODAY)
    assert list(kept) == [one for one in readings if one in kept]
    assert kept[:1] == tuple(readings[:1])
    assert thinned(kept, TODAY) == kept


def test_noting_for_ten_years_keeps_the_file_small() -> None:
    profile = Profile()
    for day in range(3650):
        profile = noted(CATALOG, profile, date(2020, 1, 1) + timedelta(day), RULES)
    assert len(profile.readings) <= 366 + 10 * 53


# --- like with like ---------------------------------------------------------------------------------------------------


def test_only_readings_by_the_same_rules_are_joined() -> None:
    readings = [reading(days_ago(9 - n), rules=rules) for n, rules in enumerate("112211")]
    runs = stretches(readings)
    assert [[one.rules for one in run] for run in runs] == [["1", "1"], ["2", "2"], ["1", "1"]]
    assert [one for run in runs for one in run] == readings
    assert stretches([]) == ()


# --- what moved -------------------------------------------------------------------------------------------------------


def test_the_first_day_says_that_it_is_the_first() -> None:
    assert sentence(Profile()) == "The day after your next step, a line begins here."
    assert sentence(noting((TODAY, "dig=done"))) == "From tomorrow on, a line shows how it goes."


@pytest.mark.parametrize(
    ("before", "statements", "expected"),
    [
        (("dig=done",), (f"water={TODAY}",), "Up 40 since Mon 2 November: mostly activity."),
        (("dig=done", "rake=done"), (), "Nothing has changed since Mon 2 November."),
        ((), ("dig=done",), "Up 30 since Mon 2 November: mostly your profile."),
        ((), ("dig=done", f"water={TODAY}"), "Up 70 since Mon 2 November: profile and activity alike."),
        (("dig=done",), ("dig=not-yet",), "Down 30 since Mon 2 November: mostly your profile."),
        (("dig=done", "rake=done"), ("rake=not-yet",), "Down 10 since Mon 2 November: mostly your profile."),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_what_moved_since_the_last_time_is_one_sentence(
    before: tuple[str, ...], statements: tuple[str, ...], expected: str
) -> None:
    profile = (
        noting(*((A_MONTH_AGO, one) for one in before)) if before else noted(CATALOG, Profile(), A_MONTH_AGO, RULES)
    )
    profile = noting_on(profile, *statements)
    assert sentence(profile) == expected


def noting_on(profile: Profile, *statements: str) -> Profile:
    for one in statements:
        profile = noted(CATALOG, say(CATALOG, profile, one, TODAY), TODAY, RULES)
    return profile


def stood(day: date, overall: float = 30, profile: float = 50, activity: float = 0, rules: str = RULES) -> Profile:
    """Return the profile of somebody half done with the one-offs, who stood there on an earlier day."""
    return replace(told(CATALOG, "dig=done"), readings=(reading(day, overall, profile, activity, rules),))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((30, 45, 0), "Profile up 5 since Mon 2 November."),
        ((30, 45, 3), "Profile up 5 and activity down 3 since Mon 2 November."),
        ((30, 50, 3), "Activity down 3 since Mon 2 November."),
        ((5, 60, 10), "Up 25 since Mon 2 November."),
        ((30.4, 50.4, 0.4), "Nothing has changed since Mon 2 November."),
    ],
)
def test_what_moved_under_the_points_is_said_too(numbers: tuple[float, float, float], expected: str) -> None:
    assert sentence(stood(A_MONTH_AGO, *numbers)) == expected


def test_a_day_is_named_as_short_as_can_be() -> None:
    assert sentence(stood(days_ago(1), 30, 50)) == "Nothing has changed since yesterday."
    assert sentence(stood(date(2025, 12, 24), 30, 50)) == "Nothing has changed since Wed 24 December 2025."


def test_nothing_has_changed_since_the_first_day_that_was_the_same() -> None:
    same = [reading(days_ago(age), 30, 50) for age in (40, 21, 3)]
    profile = stood(TODAY)
    assert sentence(replace(profile, readings=tuple(same))) == "Nothing has changed since Wed 14 October."
    for other in (reading(days_ago(40), 20, 50), reading(days_ago(40), 30, 50, rules="1-old")):
        readings = (other, *same[1:])
        assert sentence(replace(profile, readings=readings)) == "Nothing has changed since Mon 2 November."


def test_points_counted_otherwise_are_not_compared() -> None:
    before = stood(A_MONTH_AGO, 80, 90, 0, rules="1-old")
    assert sentence(before) == "What counts has changed since Mon 2 November, so a new line begins."


@pytest.mark.parametrize(("activity", "little"), [(85, "a little "), (91, "a little "), (92, ""), (100, "")])
def test_activity_that_fades_is_never_scolded(activity: float, little: str) -> None:
    profile = replace(told(CATALOG, f"water={days_ago(10)}"), readings=(reading(days_ago(9), 40, 0, activity),))
    assert sentence(profile) == (
        f"Activity has faded {little}since Sat 14 November; the quickest way back is “Water the bed”."
    )


def test_the_quickest_way_back_is_the_habit_whose_return_adds_most_for_its_minutes() -> None:
    long, small = replace(HABIT, id="long", minutes=45), replace(HABIT, id="small", title="Sing", minutes=5)
    silent = replace(HABIT, id="silent", title="Weed", minutes=1)
    catalog = catalog_with(HABIT, long, small, silent)
    profile = told(catalog, *(f"{name}={days_ago(12)}" for name in ("water", "long", "small")))
    profile = replace(profile, readings=(reading(days_ago(11), 40, 0, 60, rules="1"),))
    assert moved(catalog, profile, TODAY, "1").endswith("the quickest way back is “Sing”.")
    gone = replace(profile, left_out=frozenset(["garden"]))
    assert moved(catalog, gone, TODAY, "1") == "Down 40 since Thu 12 November: mostly activity."


@given(
    profiles,
    st.integers(0, 100),
    st.integers(0, 100),
    st.integers(1, 500),
    st.sampled_from([(), (Pause(days_ago(3)),)]),
)
def test_what_moved_is_always_one_sentence(
    profile: Profile, complete: int, in_use: int, days: int, pauses: tuple[Pause, ...]
) -> None:
    before = reading(days_ago(days), 0.6 * complete + 0.4 * in_use, complete, in_use, rules="1")
    said = moved(real_checklists(), replace(profile, readings=(before,), pauses=pauses), TODAY, "1")
    assert said[0].isupper()
    assert said.endswith(".")
    assert "!" not in said


# --- pauses -----------------------------------------------------------------------------------------------------------


def test_a_pause_says_that_nothing_is_lost() -> None:
    profile = pausing(noting((days_ago(30), f"water={days_ago(30)}")), A_MONTH_AGO)
    assert sentence(profile) == "Paused since Mon 2 November. Nothing is lost."
    assert sentence(pausing(profile, TODAY)) == sentence(profile)


def test_a_pause_begins_today_and_ends_yesterday() -> None:
    away = pausing(Profile(), A_MONTH_AGO)
    assert away.pauses == (Pause(A_MONTH_AGO),)
    assert pausing(away, TODAY) is away
    returned = back(away, TODAY)
    assert returned.pauses == (Pause(A_MONTH_AGO, days_ago(1)),)
    assert back(returned, TODAY) == returned
    assert pausing(returned, TODAY).pauses == (Pause(A_MONTH_AGO, days_ago(1)), Pause(TODAY))


def test_a_pause_taken_back_the_same_day_leaves_no_trace() -> None:
    assert back(pausing(Profile(), TODAY), TODAY) == Profile()


def test_pauses_stay_in_the_order_of_their_days_and_one_to_come_is_left_alone() -> None:
    planned = replace(Profile(), pauses=(Pause(TODAY + timedelta(9)),))
    assert pausing(planned, TODAY).pauses == (Pause(TODAY), *planned.pauses)
    assert back(pausing(planned, A_MONTH_AGO), TODAY).pauses == (Pause(A_MONTH_AGO, days_ago(1)), *planned.pauses)


def test_a_reading_does_not_move_while_paused() -> None:
    profile = pausing(noting((days_ago(30), f"water={days_ago(30)}")), days_ago(20))
    assert (
        so_far(CATALOG, profile, TODAY, RULES)[-1].activity
        == so_far(CATALOG, profile, days_ago(20), RULES)[-1].activity
    )


# --- the chart in words -----------------------------------------------------------------------------------------------


def test_a_chart_is_told_in_words() -> None:
    readings = (
        reading(date(2025, 12, 1), 10, 20, 0, rules="1"),
        replace(reading(days_ago(30), 20, 30, 4.6, rules="1"), mark=Mark.IMPORT),
        reading(days_ago(21), 25, 40, 10),
        replace(reading(days_ago(1), 30, 45.2, 12), mark=Mark.PLAN),
        reading(TODAY, 31, 46, 12),
    )
    pauses = (Pause(days_ago(20), days_ago(15)), Pause(days_ago(2)), Pause(TODAY + timedelta(1)))
    assert in_words(readings, pauses, TODAY) == (
        "Profile 20 on Mon 1 December 2025, 30 on Sat 24 October; activity 0, then 5. "
        "Then what counts changed, and a new line begins. "
        "Profile 40 on Mon 2 November, 46 today; activity 10, then 12. "
        "Import on Sat 24 October. Plan done yesterday. "
        "Paused from Tue 3 November to Sun 8 November. Paused from Sat 21 November."
    )
    assert in_words(readings[2:3], (), TODAY) == "Profile 40 on Mon 2 November; activity 10."
