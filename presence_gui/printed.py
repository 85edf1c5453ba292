"""A plan taken along on paper: keep its lines, turn the boxes ticked on it into answers, and take them back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from types import MappingProxyType
from typing import Final

from presence_gui.answering import one_text, ticked, with_day, with_number
from presence_gui.content import Catalog, Item, Kind
from presence_gui.diary import DAYS_A_WEEK, WEEKS, Before, PrintedLine, PrintedPlan
from presence_gui.plan import Plan
from presence_gui.profile import MOST_NUMBER, Answer, Profile, Status
from presence_gui.ranking import needs_of
from presence_gui.scoring import credit

MOST_KEPT: Final = 6
TWO_MINUTES: Final = 2


@dataclass(frozen=True, slots=True)
class Offer:
    """The next small thing to do: its ``minutes``, and what it is in the page's own words."""

    minutes: int
    words: str


def printed_plan(plan: Plan) -> PrintedPlan:
    """Return a plan as it is on paper, nothing ticked: every week's tasks, then the habits, a line for each week."""
    tasks = [
        PrintedLine(task.item.id, week.number, task.minutes, len(task.pieces), finishes=task.finishes)
        for week in plan.weeks
        for task in week.tasks
    ]
    cells = [
        PrintedLine(habit.item.id, week, habit.minutes, habit=True)
        for habit in plan.habits
        for week in range(habit.from_week, WEEKS + 1)
    ]
    return PrintedPlan(plan.start, plan.minutes, (*tasks, *cells))


def kept(profile: Profile, printed: PrintedPlan) -> Profile:
    """Return the profile with a plan taken along; one without a line, or taken along before as it is, changes nothing.

    It takes the place of a plan that starts on the same day, as long as nothing is ticked on that one. Only the last
    few are kept.
    """
    if not printed.lines or any(_as_printed(one) == printed for one in profile.printed):
        return profile
    others = (one for one in profile.printed if one.start != printed.start or boxes(one)[0])
    plans = sorted([*others, printed], key=lambda one: one.start)
    return replace(profile, printed=tuple(plans[-MOST_KEPT:]))


def current(profile: Profile, today: date) -> int | None:
    """Return the place in ``printed`` of the page to tick: under way, else to come, else the last; None without any."""
    plans = list(enumerate(profile.printed))
    under_way = [place for place, plan in plans if plan.start <= today and not is_finished(plan, today)]
    to_come = [(plan.start, -place) for place, plan in plans if plan.start > today]
    if under_way:
        return under_way[-1]
    return -min(to_come)[1] if to_come else len(plans) - 1 if plans else None


def boxes(plan: PrintedPlan) -> tuple[int, int]:
    """Return how many boxes of a page are ticked, and how many there are."""
    return sum(line.ticked for line in plan.lines), sum(line.boxes for line in plan.lines)


def week_of(plan: PrintedPlan, today: date) -> int:
    """Return the week of a page that today is in: 1 to 4, below 1 before it starts and above 4 once it is over."""
    return (today - plan.start).days // DAYS_A_WEEK + 1


def is_finished(plan: PrintedPlan, today: date) -> bool:
    """Whether every box is ticked or the four weeks are over."""
    done, of = boxes(plan)
    return done == of or week_of(plan, today) > WEEKS


def finishes_a_page(before: Profile, after: Profile, today: date) -> bool:
    """Whether a change ended a page: it ticked the last box, or took along the next page once the weeks were over."""
    if any(plan not in before.printed and boxes(plan)[0] == boxes(plan)[1] for plan in after.printed):
        return True
    place = current(before, today)
    if place is None or [plan.start for plan in after.printed] == [plan.start for plan in before.printed]:
        return False
    done, of = boxes(before.printed[place])
    return 0 < done < of and week_of(before.printed[place], today) > WEEKS


def titled(catalog: Catalog, plan: PrintedPlan, line: PrintedLine) -> str:
    """Return a line's words as they are on the page: a task spread over weeks says which part it is."""
    title = catalog.items[line.item].title
    weeks = [one.week for one in plan.lines if one.item == line.item]
    if line.habit or (len(weeks) == 1 and line.finishes):
        return title
    return f"{title} ({'start' if line.week == weeks[0] else 'carry on'})"


def tick(catalog: Catalog, profile: Profile, where: tuple[int, int], ticks: int, today: date) -> Profile:
    """Return the profile with so many boxes ticked on one line: ``where`` is the plan's place in ``printed``, and its.

    A one-off item is done once every box of all its lines is ticked and the last of them finishes it; until then its
    minutes count as spent. A week of a habit adds that week's share of a count, or makes its day the day of the tick,
    or that week's last where it is past. To take ticks back gives the answer its values of before, unless it was
    changed elsewhere since: then only what the ticks added is taken away. Texts and notes stay as they are.
    """
    place, index = where
    plan = profile.printed[place]
    line = plan.lines[index]
    ticks = max(0, min(ticks, line.boxes))
    on = today if ticks > line.ticked else line.on if ticks else None
    lines = (*plan.lines[:index], replace(line, ticked=ticks, on=on), *plan.lines[index + 1 :])
    after, before = replace(plan, lines=lines), dict(plan.before)
    item = catalog.items.get(line.item)
    if item is not None:
        answer = _without_ticks(item, profile.answer(item.id), plan)
        before[item.id] = Before(
            str(answer.status), answer.number, answer.day, answer.given, answer.spent, answer.from_data
        )
        if not any(one.ticked for one in _lines(after, item)):
            del before[item.id]
        profile = profile.answered(item.id, _with_ticks(item, answer, after))
    after = replace(after, before=MappingProxyType(before))
    return replace(profile, printed=(*profile.printed[:place], after, *profile.printed[place + 1 :]))


