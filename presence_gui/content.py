"""Read the checklists, checked before believed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import Final

from presence_gui.counting import Counting
from presence_gui.diary import DAYS_A_WEEK
from presence_gui.facts import WEEKS_KEPT
from presence_gui.site import NAME, PLACE, Fact, Preview, complaints
from presence_gui.toml_file import does_not_fit, read_table

MOST_TARGET: Final = 1_000_000  # a profile holds no larger number, so a tick could never be saved
_RESUME: Final = re.compile(r"basics\.(?:label|summary)|profiles\.\S(?:.*\S)?")


class Kind(StrEnum):
    """What an answer to an item is made of."""

    DONE = "done"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date-within-days"


class Every(StrEnum):
    """How often an item's minutes are spent; a weekly one is a habit."""

    ONCE = "once"
    WEEK = "week"


class Excuse(StrEnum):
    """The sentence an item answers: no time, no value in it, no idea how."""

    TIME = "time"
    VALUE = "value"
    HOW = "how"


class Shows(StrEnum):
    """What an item is a public sign of."""

    NOTHING = ""
    PUBLISHED = "published"
    STANDING = "standing"


class Proof(StrEnum):
    """Whether an official data export can prove an item."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of a checklist.

    ``target`` is the count to reach (number), the most characters (text) or the most days since (date), 0 for done.
    ``window_days`` is set where a number counts the last so many days. ``least`` and ``aim`` are characters.
    ``minutes`` are minutes once, or a week for a habit. ``impact`` is 1 to 5. ``needs`` are ids of the items that
    come first in a plan, and so do a platform's ``safety`` items; ``review`` marks the weekly look at the plan itself.
    ``limit`` is the id of the platform fact behind the target. ``two_minutes`` is a way to begin that takes no longer;
    ``outside_view`` marks a look at what strangers see; ``low_exposure`` is what to do instead of ``how`` for those who
    should show little of themselves. ``resume`` is where the text goes in a résumé: "basics.label", "profiles.<name>".
    ``facts`` are keys of the facts from an export that prove it: of a number its count, or what of it lies in the
    window; of a date its last day; of a text the words; *done* is proven when each is ``enough``. A text counts once it
    is live, one ``for_yourself`` as soon as it is written; ``counting`` is how the platform counts it.
    """

    id: str
    group: str
    title: str
    kind: Kind
    why: str
    how: tuple[str, ...]
    minutes: int
    every: Every
    impact: int
    because: str
    answers: Excuse
    evidence: tuple[str, ...]
    export: Proof
    export_says: str = ""
    facts: tuple[str, ...] = ()
    enough: int = 1
    target: int = 0
    window_days: int = 0
    least: int = 0
    aim: tuple[int, ...] = ()
    limit: str = ""
    needs: tuple[str, ...] = ()
    core: bool = False
    optional: bool = False
    safety: bool = False
    review: bool = False
    shows: Shows = Shows.NOTHING
    two_minutes: str = ""
    outside_view: bool = False
    low_exposure: tuple[str, ...] = ()
    resume: str = ""
    for_yourself: bool = False
    platform: str = field(default="", metadata={"toml": None})
    counting: Counting | None = field(default=None, metadata={"toml": None})

    @property
    def habit(self) -> bool:
        """Whether this is done again and again; habits make the activity bar, the rest the profile bar."""
        return self.every is Every.WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A heading on a platform's tab, in the order of the file; ``theme`` says what a week of it is about."""

    id: str
    title: str
    theme: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Advice on something a platform offers that earns no points."""

    title: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """How to get the official copy of one's data: what to click, and how long it then takes."""

    title: str
    steps: tuple[str, ...]
    waits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Platform:
    """One checklist file: one tab.

    ``weight`` is its share of the overall score. The ``main`` platform's basics decide the overall label. ``public``
    says that taking part here is being heard. ``account`` is the item without which the person is not there ("" where
    there is none). ``weight_goes_to`` names the platform whose habits carry the weight when this one is left out.
    ``previews`` are what others see of the user there, and ``counting`` is how it counts the characters of a text.
    """

    id: str
    name: str
    order: int
    tagline: str
    weight: int
    items: tuple[Item, ...] = field(metadata={"toml": "item"})
    groups: tuple[Group, ...] = field(metadata={"toml": "group"})
    facts: tuple[Fact, ...] = field(default=(), metadata={"toml": "fact"})
    notes: tuple[Note, ...] = field(default=(), metadata={"toml": "note"})
    previews: tuple[Preview, ...] = field(default=(), metadata={"toml": "preview"})
    counting: Counting | None = None
    main: bool = False
    public: bool = False
    account: str = ""
    can_leave_out: bool = True
    weight_goes_to: str = ""
    left_out_says: str = "You chose to leave it out."
    data: Data | None = None


@dataclass(frozen=True, slots=True)
class Catalog:
    """Every checklist there is, in the order of the tabs; ``items`` holds all items by id.

    ``before`` says by item id what comes first in a plan: what the item needs, and the safety items of its
    platform; the weekly review and a look from outside, which nobody sees, wait for nothing but their own needs.
    Its keys are in an order in which nothing stands before what it needs.
    """

    platforms: tuple[Platform, ...]
    items: Mapping[str, Item]
    before: Mapping[str, tuple[str, ...]]

    def platform(self, platform_id: str) -> Platform | None:
        """Return a platform, or None where no file describes it."""
        return next((platform for platform in self.platforms if platform.id == platform_id), None)


