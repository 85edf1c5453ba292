from dataclasses import fields, replace
from datetime import date
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.diary import Mark, Pause, PrintedLine, PrintedPlan, Reading, Slot
from presence_gui.errors import ProfileError
from presence_gui.facts import Fact, How, Skipped
from presence_gui.plain import JSON
from presence_gui.profile import (
    MOST_NUMBER,
    PAPERS,
    UNANSWERED,
    Answer,
    Objection,
    Profile,
    Status,
    profile_from_data,
    profile_to_data,
)
from tests.unit.storage.samples import FULL, with_news

KNOWN = [field.name for field in fields(Profile)]
KNOWN_OF_AN_ANSWER = [field.name for field in fields(Answer)]

plain: st.SearchStrategy[JSON] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5)),
    lambda deeper: st.one_of(st.lists(deeper, max_size=2), st.dictionaries(st.text(max_size=5), deeper, max_size=2)),
    max_leaves=4,
)


def fields_of_a_newer_version(known: list[str]) -> st.SearchStrategy[MappingProxyType[str, JSON]]:
    names = st.text(max_size=8).filter(lambda name: name not in known)
    return st.dictionaries(names, plain, max_size=2).map(MappingProxyType)


any_answer = st.builds(
    Answer,
    status=st.sampled_from(Status),
    number=st.none() | st.integers(0, MOST_NUMBER),
    text=st.text(max_size=20),
    day=st.none() | st.dates(),
    note=st.text(max_size=20),
    given=st.none() | st.dates(),
    spent=st.integers(0, 90),
    from_data=st.none() | st.dates(),
    extra=fields_of_a_newer_version(KNOWN_OF_AN_ANSWER),
)
any_line = st.builds(
    PrintedLine, st.text(max_size=8), st.integers(1, 4), st.integers(5, 15), st.integers(1, 3), st.integers(0, 3)
)
any_reading = st.builds(Reading, st.dates(), st.text(max_size=8), *[st.floats(0, 100)] * 3, st.sampled_from(Mark))
any_fact = st.builds(
    Fact,
    key=st.text(max_size=8),
    number=st.none() | st.integers(),
    text=st.text(max_size=8),
    day=st.none() | st.dates(),
    weeks=st.lists(st.integers(0, 9), max_size=13).map(tuple),
    at_least=st.booleans(),
    how=st.sampled_from(How),
    file=st.text(max_size=8),
    rows=st.integers(0, 9),
    skipped=st.lists(st.builds(Skipped, st.integers(0, 9), st.text(max_size=8)), max_size=2).map(tuple),
    as_of=st.dates(),
    reader=st.text(max_size=8),
    archive=st.text(max_size=8),
)
any_profile = st.builds(
    Profile,
    work=st.text(max_size=20),
    objection=st.sampled_from(Objection),
    asked=st.booleans(),
    slot=st.none() | st.builds(Slot, st.integers(0, 6), st.times()),
    pauses=st.lists(st.builds(Pause, st.dates(), st.none() | st.dates()), max_size=2).map(tuple),
    printed=st.lists(
        st.builds(PrintedPlan, st.dates(), st.integers(15, 180), st.lists(any_line, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    readings=st.lists(any_reading, max_size=2).map(tuple),
    facts=st.dictionaries(st.text(max_size=8), any_fact, max_size=2).map(MappingProxyType),
    answers=st.dictionaries(st.text(max_size=8), any_answer, max_size=4).map(MappingProxyType),
    left_out=st.frozensets(st.text(max_size=8), max_size=3),
    name=st.text(max_size=20),
    goal=st.text(max_size=20),
    profession=st.text(max_size=20),
    minutes=st.integers(15, 180),
    paper=st.sampled_from(PAPERS),
    extra=fields_of_a_newer_version(KNOWN),
)


@given(any_profile)
def test_a_profile_comes_back_from_its_plain_form_with_what_a_newer_version_wrote(profile: Profile) -> None:
    data = profile_to_data(profile)
    assert profile_from_data(data) == profile
    assert profile_to_data(profile_from_data(data)) == data


def test_what_a_newer_version_wrote_into_any_part_is_carried_along() -> None:
    data = with_news(profile_to_data(FULL))
    assert str(data).count("news") == 10
    assert profile_to_data(profile_from_data(data)) == data


@given(any_profile)
def test_the_plain_form_does_not_depend_on_the_order_things_were_said_in(profile: Profile) -> None:
    other = replace(profile, answers=MappingProxyType(dict(reversed(list(profile.answers.items())))))
    assert list(profile_to_data(other)) == list(profile_to_data(profile))
    assert repr(profile_to_data(other)) == repr(profile_to_data(profile))


def test_the_plain_form_of_nothing_said_is_read_as_nothing_said() -> None:
    assert profile_from_data({}) == Profile()
    assert profile_from_data(profile_to_data(Profile())) == Profile()


def test_nothing_said_is_empty_and_written_where_a_later_version_may_take_something_else_for_usual() -> None:
    assert [name for name in KNOWN if getattr(Profile(), name)] == ["minutes"]
    assert [name for name in KNOWN_OF_AN_ANSWER if getattr(UNANSWERED, name)] == ["status"]
    usual = {"answers": {}, "left_out": [], "name": "", "goal": "", "profession": "", "minutes": 30, "paper": ""}
    assert profile_to_data(Profile()) == usual


WORDS: dict[str, list[str]] = {
    "status": ["done", "not-yet", "not-for-me", "not-sure"],
    "objection": ["", "time", "value", "how", "what"],
    "paper": ["", "a4", "letter"],
}


def test_the_words_that_stand_in_files_are_these_and_stay() -> None:
    assert {"status": [*Status], "objection": [*Objection], "paper": [*PAPERS]} == WORDS


def test_the_plain_form_says_only_what_was_said() -> None:
    given_day = date(2026, 11, 2)
    profile = (
        Profile().answered("a", Answer(Status.DONE, 3, "t", given_day, "n", given_day)).answered("b", Answer(note="n"))
    )
    assert profile_to_data(profile)["answers"] == {
        "a": {"status": "done", "number": 3, "text": "t", "day": "2026-11-02", "note": "n", "given": "2026-11-02"},
        "b": {"status": "not-yet", "note": "n"},
    }


def test_the_plain_form_of_a_fact_says_only_what_is_known() -> None:
    fact = Fact(key="a.b", number=0, how=How.ABSENT, as_of=date(2026, 11, 2))
    assert profile_to_data(Profile(facts={"a.b": fact}))["facts"] == {
        "a.b": {"key": "a.b", "number": 0, "how": "absent", "as_of": "2026-11-02"}
    }
    assert "facts" not in profile_to_data(Profile())


@given(any_profile, st.text(max_size=8), any_answer)
def test_taking_an_answer_back_gives_the_profile_there_was(profile: Profile, item: str, answer: Answer) -> None:
    changed = profile.answered(item, answer)
    assert changed.answer(item) == answer
    assert replace(changed, answers=profile.answers) == profile
    if profile.answer(item) != UNANSWERED:
        assert changed.answered(item, profile.answer(item)) == profile


def test_an_empty_answer_leaves_no_trace() -> None:
    assert Profile().answered("a", UNANSWERED) == Profile()
    assert Profile().answered("a", Answer(Status.DONE)).answered("a", UNANSWERED) == Profile()
    assert Profile().answer("a") == UNANSWERED


def test_an_answer_does_not_change_the_profile_it_was_given_to() -> None:
    before = Profile()
    after = before.answered("a", Answer(Status.DONE))
    assert (before.answers, list(after.answers)) == ({}, ["a"])


def test_leaving_a_platform_out_and_in_again_is_as_before() -> None:
    profile = Profile().answered("a", Answer(Status.DONE)).leaving_out("x", left_out=True)
    both = profile.leaving_out("y", left_out=True)
    assert both.left_out == {"x", "y"}
    assert both.answers == profile.answers
    assert both.leaving_out("y", left_out=True) == both
    assert both.leaving_out("y", left_out=False) == profile
    assert profile.leaving_out("y", left_out=False) == profile


@pytest.mark.parametrize("data", [None, True, 1, 1.5, "profile", []])
def test_what_is_no_profile_is_turned_down(data: JSON) -> None:
    with pytest.raises(ProfileError) as trouble:
        profile_from_data(data)
    assert str(trouble.value) == "The profile does not hold what Presence writes; the file has been left as it is."


BAD_PARTS: list[tuple[dict[str, JSON], str]] = [
    ({"name": 1}, "name"),
    ({"goal": None}, "goal"),
    ({"profession": []}, "profession"),
    ({"minutes": "30"}, "minutes"),
    ({"minutes": True}, "minutes"),
    ({"minutes": 30.0}, "minutes"),
    ({"minutes": 14}, "minutes"),
    ({"minutes": 181}, "minutes"),
    ({"paper": "a3"}, "paper"),
    ({"paper": 4}, "paper"),
    ({"asked": 1}, "asked"),
    ({"objection": "money"}, "objection"),
    ({"slot": None}, "slot"),
    ({"slot": {"weekday": 7, "at": "08:15:00"}}, "slot"),
    ({"slot": {"weekday": 1}}, "slot"),
    ({"slot": {"weekday": 1, "at": "25:00"}}, "slot"),
    ({"pauses": [{"until": "2026-11-02"}]}, "pauses"),
    ({"readings": {}}, "readings"),
    ({"printed": [{"start": "2026-11-02", "minutes": 30, "lines": [1]}]}, "printed"),
    ({"left_out": "x"}, "left_out"),
    ({"left_out": ["x", 1]}, "left_out"),
    ({"answers": []}, "answers"),
    ({"answers": {"li": "done"}}, "li"),
    ({"answers": {"li": {"status": "maybe"}}}, "li"),
    ({"answers": {"li": {"status": 1}}}, "li"),
    ({"answers": {"li": {"number": None}}}, "li"),
    ({"answers": {"li": {"number": True}}}, "li"),
    ({"answers": {"li": {"number": 1.5}}}, "li"),
    ({"answers": {"li": {"number": -1}}}, "li"),
    ({"answers": {"li": {"number": 1_000_001}}}, "li"),
    ({"answers": {"li": {"spent": -1}}}, "li"),
    ({"answers": {"li": {"spent": 1_000_001}}}, "li"),
    ({"answers": {"li": {"text": 1}}}, "li"),
    ({"answers": {"li": {"day": "yesterday"}}}, "li"),
    ({"answers": {"li": {"given": "2026-02-30"}}}, "li"),
    ({"answers": {"li": {"note": 0}}}, "li"),
    ({"answers": {"li": {"from_data": "lately"}}}, "li"),
    ({"facts": []}, "facts"),
    ({"facts": {"a.b": {"key": "a.b"}}}, "a.b"),
    ({"facts": {"a.b": {"key": "a.b", "as_of": "lately"}}}, "a.b"),
    ({"facts": {"a.b": {"key": "a.b", "as_of": "2026-11-01", "weeks": [0.5]}}}, "a.b"),
    ({"facts": {"a.b": {"key": "a.b", "as_of": "2026-11-01", "skipped": [3]}}}, "a.b"),
]


@pytest.mark.parametrize(("data", "part"), BAD_PARTS, ids=[str(data) for data, _ in BAD_PARTS])
def test_a_part_that_does_not_fit_is_named(data: dict[str, JSON], part: str) -> None:
    with pytest.raises(ProfileError) as trouble:
        profile_from_data(data)
    assert str(trouble.value) == f"The part “{part}” of the profile cannot be read; the file has been left as it is."


@pytest.mark.parametrize(
    "data",
    [
        {"minutes": 15},
        {"minutes": 180},
        {"answers": {"li": {"number": 0}}},
        {"answers": {"li": {"number": 1_000_000}}},
        {"answers": {"li": {"spent": 0}}},
        {"answers": {"li": {"spent": 1_000_000}}},
    ],
)
def test_the_ends_of_every_range_are_in_it(data: dict[str, JSON]) -> None:
    assert profile_to_data(profile_from_data(data)).items() >= {"minutes": data.get("minutes", 30)}.items()
