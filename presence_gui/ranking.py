"""Put what is still open into the order that adds most score for the minutes, prerequisites and safety first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final

from presence_gui.content import Catalog, Item, Kind
from presence_gui.profile import Profile, Status
from presence_gui.scoring import Tally, credit, credits_of, overall, tally_all

# a habit is judged by its minutes over the two weeks a plan gives it for certain
HABIT_WEEKS: Final = 2
MINUTES_STEP: Final = 5
# as many lines as a page holds: where minutes are many, an item costs at least its line
LINES: Final = 12


@dataclass(frozen=True, slots=True)
class Open:
    """An item not yet done: the ``minutes`` it still takes (once, or a week) and the credit it would ``add``."""

    item: Item
    minutes: int
    add: float

    @property
    def habit(self) -> bool:
        """Whether its minutes are minutes a week."""
        return self.item.habit

    @property
    def cost(self) -> int:
        """Return its minutes in a plan."""
        return self.minutes * (HABIT_WEEKS if self.habit else 1)


def open_items(catalog: Catalog, profile: Profile, today: date) -> dict[str, Open]:
    """Return by id what could be planned: not done, not declined, not optional, on a platform that is not left out."""
    found = {}
    for item in catalog.items.values():
        answer = profile.answer(item.id)
        done = credit(item, answer, today)
        wanted = not (item.optional or item.review or item.platform in profile.left_out)
        if wanted and done < 1 and answer.status is not Status.NOT_FOR_ME:
            # a count half reached takes half its minutes; a habit is the same work every week
            share = 1 - done if item.kind is Kind.NUMBER and not item.habit else 1.0
            minutes = ceil(item.minutes * share / MINUTES_STEP) * MINUTES_STEP
            found[item.id] = Open(item, minutes, 1 - done)
    return found


def needs_of(catalog: Catalog, profile: Profile, today: date) -> dict[str, tuple[str, ...]]:
    """Return by id what must come before each item: what its file says, and the safety items of its platform.

    What is done or *not for me* is no longer needed.
    """
    settled = {
        item.id
        for item in catalog.items.values()
        if profile.answer(item.id).status is Status.NOT_FOR_ME or credit(item, profile.answer(item.id), today) >= 1
    }
    needs = {}
    for platform in catalog.platforms:
        safety = tuple(item.id for item in platform.items if item.safety)
        before_safety = {*safety, *(need for one in safety for need in _all_needs(catalog, one))}
        for item in platform.items:
            wanted = item.needs if item.id in before_safety else (*safety, *item.needs)
            needs[item.id] = tuple(need for need in dict.fromkeys(wanted) if need not in settled)
    return needs


def rank(catalog: Catalog, profile: Profile, today: date, minutes: int, on: str = "") -> list[Open]:
    """Return open items, best first, until they fill this many minutes; each stands behind everything it needs.

    An item is judged together with what it needs: the score the whole bundle adds, over the minutes it takes, or
    over its share of a page's lines where that is more. ``on`` asks for the items of one platform only, with what they
    need elsewhere.
    """
    candidates = open_items(catalog, profile, today)
    needs = needs_of(catalog, profile, today)
    wanted = (name for name, one in candidates.items() if on in ("", one.item.platform))
    bundles = {name: bundle for name in wanted if (bundle := _bundle(name, candidates, needs)) is not None}
    tallies = tally_all(catalog, profile, credits_of(catalog, profile, today))
    ranked: dict[str, Open] = {}
    spent = 0
    while bundles and spent < minutes:
        now = overall(catalog, tallies, profile.left_out)
        worth = {
            # the cap for the silent can make every gain nothing; then the habits that lift it come first
            item: ((overall(catalog, after, profile.left_out) - now) / _cost(bundle, minutes / LINES), bundle[-1].habit)
            for item, bundle in bundles.items()
            if (after := _tallies_with(tallies, bundle))
        }
        best = max(worth, key=worth.__getitem__)
        tallies = _tallies_with(tallies, bundles[best])
        spent += sum(one.cost for one in bundles[best])
        ranked |= {one.item.id: one for one in bundles[best]}
        bundles = {
            item: tuple(one for one in bundle if one.item.id not in ranked)
            for item, bundle in bundles.items()
            if item not in ranked
        }
    return list(ranked.values())


def _bundle(item: str, candidates: Mapping[str, Open], needs: Mapping[str, tuple[str, ...]]) -> tuple[Open, ...] | None:
    """Return an item behind all it needs, or None when something it needs cannot be planned."""
    found: dict[str, Open] = {}

    def add(one: str) -> bool:
        if one in found:
            return True
        if one not in candidates or not all(add(need) for need in needs[one]):
            return False
        found[one] = candidates[one]
        return True

    return tuple(found.values()) if add(item) else None


def _tallies_with(tallies: Mapping[str, Tally], bundle: tuple[Open, ...]) -> dict[str, Tally]:
    changed = dict(tallies)
    for one in bundle:
        changed[one.item.platform] = changed[one.item.platform].plus(one.item, one.add)
    return changed


def _cost(bundle: tuple[Open, ...], least: float) -> float:
    return sum(max(one.cost, least) for one in bundle)


def _all_needs(catalog: Catalog, item: str) -> set[str]:
    direct = catalog.items[item].needs
    return {*direct, *(deeper for need in direct for deeper in _all_needs(catalog, need))}
