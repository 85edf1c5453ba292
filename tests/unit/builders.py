"""The real checklists, small made-up ones, and profiles of every sort."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from hypothesis import strategies as st

from presence_gui.answering import say, stated, ticked, with_day, with_number, with_text
from presence_gui.content import Catalog, Every, Excuse, Group, Item, Kind, Platform, Proof, catalog_of, load_catalog
from presence_gui.diary import DAYS_A_WEEK, WEEKS
from presence_gui.guidance import Guidance, load_guidance
from presence_gui.plan import Habit, Plan, Task, Week, next_monday
from presence_gui.profile import LEAST_MINUTES, MOST_MINUTES, UNANSWERED, Answer, Profile, Status
from presence_gui.ranking import needs_of, open_items

CHECKLISTS: Final = Path(__file__).resolve().parents[2] / "resources" / "platforms"
TODAY: Final = date(2026, 11, 23)

ITEM: Final = Item(
    id="dig",
    group="ground",
    title="Dig a bed",
    kind=Kind.DONE,
    why="Nothing grows on a lawn.",
    how=("Take a spade.", "Turn the soil.", "Rake it."),
    minutes=15,
    every=Every.ONCE,
    impact=3,
    because="It comes first.",
    answers=Excuse.HOW,
    evidence=("JUDGE",),
    export=Proof.NO,
)
HABIT: Final = replace(ITEM, id="water", title="Water the bed", kind=Kind.DATE, target=7, minutes=10, every=Every.WEEK)
COUNT: Final = replace(ITEM, id="plant", title="Plant ten beans", kind=Kind.NUMBER, target=10)
TEXT: Final = replace(ITEM, id="label", title="Write a label", kind=Kind.TEXT, target=20, least=3)
GARDEN: Final = Platform(
    id="garden",
    name="Garden",
    order=10,
    tagline="Grows on you.",
    weight=100,
    items=(ITEM,),
    groups=(Group(id="ground", title="Ground", theme="break the ground"),),
    main=True,
    public=True,
)


@cache
def real_checklists() -> Catalog:
    return load_catalog(CHECKLISTS)


@cache
def real_guidance() -> Guidance:
    return load_guidance(CHECKLISTS.parent)


def platform_with(*items: Item, platform: Platform = GARDEN) -> Platform:
    return replace(platform, items=tuple(replace(item, platform=platform.id) for item in items))


def catalog_with(*items: Item, platform: Platform = GARDEN) -> Catalog:
    return catalog_of([platform_with(*items, platform=platform)])


def told(catalog: Catalog, *statements: str, today: date = TODAY, minutes: int = 30) -> Profile:
    profile = Profile(minutes=minutes)
    for statement in statements:
        profile = say(catalog, profile, statement, today)
    return profile


def planned(*weeks: Iterable[tuple[Item, tuple[int, ...]]], habits: Iterable[Habit] = (), minutes: int = 30) -> Plan:
    """Return a plan of these tasks, week by week; the last part of an item finishes it where its minutes add up."""
    spent: Counter[str] = Counter()
    filled_weeks = []
    start = next_monday(TODAY)
    for number, tasks in enumerate([*weeks, *[()] * WEEKS][:WEEKS], 1):
        made = []
        for item, pieces in tasks:
            spent[item.id] += sum(pieces)
            own = replace(item, platform=item.platform or GARDEN.id)
            made.append(Task(own, pieces, finishes=spent[item.id] >= item.minutes))
        filled_weeks.append(Week(number, start + timedelta(days=DAYS_A_WEEK * (number - 1)), tuple(made)))
    own_habits = tuple(replace(one, item=replace(one.item, platform=one.item.platform or GARDEN.id)) for one in habits)
    return Plan(start, minutes, tuple(filled_weeks), own_habits, 0, 0, "", ())


def all_ticked(items: Iterable[Item], today: date = TODAY, minutes: int = 30) -> Profile:
    answers = {item.id: ticked(item, UNANSWERED, today) for item in items}
    return Profile(MappingProxyType(answers), minutes=minutes)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def reachable(catalog: Catalog, profile: Profile) -> set[str]:
    """The ids of the open items for which nothing is needed that cannot be planned."""
    found, needs = set(open_items(catalog, profile, TODAY)), needs_of(catalog, profile, TODAY)
    while lost := {item for item in found if not found.issuperset(needs[item])}:
        found -= lost
    return found


def past_days(most: int) -> st.SearchStrategy[date]:
    return st.integers(0, most).map(days_ago)


def filled(item: Item) -> st.SearchStrategy[Answer]:
    """Answers of every size the item's kind can take, from nothing to more than enough, given some time ago."""
    match item.kind:
        case Kind.NUMBER:
            numbers = st.integers(0, 2 * item.target)
            window = 3 * max(item.window_days, 1)
            return st.builds(with_number, st.just(item), st.just(UNANSWERED), numbers, past_days(window))
        case Kind.DATE:
            return st.builds(with_day, st.just(UNANSWERED), past_days(3 * item.target))
        case Kind.TEXT:
            lengths = st.sampled_from([0, 1, item.least, item.target, item.target + 1])
            texts = lengths.map("x".__mul__)
            live = st.builds(stated, st.just(UNANSWERED), texts)
            before = st.one_of(st.just(UNANSWERED), live)
            return st.one_of(live, st.builds(with_text, st.just(item), before, texts, past_days(9)))
        case _:
            return st.just(ticked(item, UNANSWERED, TODAY))


