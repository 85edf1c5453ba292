from dataclasses import replace

import pytest

from presence_gui.guidance import Guidance, Solid, Study
from presence_gui.hints import Portion, cited, evidence, hint, portions
from presence_gui.plan import Plan, Task
from presence_gui.profile import Answer, Objection, Profile
from tests.unit.builders import ITEM, planned, real_guidance

STUDY = Study(key="BEANS", says="Beans climb.", source="Bean, Journal of Poles, 2001", solid=Solid.HIGH, year="2001")


DIG = replace(ITEM, minutes=50)


def named(plan: Plan, profile: Profile, *, each_piece: bool = False) -> list[list[tuple[str, int, int]]]:
    weeks = portions(plan, profile, each_piece=each_piece)
    return [[(one.title.removeprefix("Dig a bed").strip(), one.number, one.of) for one in week] for week in weeks]


def test_a_task_of_one_week_is_whole() -> None:
    assert named(planned([(ITEM, (15,))]), Profile()) == [[("", 0, 1)], [], [], []]


def test_a_task_over_weeks_is_begun_once_and_carried_on() -> None:
    plan = planned([(DIG, (15, 15))], [(DIG, (15, 5))])
    assert named(plan, Profile()) == [[("(start)", 0, 2)], [("(carry on)", 1, 2)], [], []]


def test_a_line_for_each_piece_makes_a_part_of_each() -> None:
    plan = planned([(replace(ITEM, minutes=30), (15, 15))])
    assert named(plan, Profile(), each_piece=True)[0] == [("(start)", 0, 2), ("(carry on)", 1, 2)]


def test_what_was_begun_before_is_carried_on() -> None:
    begun = Profile().answered("dig", Answer(spent=15))
    assert named(planned([(ITEM, (15,))]), begun)[0] == [("(carry on)", 1, 2)]


def test_what_no_week_finishes_leaves_a_part_for_later() -> None:
    assert named(planned([(DIG, (15, 15))]), Profile())[0] == [("(start)", 0, 2)]


@pytest.mark.parametrize(
    ("steps", "of", "shares"),
    [
        (4, 1, [[0, 1, 2, 3]]),
        (4, 2, [[0, 1], [2, 3]]),
        (3, 2, [[0], [1, 2]]),
        (2, 3, [[0], [0], [1]]),
    ],
)
def test_steps_are_shared_out_in_order(steps: int, of: int, shares: list[list[int]]) -> None:
    task = Task(replace(ITEM, how=tuple("ABCDE"[:steps])), (15,), finishes=True)
    assert [list(Portion(task, (15,), number, of).steps) for number in range(of)] == shares


def with_studies(*studies: Study) -> Guidance:
    return Guidance(studies, ())


def test_who_carries_on_has_read_the_reasons_and_gets_the_next_step() -> None:
    second = Portion(Task(DIG, (15,), finishes=True), (15,), number=1, of=2)
    assert hint(with_studies(STUDY), Objection.VALUE, second, short=False) == ("Turn the soil.",)


def test_who_has_no_time_gets_no_hints() -> None:
    assert (
        hint(with_studies(), Objection.TIME, Portion(Task(DIG, (15,), finishes=True), (15,), 0, 1), short=False) == ()
    )


def test_the_most_solid_study_speaks_for_an_item() -> None:
    frail = replace(STUDY, key="PEAS", says="Peas climb.", solid=Solid.LOW)
    item = replace(ITEM, evidence=("PEAS", "BEANS"))
    assert evidence(with_studies(frail, STUDY), item) == "Beans climb (Bean, 2001)."
    assert evidence(with_studies(frail), item) == "Peas climb (Bean, 2001, weak evidence)."


def test_what_no_study_is_behind_is_not_said_to_have_one() -> None:
    own = replace(STUDY, key="JUDGE", solid=Solid.JUDGEMENT)
    assert evidence(with_studies(own), ITEM) == "Nothing grows on a lawn. That is our own judgement, not research."
    assert evidence(with_studies(), ITEM) == "Nothing grows on a lawn."


@pytest.mark.parametrize(
    ("source", "year", "says"),
    [
        ("Utz, New Media & Society 18(11), 2016 (doi 10.1177/1461444815604143)", "2016", "Utz, 2016"),
        ("Utz and Breuer, 2019 (PMC6444899)", "2019", "Utz and Breuer, 2019"),
        ("Sheeran, Listrom and Gollwitzer, 2024 (doi)", "2024", "Sheeran and others, 2024"),
        ("Rajkumar, Saint-Jacques, Bojinov and Aral, Science, 2022", "2022", "Rajkumar and others, 2022"),
        ("Granovetter, 1973, and Getting a Job, 1974 (babson.edu)", "1973–74", "Granovetter, 1973–74"),
        ("OECD and Generation survey 2022, quoted in OECD, 2024", "2022", "OECD and Generation survey 2022"),
        ("The review “Goals”", "not noted", "The review “Goals”"),
        ("", "2020", "2020"),
    ],
)
def test_a_source_is_named_in_a_few_words(source: str, year: str, says: str) -> None:
    assert cited(replace(STUDY, source=source, year=year)) == says


def test_every_study_is_named_shortly_and_a_frail_one_as_such() -> None:
    for study in real_guidance().studies:
        assert 0 < len(cited(study)) < 75
        assert ("evidence" in cited(study)) == (study.solid in {Solid.LOW, Solid.MIXED})
