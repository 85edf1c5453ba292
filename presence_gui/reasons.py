"""Say in one line why something was chosen for a plan."""

from typing import Final

from presence_gui.choice import Choice, Options, bits
from presence_gui.content import Item
from presence_gui.diary import WEEKS

# less than this many points is no reason
_SAID: Final = 0.05


def reason_for(options: Options, choice: Choice, one: int) -> str:
    """Return why this item, by its number among the options, is in the plan of this choice."""
    item, points = options.open[one].item, points_of(options, choice, one)
    opened = _opened(options, choice, one)
    if options.first >> one & 1:
        return "It shows you what a stranger sees."
    if item.safety:
        return "Rules and privacy come before anything others can see."
    if opened and points_of(options, choice, opened[0]) > points:
        return f"It opens the way to “{options.open[opened[0]].item.title}”."
    if choice.items >> one & 1 == 0:
        return "There is room to begin it."
    if points < _SAID:
        return "It keeps half of each week for what you repeat." if item.habit else "It is quickly done."
    more = f"{points:.1f}".removesuffix(".0")
    each = " a week" if item.habit else ""
    return f"It adds {more} point{'' if more == '1' else 's'} for {options.open[one].minutes} minutes{each}."


def points_of(options: Options, choice: Choice, one: int) -> float:
    """Return the points an item adds by itself: a habit from the week it begins in, a one-off when it is done."""
    return options.points[one][choice.starts.get(one, 1) - 1]


def _opened(options: Options, choice: Choice, one: int) -> list[int]:
    """Return what else was chosen and needs this, what adds most first."""
    above = [other for other in bits(choice.items & ~(1 << one)) if options.behind[other] >> one & 1]
    return sorted(above, key=lambda other: -points_of(options, choice, other))


def reason_for_review(item: Item) -> str:
    """Return why the weekly look at the plan is in every plan."""
    return f"{item.minutes} minutes to look back keep the rest going, all {WEEKS} weeks."
