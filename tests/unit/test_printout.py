"""What a terminal shows and a script reads of a score and a plan."""

from dataclasses import replace
from datetime import date, timedelta

from presence_gui.content import Every, Kind
from presence_gui.diary import Mark, Reading
from presence_gui.plan import Habit, Plan, Task, Week
from presence_gui.printout import counted, plan_data, plan_lines, remarks, score_data, score_lines
from presence_gui.profile import Answer, Objection, Profile, Status
from presence_gui.scoring import PlatformScore, Score
from tests.unit.builders import GARDEN, HABIT, ITEM, TEXT, TODAY, catalog_with

START = date(2026, 11, 30)
BEANS = replace(ITEM, id="beans", title="Plant beans", platform="garden")
WEEDS = replace(HABIT, id="weeds", title="Pull weeds", kind=Kind.DONE, every=Every.WEEK, platform="garden")
PLAN = Plan(
    start=START,
    minutes=30,
    weeks=(
        Week(1, START, (Task(BEANS, (15, 10), finishes=False, reason="It comes first."),)),
        Week(2, START + timedelta(days=7), (Task(BEANS, (5,), finishes=True, reason="It comes first."),)),
    ),
    habits=(Habit(WEEDS, 5, 2, "It takes five minutes."),),
    before=12.34,
    after=45.67,
    label="Under way",
    later=(BEANS,),
)
SCORE = Score(12.34, 66.66, 5, "Under way", {"garden": PlatformScore(66.66, 5, 42.04, "Warming up", (3, 10))})


def test_a_plan_is_shown_week_by_week() -> None:
    assert list(plan_lines(PLAN)) == [
        "Four weeks from Mon 30 November 2026, 30 minutes a week: 12 → 46",
        "",
        "Week 1, 25 min",
        "  [ ] Plant beans (part)  25 min",
        "",
        "Week 2, 10 min",
        "  [ ] Plant beans  5 min",
        "  [ ] Pull weeds  5 min",
        "",
        "For another month: 1 more step.",
    ]


def test_a_plan_after_which_nothing_waits_does_not_speak_of_another_month() -> None:
    assert list(plan_lines(replace(PLAN, later=())))[-1] == "  [ ] Pull weeds  5 min"
    assert list(plan_lines(replace(PLAN, later=(BEANS, WEEDS))))[-1] == "For another month: 2 more steps."


def test_a_plan_is_read_by_a_script() -> None:
    catalog = catalog_with(BEANS, WEEDS, platform=GARDEN)
    plan = replace(PLAN, before=0, after=55.0)
    assert plan_data(catalog, Profile(objection=Objection.TIME), plan, TODAY) == {
        "start": "2026-11-30",
        "minutes": 30,
        "objection": "time",
        "before": 0,
        "after": 55.0,
        "gain": 55.0,
        "label": "Under way",
        "weeks": [
            {"week": 1, "starts": "2026-11-30", "minutes": 25, "tasks": [beans([15, 10], finishes=False)]},
            {"week": 2, "starts": "2026-12-07", "minutes": 10, "tasks": [beans([5], finishes=True)]},
        ],
        "habits": [
            {
                "item": "weeds",
                "title": "Pull weeds",
                "platform": "garden",
                "minutes": 5,
                "from_week": 2,
                "gain": 60.0,
                "reason": "It takes five minutes.",
            }
        ],
        "later": [{"item": "beans", "title": "Plant beans", "platform": "garden", "minutes": 15, "every": "once"}],
    }


def test_a_score_is_shown_with_a_line_for_each_platform() -> None:
    assert list(score_lines(catalog_with(BEANS, platform=GARDEN), SCORE)) == [
        "12.3 of 100: Under way",
        "Garden                  42.0  profile  67 %  activity   5 %  basics  3 of 10  Warming up",
    ]


def test_a_score_is_read_by_a_script() -> None:
    garden = {"profile": 66.7, "activity": 5, "score": 42.0, "label": "Warming up", "basics": [3, 10]}
    readings = [Reading(START, "1-abc", 10, 50.5, 5.5), Reading(START, "1-abc", 12.3, 66.7, 5, Mark.PLAN)]
    assert score_data(SCORE, "1-abc", readings) == {
        "overall": 12.3,
        "profile": 66.7,
        "activity": 5,
        "label": "Under way",
        "rules": "1-abc",
        "platforms": {"garden": garden},
        "history": [
            {"day": "2026-11-30", "rules": "1-abc", "overall": 10, "profile": 50.5, "activity": 5.5, "mark": ""},
            {"day": "2026-11-30", "rules": "1-abc", "overall": 12.3, "profile": 66.7, "activity": 5, "mark": "plan"},
        ],
    }


def test_one_is_not_many() -> None:
    assert [counted(number, "item") for number in (0, 1, 2)] == ["0 items", "1 item", "2 items"]


def beans(pieces: list[int], *, finishes: bool) -> dict[str, object]:
    return {
        "item": "beans",
        "title": "Plant beans",
        "platform": "garden",
        "pieces": pieces,
        "minutes": sum(pieces),
        "finishes": finishes,
        "gain": 40.0 if finishes else 0.0,
        "reason": "It comes first.",
    }


def remarked(answer: Answer) -> str:
    return " ".join(remarks(catalog_with(TEXT), Profile({"label": answer}), TODAY))


def test_a_draft_is_remarked_on_and_a_text_from_data_counts_whatever_its_length() -> None:
    assert remarked(Answer(text="Peas")) == "label is a draft; it is kept, and counts once it is live."
    assert remarked(Answer(Status.DONE, text="Peas", draft="Beans")) == ""
    assert remarked(Answer(Status.DONE, text="x" * 22)).startswith("label is too long by 2 characters")
    assert remarked(Answer(Status.DONE, text="x" * 22, from_data=TODAY)) == ""
