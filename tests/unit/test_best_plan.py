"""No plan under the same rules gains much more: an exact solver proves it, profile by profile."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TypeAlias

import pytest
from hypothesis import settings
from ortools.sat.python import cp_model

from presence_gui.answering import ticked, with_day, with_number
from presence_gui.choice import Choice, Options, bits
from presence_gui.content import Item, Kind
from presence_gui.diary import Pause
from presence_gui.options import options_of
from presence_gui.plan import make_plan
from presence_gui.profile import LEAST_MINUTES, MOST_MINUTES, UNANSWERED, Answer, Objection, Profile, Status
from presence_gui.ranking import reviews
from presence_gui.scoring import HEARD, PASSIVE_CAP
from tests.unit.builders import TODAY, real_checklists, starting_points

Expr: TypeAlias = cp_model.LinearExpr

PROFILES = 2 * settings().max_examples  # 500 with the full profile
OF_THE_BEST = 0.97
WEEKS = range(4)
BEGINNINGS = range(3)
POINT = 10_000  # the solver counts in whole numbers
SLACK = 0.002  # points: what rounding them may come to


def answered(item: Item, chance: Random) -> Answer:
    what = chance.random()
    if what < 0.3:
        return Answer(status=Status.NOT_FOR_ME)
    if what < 0.65:
        return UNANSWERED
    if item.kind is Kind.NUMBER:
        day = TODAY - timedelta(days=chance.randint(0, 40))
        return with_number(item, UNANSWERED, chance.randint(0, item.target), day)
    if item.kind is Kind.DATE:
        return with_day(UNANSWERED, TODAY - timedelta(days=chance.randint(0, 2 * item.target)))
    return replace(ticked(item, UNANSWERED, TODAY), spent=5) if what < 0.9 else Answer(spent=10)


def people() -> Iterator[Profile]:
    """Yield people of every sort: how much they have done, declined, left out, how long they have, what holds them."""
    catalog, chance = real_checklists(), Random(1)  # noqa: S311  the same people every time
    may_go = [platform.id for platform in catalog.platforms if platform.can_leave_out]
    starts = starting_points(catalog)
    for _ in range(PROFILES):
        usual = chance.choice([15, 15, 20, 25, 30, 30, 40, 45, 60, 75, 90, 120, 150, 180])
        minutes = usual if chance.random() < 0.7 else chance.randint(LEAST_MINUTES, MOST_MINUTES)
        answers = dict(chance.choice(starts)) if chance.random() < 0.7 else {}
        changed = chance.random() * chance.random()
        answers |= {name: answered(item, chance) for name, item in catalog.items.items() if chance.random() < changed}
        yield Profile(
            {name: answer for name, answer in answers.items() if answer != UNANSWERED},
            frozenset(platform for platform in may_go if chance.random() < 0.12),
            minutes=minutes,
            objection=chance.choice([Objection.NONE, *Objection]),
            pauses=(Pause(date(2026, 11, 2), date(2026, 11, 8)),) if chance.random() < 0.1 else (),
        )


def options_for(profile: Profile) -> Options:
    review = next(iter(reviews(real_checklists(), profile)), None)
    return options_of(real_checklists(), profile, TODAY, review)


def total(terms: Iterable[Expr | int]) -> Expr:
    return cp_model.LinearExpr.sum(list(terms))


class Model:
    """The rules of a plan as the solver takes them: pieces of every item in every week, habits by their first week."""

    def __init__(self, options: Options) -> None:
        self.options, self.model = options, cp_model.CpModel()
        self.chosen: dict[int, Expr] = {}
        self.begun: dict[tuple[int, int], Expr] = {}
        self.done: dict[tuple[int, int], Expr] = {}
        self.tasks: list[list[Expr | int]] = [[] for _ in WEEKS]
        self.running: list[list[Expr | int]] = [[] for _ in WEEKS]
        self.habit_minutes: list[list[Expr | int]] = [[options.review] for _ in WEEKS]
        self.kept: list[list[Expr | int]] = [[self.whole(points)] for points in options.kept]
        self.points: list[Expr | int] = [self.whole(options.base)]
        for one in range(len(options.open)):
            (self.add_habit if options.habits >> one & 1 else self.add_once)(one)
        self.order()
        self.fill()
        self.score = self.scored()

    @staticmethod
    def whole(points: float) -> int:
        return round(points * POINT)

    def a_bool(self) -> cp_model.IntVar:
        return self.model.new_bool_var("")

    def add_habit(self, one: int) -> None:
        options, begins = self.options, [self.a_bool() for _ in BEGINNINGS]
        self.model.add_at_most_one(begins)
        self.chosen[one] = total(begins)
        for week in WEEKS:
            self.begun[one, week] = self.done[one, week] = runs = total(begins[: week + 1])
            self.running[week].append(options.minutes[one] * runs)
            self.habit_minutes[week].append(options.open[one].minutes * runs)
        points = zip(begins, options.points[one], strict=True)
        self.kept[options.platform[one]] += [self.whole(worth) * begin for begin, worth in points]

    def add_once(self, one: int) -> None:
        options, model = self.options, self.model
        units = options.minutes[one] // options.unit
        part = [model.new_int_var(0, units, "") for _ in WEEKS]
        begun, done = [self.a_bool() for _ in WEEKS], [self.a_bool() for _ in WEEKS]
        for week in WEEKS:
            so_far = total(part[: week + 1])
            model.add(so_far <= units * begun[week])
            model.add(so_far >= units * done[week])
            self.begun[one, week], self.done[one, week] = begun[week], done[week]
            self.tasks[week].append(options.unit * part[week])
            if week:
                model.add_implication(begun[week - 1], begun[week])
                model.add_implication(done[week - 1], done[week])
        model.add(begun[-1] == done[-1])
        self.chosen[one] = done[-1]
        self.points.append(self.whole(options.points[one][0]) * done[-1])
        if options.first >> one & 1:
            before = options.first & ((1 << one + 1) - 1)
            in_time = sum(options.minutes[first] for first in bits(before)) <= options.room
            model.add(done[0] == in_time)
            model.add(done[-1] == in_time)

    def order(self) -> None:
        """Nothing begins before what it needs is done; a habit and its needs may share a week."""
        for one, behind in enumerate(self.options.behind):
            for need in bits(behind & ~(1 << one)):
                for week in WEEKS:
                    self.model.add(self.begun[one, week] <= self.done[need, week])

    def fill(self) -> None:
        """No week takes more than its minutes; from the third, half is for habits while another one would help."""
        options, model = self.options, self.model
        habits = list(bits(options.habits))
        once = [one for one in self.chosen if one not in habits]
        model.add(total(self.chosen[one] for one in once) <= options.most_items)
        model.add(total(self.chosen[one] for one in habits) <= options.most_habits)
        no_more, all_in_use = self.a_bool(), self.a_bool()
        model.add(total(self.chosen[one] for one in habits) >= options.most_habits).only_enforce_if(all_in_use)
        for platform, helpful in enumerate(options.helpful):
            full = self.a_bool()
            model.add(total(self.kept[platform]) >= self.whole(options.full[platform]) - 1).only_enforce_if(full)
            for habit in bits(helpful):
                model.add(self.chosen[habit] + full + all_in_use >= 1).only_enforce_if(no_more)
        for week in WEEKS:
            model.add(total(self.tasks[week]) + total(self.running[week]) <= options.room)
            if week >= 2:
                half = total(self.tasks[week]) <= total(self.habit_minutes[week])
                model.add(half).only_enforce_if(no_more.Not())
            # follows from the rest, and spares the solver finding out
            finished = [options.minutes[one] * self.done[one, week] for one in once]
            model.add(total(finished) + total(map(total, self.running[: week + 1])) <= options.room * (week + 1))

    def scored(self) -> cp_model.IntVar:
        options, model = self.options, self.model
        heard: list[cp_model.IntVar] = []
        bars: list[Expr | int] = []
        for kept, full, public in zip(self.kept, options.full, options.public, strict=True):
            bar = model.new_int_var(0, self.whole(full), "")
            model.add(bar <= total(kept))
            bars.append(bar)
            if public and full:
                here = self.a_bool()
                model.add(total(kept) >= self.whole(HEARD * full) - 1).only_enforce_if(here)
                heard.append(here)
        score = model.new_int_var(0, self.whole(101), "")
        model.add(score <= total(self.points) + total(bars))
        model.add(score <= self.whole(PASSIVE_CAP) + self.whole(101 - PASSIVE_CAP) * total(heard))
        return score

    def reaches(self, score: float) -> bool:
        """Whether some plan under these rules leads to at least this score; fails when the solver cannot tell."""
        self.model.add(self.score >= self.whole(score))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.linearization_level = 2
        solver.parameters.max_deterministic_time = 60
        found = solver.solve(self.model)
        assert found in {cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE}, solver.status_name(found)
        return found != cp_model.INFEASIBLE


def test_no_plan_under_the_same_rules_gains_much_more() -> None:
    beaten = []
    for number, profile in enumerate(people()):
        plan = make_plan(real_checklists(), profile, TODAY)
        gain = plan.after - plan.before
        if Model(options_for(profile)).reaches(plan.before + gain / OF_THE_BEST + SLACK):
            beaten.append((number, profile.minutes, profile.objection, round(gain, 2)))
    assert beaten == []


@pytest.mark.parametrize("number", range(0, PROFILES, PROFILES // 5))
def test_the_solver_finds_what_we_found_and_beats_a_poor_plan(number: int) -> None:
    profile = list(people())[number]
    plan, options = make_plan(real_checklists(), profile, TODAY), options_for(profile)
    assert Model(options).reaches(plan.after - SLACK)
    assert not Model(options).reaches(101 if plan.after < 100 else 100.01)
    if len(plan.items) > 2:
        poor = options.score(Choice(0, {}))
        assert Model(options).reaches(poor + 0.9 * (plan.after - poor))
