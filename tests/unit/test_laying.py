from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presence_gui.choice import Choice, Options, as_bits
from presence_gui.content import Item
from presence_gui.laying import begun, laid, pieces_of
from presence_gui.options import options_of
from presence_gui.profile import Objection, Profile
from tests.unit.builders import HABIT, ITEM, TODAY, catalog_with

NONE: Mapping[str, int] = MappingProxyType({})


def options_with(*items: Item, minutes: int = 30, objection: Objection = Objection.NONE) -> Options:
    return options_of(catalog_with(*items), Profile(minutes=minutes, objection=objection), TODAY, None)


def lay(
    options: Options, starts: Mapping[str, int] = NONE, *, start: bool = False
) -> list[list[tuple[str, tuple[int, ...]]]]:
    """Lay all one-off items that fit in four weeks, and these habits; start one more item if asked to."""
    number = {one.item.id: place for place, one in enumerate(options.open)}
    habits = {number[name]: week for name, week in starts.items()}
    once = [one for one in number.values() if not options.habits >> one & 1 and options.minutes[one] < 400]
    choice = Choice(as_bits(once) | as_bits(habits), habits)
    assert options.fits(choice)
    weeks = laid(options, choice, Objection.NONE)
    weeks = begun(options, choice, weeks) if start else weeks
    return [[(options.open[part.item].item.id, part.pieces) for part in week] for week in weeks]


def bed(name: str, minutes: int, impact: int = 3, needs: tuple[str, ...] = ()) -> Item:
    return replace(ITEM, id=name, minutes=minutes, impact=impact, needs=needs)


@given(st.integers(1, 60), st.integers(1, 3))
def test_pieces_add_up_and_are_of_about_equal_length(fives: int, longest: int) -> None:
    pieces = pieces_of(5 * fives, 5 * longest)
    assert sum(pieces) == 5 * fives
    assert len(pieces) == -(-fives // longest)
    assert 0 < max(pieces) <= 5 * longest
    assert max(pieces) - min(pieces) <= 5
    assert list(pieces) == sorted(pieces, reverse=True)


def test_what_gives_more_for_its_minutes_comes_first() -> None:
    options = options_with(bed("a", 15), bed("b", 15, impact=5), bed("c", 5))
    assert lay(options) == [[("c", (5,)), ("b", (15,))], [("a", (15,))], [], []]


def test_a_whole_item_waits_for_a_week_that_holds_it_unless_that_is_too_late() -> None:
    assert lay(options_with(bed("a", 20, impact=5), bed("b", 20))) == [[("a", (10, 10))], [("b", (10, 10))], [], []]
    # 4 * 30 minutes only hold six times 20 where two are cut
    six = options_with(*(bed(name, 20) for name in "abcdef"))
    assert sum(len(week) for week in lay(six)) > 6
    assert sum(sum(pieces) for week in lay(six) for _, pieces in week) == 120


def test_what_a_habit_needs_is_done_before_something_that_gives_more() -> None:
    options = options_with(bed("a", 30, impact=5), bed("b", 30, impact=1), replace(HABIT, needs=("b",)))
    assert lay(options, {"water": 2})[0] == [("b", (15, 15))]


def test_what_needs_a_habit_waits_for_the_week_it_begins() -> None:
    options = options_with(bed("a", 10, needs=("water",)), HABIT)
    assert lay(options, {"water": 3}) == [[], [], [("a", (10,))], []]


def test_many_short_items_take_more_lines_than_a_week_usually_has_where_they_must() -> None:
    options = options_with(*(bed(name, 5) for name in "abcdefgh"), replace(HABIT, needs=tuple("abcdefgh")), minutes=50)
    assert len(lay(options, {"water": 1})[0]) == 8


def test_where_nothing_else_fits_items_are_cut_where_the_week_ends() -> None:
    # 10 minutes a week: pieces of 10 and 5 leave gaps that the item of 25 must fill
    options = options_with(*(bed(name, 25) for name in "abcd"), bed("e", 20), minutes=30)
    weeks = lay(options)
    assert [sum(sum(pieces) for _, pieces in week) for week in weeks] == [30, 30, 30, 30]


def test_something_too_long_is_begun_in_the_room_that_is_left() -> None:
    options = options_with(bed("a", 15), bed("endless", 500), bed("forever", 900))
    assert lay(options, start=True)[:2] == [[("a", (15,)), ("endless", (10,))], [("endless", (15, 15))]]


@pytest.mark.parametrize("room", [(30, 30, 30, 30), (30, 30, 20, 20)])
def test_nothing_is_begun_where_no_room_is_left(room: tuple[int, ...]) -> None:
    beds = [bed(f"bed-{week}", minutes) for week, minutes in enumerate(room)]
    habits = [HABIT] if 20 in room else []
    options = options_with(*beds, bed("endless", 500), *habits)
    starts = {"water": 3} if habits else {}
    assert lay(options, starts, start=True) == lay(options, starts)


def test_nothing_is_begun_that_needs_what_is_not_done_nor_where_the_page_is_full() -> None:
    options = options_with(bed("gate", 600), bed("endless", 500, needs=("gate",)))
    assert {name for week in lay(options, start=True) for name, _ in week} == {"gate"}
    full = options_with(*(bed(f"bed-{n}", 5) for n in range(12)), bed("endless", 500), minutes=60)
    assert lay(full, start=True) == lay(full)


@given(
    st.lists(st.tuples(st.integers(1, 12), st.integers(1, 5)), min_size=1, max_size=7),
    st.integers(3, 12),
    st.sampled_from([Objection.NONE, Objection.TIME]),
)
@settings(max_examples=60)
def test_all_of_a_choice_that_fits_is_laid(sizes: list[tuple[int, int]], fives: int, objection: Objection) -> None:
    beds = [bed(f"bed-{n}", 5 * size, impact) for n, (size, impact) in enumerate(sizes)]
    options = options_with(*beds, minutes=5 * fives, objection=objection)
    choice = Choice((1 << len(beds)) - 1, {})
    if options.fits(choice):
        weeks = laid(options, choice, objection)
        assert sorted(part.item for week in weeks for part in week if part.finishes) == list(range(len(beds)))