def missed(plan: PrintedPlan, today: date) -> bool:
    """Whether the week before this one went by without a tick, and nothing is ticked in this one yet."""
    week = week_of(plan, today)
    lately = [line for line in plan.lines if line.week in {week - 1, week}]
    return 1 < week <= WEEKS and bool(lately) and not any(line.ticked for line in lately)


def offer(catalog: Catalog, profile: Profile, today: date) -> Offer | None:
    """Return the smallest thing on the page that can be begun now; None where there is none, or no page."""
    place = current(profile, today)
    if place is None:
        return None
    beginnings = _beginnings(catalog, profile, profile.printed[place], today)
    return min(beginnings, key=lambda one: one.minutes, default=None)


def _beginnings(catalog: Catalog, profile: Profile, plan: PrintedPlan, today: date) -> Iterator[Offer]:
    """Yield the next piece of every line that is open, in the order of the page; a habit's in this week only."""
    needs, week = needs_of(catalog, profile, today), week_of(plan, today)
    for line in plan.lines:
        item = catalog.items.get(line.item)
        if item is None or item.review or needs[item.id] or line.ticked == line.boxes:
            continue
        answer = profile.answer(item.id)
        if (line.week != week) if line.habit else credit(item, answer, today, profile.pauses) >= 1:
            continue
        if item.two_minutes and not (line.habit or answer.spent):
            yield Offer(TWO_MINUTES, item.two_minutes)
        else:
            yield Offer(_minutes(line, line.ticked + 1) - _minutes(line, line.ticked), titled(catalog, plan, line))


def _with_ticks(item: Item, answer: Answer, plan: PrintedPlan) -> Answer:
    """Return what an answer becomes by all boxes of its item that are ticked on the plan."""
    lines = _lines(plan, item)
    days = [line.on or plan.start for line in lines if line.ticked]
    if not days:
        return answer
    if lines[0].habit:
        ends = (_last_day(plan, line) for line in lines if line.ticked)
        return _with_weeks(item, answer, lines, max(map(min, zip(days, ends, strict=True))))
    if credit(item, answer, max(days)) >= 1:
        return answer
    if lines[-1].finishes and all(line.ticked == line.boxes for line in lines):
        return replace(ticked(item, answer, max(days)), spent=0)
    return replace(answer, spent=min(MOST_NUMBER, answer.spent + _spent(lines)))


def _with_weeks(item: Item, answer: Answer, lines: Sequence[PrintedLine], day: date) -> Answer:
    """Return a habit's answer after the weeks ticked, the last of them kept up on ``day``; it only ever says more."""
    given = max(day, answer.given or day)
    match item.kind:
        case Kind.NUMBER:
            number = ceil(_still_counting(item, answer, given)) + _share(item, lines)
            return with_number(item, answer, min(MOST_NUMBER, number), given)
        case Kind.DATE:
            return with_day(answer, max(day, answer.day or day))
        case _:
            return replace(answer, status=Status.DONE, given=given, from_data=None)


def _still_counting(item: Item, answer: Answer, day: date) -> float:
    """Return what of a count is not too long ago on that day."""
    number = answer.number if answer.number is not None else item.target if answer.status is Status.DONE else 0
    as_if_full = replace(answer, status=Status.DONE, number=item.target)
    return number * credit(item, as_if_full, day)


def _share(item: Item, lines: Sequence[PrintedLine]) -> int:
    """Return the count that the weeks ticked stand for: the whole target over the item's days, or over all weeks."""
    weeks = sum(line.ticked for line in lines)
    days = item.window_days or DAYS_A_WEEK * len(lines)
    return min(item.target, ceil(item.target * DAYS_A_WEEK * weeks / days))


def _without_ticks(item: Item, answer: Answer, plan: PrintedPlan) -> Answer:
    """Return what an answer would be without the boxes of its item that are ticked on the plan."""
    if said := plan.before.get(item.id):
        before = replace(
            answer,
            status=Status(said.status),
            number=said.number,
            day=said.day,
            given=said.given,
            spent=said.spent,
            from_data=said.from_data,
        )
        if _wordless(_with_ticks(item, before, plan)) == _wordless(answer):
            return before if before.status is Status.DONE else one_text(before)
    lines = _lines(plan, item)
    if not lines[0].habit:
        return replace(answer, spent=max(0, answer.spent - _spent(lines)))
    number = None if answer.number is None else max(0, answer.number - _share(item, lines))
    return answer if number == answer.number else replace(answer, number=number, from_data=None)


def _wordless(answer: Answer) -> Answer:
    return replace(answer, text="", draft=None, written=None)


def _lines(plan: PrintedPlan, item: Item) -> list[PrintedLine]:
    return [line for line in plan.lines if line.item == item.id]


def _spent(lines: Sequence[PrintedLine]) -> int:
    return sum(_minutes(line, line.ticked) for line in lines)


def _minutes(line: PrintedLine, ticks: int) -> int:
    """Return the minutes that so many of a line's boxes stand for."""
    return line.minutes * ticks // line.boxes


def _last_day(plan: PrintedPlan, line: PrintedLine) -> date:
    return plan.start + timedelta(days=DAYS_A_WEEK * line.week - 1)


def _as_printed(plan: PrintedPlan) -> PrintedPlan:
    blank = tuple(replace(line, ticked=0, on=None) for line in plan.lines)
    return replace(plan, lines=blank, before=MappingProxyType({}))
