"""An item id, once published, never vanishes: people's answers hang on it."""

from collections.abc import Iterable

from tests.content.shipped import ITEMS, RESOURCES


def trouble_with(lines: Iterable[str], items: set[str]) -> list[str]:
    """Return what is wrong between the list of published ids and the items there are."""
    published = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    found = []
    current = set()
    for one, *mark in published:
        match mark:
            case []:
                current.add(one)
            case ["retired"]:
                pass
            case ["renamed", new]:
                if new not in items:
                    found.append(f"{one} was renamed to {new}, which does not exist")
            case _:
                found.append(f"{one} has the unknown mark {' '.join(mark)}")
    names = [one for one, *_ in published]
    found += [f"{one} is listed twice" for one in sorted({one for one in names if names.count(one) > 1})]
    found += [f"{one} vanished" for one in sorted(current - items)]
    return found + [f"{one} is not listed" for one in sorted(items - current)]


def test_every_item_is_listed_and_nothing_listed_has_vanished() -> None:
    assert trouble_with((RESOURCES / "ids.txt").read_text(encoding="utf-8").splitlines(), set(ITEMS)) == []


def test_ids_that_were_retired_or_renamed_may_be_gone() -> None:
    assert trouble_with(["# a note", "", "a", "old retired", "older renamed a"], {"a"}) == []


def test_an_id_that_vanished_is_missing_or_listed_wrongly_is_found() -> None:
    lines = ["a", "a", "gone", "back retired", "old renamed nowhere", "odd mark"]
    assert trouble_with(lines, {"a", "new", "back"}) == [
        "old was renamed to nowhere, which does not exist",
        "odd has the unknown mark mark",
        "a is listed twice",
        "gone vanished",
        "back is not listed",
        "new is not listed",
    ]
