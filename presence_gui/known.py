"""What is known from all exports read so far: the newest fact of each key, and a newer lower bound beside it."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from presence_gui.facts import Fact, How


def merged(known: Mapping[str, Fact], new: Iterable[Fact]) -> Mapping[str, Fact]:
    """Return what is known after these facts as well, whatever the order they come in.

    The fact of the newer day stays. A lower bound ("at least 10") is kept beside the exact fact, and only while it is
    newer: it may be the smaller one. What a file said before gives way to what it says when it is read again. A fact
    that is not among the new ones stays as it is.
    """
    found = tuple(new)
    again = {(fact.key, fact.archive) for fact in found if fact.archive}
    before = (fact for fact in known.values() if (fact.key, fact.archive) not in again)
    newest = {_place(fact): fact for fact in sorted((*before, *found), key=_rank)}
    return MappingProxyType({place: fact for place, fact in sorted(newest.items()) if _says_more(fact, newest)})


def total(known: Mapping[str, Fact], key: str) -> Fact | None:
    """Return the fact to count by: the exact one, or a newer lower bound that is larger; None where there is none."""
    exact, bound = known.get(key), known.get(_place_of_bound(key))
    if exact is None or (bound is not None and (bound.number or 0) > (exact.number or 0)):
        return bound
    return exact


def latest(known: Mapping[str, Fact], key: str) -> Fact | None:
    """Return the newest fact, to say by it what happened when; None where there is none."""
    return known.get(_place_of_bound(key)) or known.get(key)


def _place(fact: Fact) -> str:
    return _place_of_bound(fact.key) if fact.at_least else fact.key


def _place_of_bound(key: str) -> str:
    return f"{key}+"


def _says_more(fact: Fact, newest: Mapping[str, Fact]) -> bool:
    return not (fact.at_least and fact.key in newest and newest[fact.key].as_of >= fact.as_of)


def _rank(fact: Fact) -> tuple[date, bool, int, int, date, int, str]:
    """Return what puts the newer of two facts last, and of one day the one that says more; no two are alike."""
    day, number = fact.day or date.min, -1 if fact.number is None else fact.number
    return fact.as_of, fact.how is not How.ABSENT, number, len(fact.text), day, sum(fact.weeks), repr(fact)