def from_data(answer: Answer) -> Answer:
    return answer if answer == UNANSWERED else replace(answer, from_data=answer.given or days_ago(9))


def answers(item: Item) -> st.SearchStrategy[Answer]:
    statuses = st.sampled_from([Status.NOT_FOR_ME, Status.NOT_SURE])
    worded = st.builds(lambda answer, status: replace(answer, status=status), filled(item), statuses)
    return st.one_of(filled(item), filled(item).map(from_data), worded, st.just(ticked(item, UNANSWERED, TODAY)))


def one_answer(catalog: Catalog) -> st.SearchStrategy[tuple[str, Answer]]:
    return st.one_of([st.tuples(st.just(item.id), answers(item)) for item in catalog.items.values()])


def starting_points(catalog: Catalog) -> list[Mapping[str, Answer]]:
    """Return people who have done nothing, all, all but the habits, one platform, and all but one platform."""
    every = catalog.items.values()
    choices: list[Iterable[Item]] = [(), every, [item for item in every if not item.habit]]
    for platform in catalog.platforms:
        choices += [platform.items, [item for item in every if item.platform != platform.id]]
    return [all_ticked(choice).answers for choice in choices]


def profiles_for(catalog: Catalog, changes: int = 12) -> st.SearchStrategy[Profile]:
    """Profiles with all sorts of answers, any week's minutes, and any platforms left out that may be."""
    may_go = [platform.id for platform in catalog.platforms if platform.can_leave_out]

    def build(start: Mapping[str, Answer], changed: list[tuple[str, Answer]], gone: set[str], minutes: int) -> Profile:
        said = {item: answer for item, answer in {**start, **dict(changed)}.items() if answer != UNANSWERED}
        return Profile(MappingProxyType(said), left_out=frozenset(gone), minutes=minutes)

    return st.builds(
        build,
        st.sampled_from(starting_points(catalog)),
        st.lists(one_answer(catalog), max_size=changes),
        st.one_of(st.just(set[str]()), st.sets(st.sampled_from(may_go))),
        st.integers(LEAST_MINUTES, MOST_MINUTES),
    )


# read when the first test asks, so that a checklist that cannot be read fails tests, not their collection
profiles: Final = st.deferred(lambda: profiles_for(real_checklists()))
items: Final = st.deferred(lambda: st.sampled_from(list(real_checklists().items.values())))
