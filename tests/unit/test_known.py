"""Whatever order exports come in, the same is known in the end, and a thinner one takes nothing away."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from presence_gui.facts import Fact, How, weeks_back
from presence_gui.known import latest, merged, total
from tests.unit.builders import days_ago

NOTHING: Final[Mapping[str, Fact]] = MappingProxyType({})
BEANS: Final = Fact(key="plot.beans", number=40, as_of=days_ago(30))

ages = st.integers(0, 9).map(days_ago)
facts = st.builds(
    Fact,
    key=st.sampled_from(["plot.beans", "plot.peas"]),
    number=st.none() | st.integers(0, 5),
    text=st.sampled_from(["", "Runner"]),
    day=st.none() | ages,
    weeks=st.sampled_from([(), weeks_back([days_ago(20)], days_ago(9))]),
    at_least=st.booleans(),
    how=st.sampled_from(How),
    as_of=ages,
)


def one_by_one(new: Iterable[Fact]) -> Mapping[str, Fact]:
    known = NOTHING
    for fact in new:
        known = merged(known, [fact])
    return known


@given(st.lists(facts, max_size=6).flatmap(lambda new: st.tuples(st.just(new), st.permutations(new))))
def test_the_order_of_imports_does_not_matter(orders: tuple[list[Fact], list[Fact]]) -> None:
    one, other = orders
    assert one_by_one(one) == one_by_one(other) == merged(NOTHING, one)


@given(st.lists(facts, max_size=6), st.lists(facts, max_size=3))
def test_what_was_read_twice_is_known_once_and_no_key_is_ever_lost(new: list[Fact], more: list[Fact]) -> None:
    known = merged(NOTHING, new)
    assert merged(known, new) == known
    assert merged(known, known.values()) == known
    after = merged(known, more)
    for fact in new:
        assert total(after, fact.key) is not None
        last = latest(after, fact.key)
        assert last is not None
        assert last.as_of >= fact.as_of


@given(st.lists(facts, max_size=6))
def test_known_facts_stand_in_the_order_of_their_keys(new: list[Fact]) -> None:
    assert list(merged(NOTHING, new)) == sorted(merged(NOTHING, new))


def test_the_newer_fact_stays_also_where_it_says_less() -> None:
    fewer = replace(BEANS, number=12, as_of=days_ago(1))
    assert merged({"plot.beans": BEANS}, [fewer]) == {"plot.beans": fewer}
    assert merged({"plot.beans": fewer}, [BEANS]) == {"plot.beans": fewer}
    assert merged({"plot.beans": fewer}, []) == {"plot.beans": fewer}


def test_of_one_day_stays_what_is_exact_and_then_what_says_most() -> None:
    bound = replace(BEANS, number=50, at_least=True)
    more = replace(BEANS, number=41)
    absent = replace(BEANS, number=0, how=How.ABSENT)
    assert merged(NOTHING, [bound, BEANS, absent]) == {"plot.beans": BEANS}
    assert merged(NOTHING, [more, BEANS]) == {"plot.beans": more}
    larger = replace(bound, number=60)
    assert merged(NOTHING, [larger, bound]) == {"plot.beans+": larger}


def test_a_newer_lower_bound_counts_only_where_it_is_larger() -> None:
    for number, counted in ((39, 40), (40, 40), (41, 41)):
        bound = replace(BEANS, number=number, at_least=True, as_of=days_ago(1))
        known = merged({"plot.beans": BEANS}, [bound])
        fact = total(known, "plot.beans")
        assert fact is not None
        assert (fact.number, fact.at_least) == (counted, counted > 40)
        assert latest(known, "plot.beans") == bound


def test_an_exact_count_of_a_later_day_lets_an_older_lower_bound_in_between_count() -> None:
    """The three know of 15, then of 5, then of 10 or more: by the last two, 15 is past and 10 the least there is."""
    first = replace(BEANS, number=15, as_of=days_ago(3))
    fewer = replace(BEANS, number=5, as_of=days_ago(2))
    bound = replace(BEANS, number=10, at_least=True, as_of=days_ago(1))
    for order in ([first, fewer, bound], [first, bound, fewer], [bound, fewer, first]):
        assert total(one_by_one(order), "plot.beans") == bound


def test_a_file_read_again_by_a_better_reader_is_believed_as_it_is_read_now() -> None:
    before = replace(BEANS, archive="f1", reader="plot 1")
    now = replace(before, number=12, at_least=True, reader="plot 2")
    assert merged({"plot.beans": before}, [now]) == {"plot.beans+": now}
    assert merged({"plot.beans": replace(before, archive="f0")}, [now]) == {"plot.beans": replace(before, archive="f0")}


def test_what_nobody_told_is_not_known() -> None:
    assert total(NOTHING, "plot.beans") is None
    assert latest(NOTHING, "plot.beans") is None
    assert latest({"plot.beans": BEANS}, "plot.beans") == BEANS
    assert latest({"plot.beans": replace(BEANS, as_of=date(2026, 1, 1))}, "plot.peas") is None
