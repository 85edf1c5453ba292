"""Three simulated years of copies, with clocks that jump and versions that are restored, and the rules one by one."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presence_gui.storage.safekeeping import Version, Why
from presence_gui.storage.thinning import AFTER_A_RESTORE, KEEP_ALL, MOST_BYTES, NEWEST, to_thin

START: Final = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
THREE_YEARS: Final = timedelta(days=3 * 365)
DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)


def copy(rev: int, when: datetime, why: Why = Why.CHANGED, size: int = 20_000) -> Version:
    return Version(Path(f"r{rev:06}"), rev, when, why, f"{rev:08x}", why.pinned, size)


def revs(versions: Iterable[Version]) -> list[int]:
    return [one.rev for one in versions]


def kept_of(versions: list[Version], now: datetime, most_bytes: int = MOST_BYTES) -> list[Version]:
    gone = to_thin(versions, now, most_bytes)
    return [one for one in versions if one not in gone]


# --- rule by rule ----------------------------------------------------------------------------------------------------


def test_nothing_is_thinned_out_of_nothing() -> None:
    assert to_thin([], START) == ()


def test_all_of_the_last_48_hours_stay_and_before_that_one_a_day() -> None:
    minutes = [copy(rev, START + rev * timedelta(minutes=10)) for rev in range(1, 7 * 144)]
    now = minutes[-1].when
    kept = kept_of(minutes, now)
    assert [one for one in kept if now - one.when < KEEP_ALL] == minutes[-288:]
    before = [one for one in kept if now - one.when >= KEEP_ALL]
    # the last of each day: Mon 5 to Fri 9 January, of which the last day is in the 48 hours only in part
    assert [f"{one.when:%d %H:%M}" for one in before] == ["05 23:50", "06 23:50", "07 23:50", "08 23:50", "09 23:50"]


def test_days_weeks_and_months_reach_back_a_year() -> None:
    daily = [copy(rev, START + rev * DAY) for rev in range(1, 799)]
    now = daily[-1].when
    kept = kept_of(daily, now)
    ages = [(now - one.when).days for one in kept]
    assert ages[-15:] == [15, *range(13, -1, -1)]
    assert len(kept) == 14 + 7 + 10  # three of the weeks and two of the months end within the 14 days
    assert 300 < ages[0] < 366


def test_only_months_count_in_which_there_is_one_and_each_year_has_its_own() -> None:
    januaries = [copy(rev, START.replace(year=2019 + rev)) for rev in range(1, 6)]
    weekly = [copy(rev, START + rev * 7 * DAY) for rev in range(6, 20)]
    assert kept_of([*januaries, *weekly], weekly[-1].when) == [*januaries, *weekly]


def test_of_copies_with_the_same_revision_the_latest_is_the_newest() -> None:
    same = [copy(5, START + hours * HOUR) for hours in range(8)]
    assert kept_of(same, START + 9 * DAY) == same[-3:]
    for left in range(3, 8):
        assert kept_of(same, START + DAY, most_bytes=left * 20_000) == same[-left:]


def test_a_year_away_costs_nothing_but_the_ten_minutes() -> None:
    daily = [copy(rev, START + rev * DAY) for rev in range(1, 15)]
    assert to_thin(daily, START + 400 * DAY) == ()


def test_the_newest_three_stay_however_old_and_however_large() -> None:
    same_day = [copy(rev, START, size=MOST_BYTES) for rev in range(1, 6)]
    assert revs(kept_of(same_day, START + 100 * DAY)) == [3, 4, 5]


def test_the_order_is_that_of_the_revisions_whatever_the_clock_says() -> None:
    backwards = [copy(rev, START - rev * DAY) for rev in range(1, 40)]
    assert {37, 38, 39} <= set(revs(kept_of(backwards, START)))


def test_pinned_ones_stay_and_take_no_place_from_others() -> None:
    pinned = [copy(rev, START + rev * DAY, Why.IMPORT) for rev in range(1, 100)]
    others = [one for rev in range(1, 100) for one in [copy(rev, START + rev * DAY)]]
    kept = kept_of([*pinned, *others], START + 200 * DAY)
    assert [one for one in kept if one.pinned] == pinned
    assert [one for one in kept if not one.pinned] == kept_of(others, START + 200 * DAY)


def test_nothing_goes_while_the_newest_is_from_the_future() -> None:
    copies = [copy(rev, START) for rev in range(1, 9)]
    ahead = copy(9, START + 3650 * DAY)
    assert to_thin([*copies, ahead], START + 9 * DAY) == ()
    assert revs(to_thin([*copies, ahead, copy(10, START + 9 * DAY)], START + 9 * DAY)) == [1, 2, 3, 4, 5, 6, 7]


def test_a_time_from_the_future_says_nothing_of_the_copies_after_it() -> None:
    ahead = copy(1, START + 3650 * DAY)
    assert revs(to_thin([ahead, *(copy(rev, START) for rev in range(2, 9))], START + 9 * DAY)) == [2, 3, 4, 5]


def test_a_clock_that_was_behind_for_a_while_makes_nothing_of_the_last_48_hours_look_old() -> None:
    today = [copy(rev, START + rev * HOUR) for rev in range(1, 5)]
    behind = [copy(rev, START - 3650 * DAY + rev * HOUR) for rev in range(5, 9)]
    after = [copy(rev, START + rev * HOUR) for rev in range(9, 13)]
    assert to_thin([*today, *behind, *after], START + DAY) == ()


def test_a_clock_that_is_wrong_at_every_start_costs_one_day_and_one_month() -> None:
    wrong = [copy(2 * day, START - 3650 * DAY) for day in range(1, 400)]
    right = [copy(2 * day + 1, START + day * DAY) for day in range(1, 400)]
    now = right[-1].when
    kept = kept_of([one for both in zip(wrong, right, strict=True) for one in both], now)
    ages = [(now - one.when).days for one in kept if one in right]
    assert ages[-13:] == list(range(12, -1, -1))
    assert 270 < ages[0] < 366


@pytest.mark.parametrize(("days", "thinned"), [(0, False), (6, False), (7, True), (30, True)])
def test_nothing_goes_for_seven_days_after_a_restore(days: int, *, thinned: bool) -> None:
    copies = [copy(rev, START - 9 * DAY) for rev in range(1, 9)]
    restored = copy(9, START, Why.RESTORED)
    assert bool(to_thin([*copies, restored], START + days * DAY)) == thinned


def test_when_room_is_short_the_ten_minutes_go_before_the_days_and_the_oldest_first() -> None:
    spaced = [copy(rev, START + rev * DAY) for rev in range(1, 5)]
    fresh = [copy(rev, START + 5 * DAY + rev * timedelta(minutes=10)) for rev in range(5, 12)]
    copies = [*spaced, *fresh]
    now = fresh[-1].when
    kept = [revs(kept_of(copies, now, count * 20_000)) for count in (11, 9, 7, 5, 2)]
    assert kept == [
        list(range(1, 12)),
        [1, 2, 3, 4, *range(7, 12)],
        [1, 2, 3, 4, 9, 10, 11],
        [3, 4, 9, 10, 11],
        [9, 10, 11],
    ]


@pytest.mark.parametrize(("size", "gone"), [(40_000_000, []), (40_000_001, [1])])
def test_copies_may_take_200_megabytes_and_not_a_byte_more(size: int, gone: list[int]) -> None:
    copies = [copy(rev, START + rev * HOUR, size=40_000_000) for rev in range(1, 5)]
    assert revs(to_thin([*copies, copy(5, START + 5 * HOUR, size=size)], START + DAY)) == gone


def test_when_room_is_short_what_goes_anyway_takes_none_and_the_oldest_is_of_the_lowest_revision() -> None:
    same_day = [copy(rev, START + rev * HOUR) for rev in (1, 2)]
    fresh = [copy(3, START + 9 * DAY), copy(4, START + 8 * DAY), *(copy(rev, START + 10 * DAY) for rev in (5, 6, 7))]
    now = START + 10 * DAY + HOUR
    assert revs(to_thin([*same_day, *fresh], now, 6 * 20_000)) == [1]
    assert revs(to_thin(fresh, now, 4 * 20_000)) == [3]


# --- three years -----------------------------------------------------------------------------------------------------

GAPS: Final = st.sampled_from([timedelta(minutes=10), timedelta(minutes=10), HOUR, 6 * HOUR, DAY, 7 * DAY])
JUMPS: Final = st.sampled_from([timedelta(), timedelta(), timedelta(), -3650 * DAY, 3650 * DAY, -HOUR, 30 * DAY])
KINDS: Final = st.sampled_from([Why.CHANGED] * 12 + [Why.IMPORT, Why.RESTORED])
Step: TypeAlias = tuple[timedelta, timedelta, Why]
STEPS: Final = st.lists(st.tuples(GAPS, JUMPS, KINDS), min_size=6, max_size=60)
A_QUIET_WEEK: Final[Step] = (7 * DAY, timedelta(), Why.CHANGED)


def _life(steps: list[Step]) -> Iterator[tuple[list[Version], datetime, tuple[Version, ...]]]:
    """Yield what there is before each thinning, what the clock shows, and what goes: busy times and quiet weeks."""
    there: list[Version] = []
    true, rev = START, 0
    for number in range(6):
        busy = steps[number::6]
        rest = START + (number + 1) * THREE_YEARS / 6 - (true + sum((gap for gap, _, _ in busy), timedelta()))
        for gap, jump, why in [*busy, *[A_QUIET_WEEK] * (rest // (7 * DAY))]:
            true, rev = true + gap, rev + 1
            there.append(copy(rev, true + jump, why))
            for now in dict.fromkeys((true + jump, true)):  # the clock is right again before the next copy is made
                gone = to_thin(there, now)
                yield there, now, gone
                there = [one for one in there if one not in gone]


@settings(max_examples=10)
@given(steps=STEPS)
def test_three_years_of_copies_keep_what_was_promised(steps: list[Step]) -> None:
    for there, now, gone in _life(steps):
        kept = [one for one in there if one not in gone]
        own = [one for one in kept if not one.pinned]
        assert set(there[-NEWEST:]) <= set(kept)
        assert all(not one.pinned for one in gone)
        assert not any(timedelta() <= now - one.when < KEEP_ALL for one in gone)
        assert not (gone and there[-1].when > now)
        assert not (
            gone and any(timedelta() <= now - one.when < AFTER_A_RESTORE for one in there if one.why == Why.RESTORED)
        )
        newest_first = [one for one in reversed(there) if not one.pinned]
        days = list(dict.fromkeys(one.when.date() for one in newest_first))[:14]
        assert {next(one for one in newest_first if one.when.date() == day) for day in days} <= set(own)
        assert not gone or to_thin(kept, now) == ()


@settings(max_examples=10)
@given(steps=STEPS)
def test_three_years_of_copies_with_an_honest_clock_stay_few_and_reach_back(
    steps: list[Step],
) -> None:
    honest = [(gap, timedelta(), Why.CHANGED) for gap, _, _ in steps]
    there: list[Version] = []
    months: set[str] = set()
    for there, _, _ in _life(honest):
        months.add(f"{there[-1].when:%Y-%m}")
    now = there[-1].when
    kept = kept_of(there, now)
    assert sum(now - one.when >= KEEP_ALL for one in kept) <= NEWEST + 14 + 10 + 12
    assert len({f"{one.when:%Y-%m}" for one in kept}) >= min(12, len(months))


def test_the_simulation_notices_a_rule_that_goes_by_the_clock() -> None:
    """A thinning that keeps the newest by time loses the newest by revision when the clock has gone back."""
    copies = [*(copy(rev, START + rev * DAY) for rev in range(1, 9)), copy(9, START - 3650 * DAY)]
    by_clock = sorted(copies, key=lambda one: one.when)[-NEWEST:]
    assert copies[-1] not in by_clock
    assert copies[-1] in kept_of(copies, START - 3650 * DAY)


def test_a_word_for_why_that_a_newer_version_uses_is_a_word_like_any_other() -> None:
    copies = [replace(copy(rev, START), why="after-lunch") for rev in range(1, 6)]
    assert revs(kept_of(copies, START + 9 * DAY)) == [3, 4, 5]