def load_catalog(*folders: Path) -> Catalog:
    """Return the checklists of all ``*.toml`` files in these folders; raise ContentError for the first bad one.

    A folder that does not exist adds nothing: the user's own folder need not be there.
    """
    return catalog_of(read_platform(file) for folder in folders for file in sorted(folder.glob("*.toml")))


def catalog_of(platforms: Iterable[Platform]) -> Catalog:
    """Return a catalog of these platforms; raise ContentError where they contradict each other."""
    ordered = tuple(sorted(platforms, key=lambda platform: (platform.order, platform.id)))
    items: dict[str, Item] = {}
    for item in chain.from_iterable(platform.items for platform in ordered):
        if item.id in items:
            raise does_not_fit(item.platform, item.id, f"the checklist “{items[item.id].platform}” has it as well")
        items[item.id] = item
    for item in items.values():
        for need in item.needs:
            if need not in items:
                raise does_not_fit(item.platform, item.id, f"it needs “{need}”, which is in no checklist")
    _check_together(ordered, items)
    before = _before(ordered, items)
    try:
        order = tuple(TopologicalSorter(before).static_order())
    except CycleError as loop:
        ring: list[str] = loop.args[1]
        raise does_not_fit(items[ring[0]].platform, ring[0], f"it needs itself ({', '.join(ring)})") from None
    return Catalog(ordered, MappingProxyType(items), MappingProxyType({item: before[item] for item in order}))


def _check_together(platforms: Sequence[Platform], items: Mapping[str, Item]) -> None:
    known: set[str] = set()
    for platform in platforms:
        if platform.id in known:
            raise does_not_fit(platform.id, "id", "another checklist has the same id")
        known.add(platform.id)
    for platform in platforms:
        if platform.weight_goes_to not in {"", *known}:
            raise does_not_fit(platform.id, "weight_goes_to", f"“{platform.weight_goes_to}” is no checklist")
        for title, complaint in _on_previews(platform.previews, items):
            raise does_not_fit(platform.id, title, complaint)


def _before(platforms: Iterable[Platform], items: Mapping[str, Item]) -> dict[str, tuple[str, ...]]:
    before = {}
    for platform in platforms:
        safety = tuple(item.id for item in platform.items if item.safety)
        reached, to_reach = set[str](), list(safety)
        while to_reach:
            one = to_reach.pop()
            if one not in reached:
                reached.add(one)
                to_reach += items[one].needs
        for item in platform.items:
            is_free = item.id in reached or item.review or item.outside_view
            first = item.needs if is_free else (*safety, *item.needs)
            before[item.id] = tuple(dict.fromkeys(first))
    return before


def _on_previews(previews: Iterable[Preview], items: Mapping[str, Item]) -> Iterator[tuple[str, str]]:
    for preview in previews:
        for line in preview.lines:
            wanted = Kind.NUMBER if line.counts else Kind.TEXT
            for name in line.of:
                is_free = wanted is Kind.TEXT and name in {NAME, PLACE}
                if not is_free and (name not in items or items[name].kind is not wanted):
                    yield preview.title, f"“{name}” is no {wanted} in any checklist"


def _on_facts(item: Item) -> Iterator[tuple[bool, str]]:
    is_done, days = item.kind is Kind.DONE, item.window_days
    yield is_done or len(item.facts) <= 1, f"of kind “{item.kind}”, it takes one fact only"
    yield item.enough == 1 or (is_done and item.enough > 0), "the field “enough” is for “done” only, and above 0"
    whole_weeks = days % DAYS_A_WEEK == 0 and days <= WEEKS_KEPT * DAYS_A_WEEK
    yield not item.facts or whole_weeks, f"a fact covers whole weeks, at most {WEEKS_KEPT}: “window_days” does not fit"


def read_platform(file: Path) -> Platform:
    """Return the checklist in one file; raise ContentError naming the file, the item and the field that is wrong."""
    read = read_table(Platform, file)
    groups = {group.id for group in read.groups}
    for item in read.items:
        for is_right, complaint in (
            (item.group in groups, f"the group “{item.group}” is not in this file"),
            (item.kind is Kind.DONE or item.target > 0, "the field “target” is missing"),
            (item.target <= MOST_TARGET, f"the target is above {MOST_TARGET:,}"),
            (1 <= item.impact <= 5, "the impact is not between 1 and 5"),  # noqa: PLR2004  the scale itself
            (item.minutes > 0, "the minutes are not above 0"),
            (item.window_days >= 0, "the field “window_days” is below 0"),
            (0 <= item.least <= max(item.target, 0), "the field “least” is above the target"),
            (len(item.aim) in {0, 2} and list(item.aim) == sorted(item.aim), "the field “aim” is not a span"),
            (item.how, "the field “how” is empty"),
            (not item.resume or item.kind is Kind.TEXT, "the field “resume” is for a text only"),
            (not item.for_yourself or item.kind is Kind.TEXT, "the field “for_yourself” is for a text only"),
            (not item.resume or _RESUME.fullmatch(item.resume), f"a résumé has no place “{item.resume}”"),
            *_on_facts(item),
        ):
            if not is_right:
                raise does_not_fit(file.stem, item.id, complaint)
    if read.weight < 0:
        raise does_not_fit(file.stem, "weight", "it is below 0")
    if read.account and read.account not in {item.id for item in read.items}:
        raise does_not_fit(file.stem, read.account, "it is named as the account, but is not an item of this file")
    for where, complaint in complaints(read.previews, read.counting, read.facts):
        raise does_not_fit(file.stem, where, complaint)
    return replace(read, items=tuple(replace(item, platform=read.id, counting=read.counting) for item in read.items))
