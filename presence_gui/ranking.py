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
# lines of one-off tasks a page holds in each week: fewer once the habits have begun
MOST_LINES: Final = (4, 4, 2, 2)


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


def reviews(catalog: Catalog, profile: Profile) -> list[Item]:
    """Return the weekly looks at the plan itself that fit into a week, unless the user said they are *not for me*."""
    return [
        item
        for item in catalog.items.values()
        if item.review
        and item.minutes <= profile.minutes
        and item.platform not in profile.left_out
        and profile.answer(item.id).status is not Status.NOT_FOR_ME
    ]


def open_items(catalog: Catalog, profile: Profile, today: date) -> dict[str, Open]:
    """Return by id what could be planned: not done, not declined, not optional, on a platform that is not left out."""
    found = {}
    for item in catalog.items.values():
        answer = profile.answer(item.id)
        done = credit(item, answer, today, profile.pauses)
        wanted = not (item.optional or item.review or item.platform in profile.left_out)
        if wanted and done < 1 and answer.status is not Status.NOT_FOR_ME:
            # a count half reached takes half its minutes; a habit is the same work every week
            share = 1 - done if item.kind is Kind.NUMBER and not item.habit else 1.0
            minutes = ceil((item.minutes * share - answer.spent) / MINUTES_STEP) * MINUTES_STEP
            found[item.id] = Open(item, max(MINUTES_STEP, minutes), 1 - done)
    return found


def needs_of(catalog: Catalog, profile: Profile, today: date) -> dict[str, tuple[str, ...]]:
    """Return by id what must still come before each item; what is done or *not for me* is no longer needed."""
    settled = {
        item.id
        for item in catalog.items.values()
        if (answer := profile.answer(item.id)).status is Status.NOT_FOR_ME
        or credit(item, answer, today, profile.pauses) >= 1
    }
    return {item: tuple(need for need in first if need not in settled) for item, first in catalog.before.items()}


def rank(catalog: Catalog, profile: Profile, today: date, minutes: int, on: str = "") -> list[Open]:
    """Return open items, best first, until they fill this many minutes; each stands behind everything it needs.

    An item is judged together with what it needs: the score the whole bundle adds, over the minutes it takes, or
    over its share of a page's lines where that is more. Behind those stand the other habits that could begin once
    these are done. ``on`` asks for the items of one platform only, with what they need elsewhere.
    """
    candidates, needs = open_items(catalog, profile, today), needs_of(catalog, profile, today)
    wanted = (name for name, one in candidates.items() if on in ("", one.item.platform))
    bundles = {name: bundle for name in wanted if (bundle := bundle_of(name, candidates, needs))}
    tallies = tally_all(catalog, profile, credits_of(catalog, profile, today))
    ranked: dict[str, Open] = {}
    spent = 0
    while bundles:
        if spent >= minutes:
            bundles = {name: bundle for name, bundle in bundles.items() if len(bundle) == 1 and bundle[0].habit}
        best = _best(catalog, tallies, bundles, profile.left_out, minutes / sum(MOST_LINES))
        tallies = _tallies_with(tallies, best)
        spent += sum(one.cost for one in best)
        ranked |= {one.item.id: one for one in best}
        left = ((name, tuple(one for one in bundle if one.item.id not in ranked)) for name, bundle in bundles.items())
        bundles = {name: bundle for name, bundle in left if bundle}
    return list(ranked.values())


def _best(
    catalog: Catalog,
    tallies: Mapping[str, Tally],
    bundles: Mapping[str, tuple[Open, ...]],
    left_out: frozenset[str],
    least: float,
) -> tuple[Open, ...]:
    """Return the bundle that adds most score for its minutes; () when there is none.

    The cap for the silent can make every gain nothing; then the habits that lift it come first.
    """
    now = overall(catalog, tallies, left_out)

    def worth(bundle: tuple[Open, ...]) -> tuple[float, bool]:
        gain = overall(catalog, _tallies_with(tallies, bundle), left_out) - now
        return gain / sum(max(one.cost, least) for one in bundle), bundle[-1].habit

    return max(bundles.values(), key=worth, default=())


def bundle_of(item: str, candidates: Mapping[str, Open], needs: Mapping[str, tuple[str, ...]]) -> tuple[Open, ...]:
    """Return an item behind all it needs, or () when something it needs cannot be planned."""
    found, to_find = set[str](), [item]
    while to_find:
        one = to_find.pop()
        if one not in candidates:
            return ()
        if one not in found:
            found.add(one)
            to_find += needs[one]
    return tuple(candidates[one] for one in needs if one in found)


def _tallies_with(tallies: Mapping[str, Tally], bundle: tuple[Open, ...]) -> dict[str, Tally]:
    changed = dict(tallies)
    for one in bundle:
        changed[one.item.platform] = changed[one.item.platform].plus(one.item, one.add)
    return changed
