"""What exports say becomes answers by the checklists' own rules, and never takes the place of what was said by hand."""

import re
from dataclasses import replace
from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.answering import stated, ticked, with_day, with_number, with_status, with_text
from presence_gui.content import Item
from presence_gui.evidence import (
    NO_DATES,
    NO_WORDS,
    NOT_SAID,
    ONLY_A_PART,
    Finding,
    Verdict,
    answers_from,
    filled_in,
    fresh_until,
    stale,
)
from presence_gui.facts import Export, Fact, How, Unknown, weeks_back
from presence_gui.profile import (
    MOST_CHARACTERS,
    MOST_NUMBER,
    UNANSWERED,
    Answer,
    Profile,
    Status,
    profile_from_data,
    profile_to_data,
)
from presence_gui.scoring import credit
from tests.unit.builders import (
    COUNT,
    HABIT,
    ITEM,
    TEXT,
    TODAY,
    answers,
    catalog_with,
    days_ago,
    profiles,
    real_checklists,
)

LAST_WEEK: Final = days_ago(7)
DUG: Final = replace(ITEM, facts=("plot.dug", "plot.deep"), enough=30)
BEANS: Final = replace(COUNT, facts=("plot.beans",))
LABEL: Final = replace(TEXT, facts=("plot.label",))
OWN: Final = replace(TEXT, id="own", facts=("plot.own",), for_yourself=True)
SEEN: Final = replace(HABIT, facts=("plot.seen",))
WATERED: Final = replace(COUNT, id="rain", target=8, window_days=28, facts=("plot.seen",))
SHED: Final = replace(ITEM, id="shed")
BED: Final = catalog_with(DUG, BEANS, LABEL, OWN, SEEN, WATERED, SHED)
EVERY: Final = [item.id for item in BED.items.values()]

SEEN_TWICE: Final = Fact(
    key="plot.seen", day=days_ago(9), weeks=weeks_back([days_ago(9), days_ago(30)], LAST_WEEK), as_of=LAST_WEEK
)


def fact(key: str, number: int | None = None, text: str = "", as_of: date = LAST_WEEK, *, bound: bool = False) -> Fact:
    return Fact(key=key, number=number, text=text, as_of=as_of, at_least=bound)


def export(*facts: Fact, unknown: tuple[Unknown, ...] = ()) -> Export:
    return Export(name="Plot export", as_of=LAST_WEEK, facts=facts, unknown=unknown)


def saying(item: Item, *facts: Fact, answer: Answer = UNANSWERED, today: date = TODAY) -> Finding:
    """Return what is found of one item where the user has given this answer."""
    profile = Profile({item.id: answer} if answer != UNANSWERED else {})
    (finding,) = (one for one in answers_from(BED, profile, [export(*facts)], today) if one.item.id == item.id)
    assert finding.answer == answer
    return finding


def named(value: object) -> str | None:
    """Return how a test's example is called; nothing for what pytest names well itself."""
    match value:
        case Item():
            return value.id
        case Fact():
            return f"{value.key}-{value.number}-{value.text[:9]}{'-or-more' * value.at_least}"
        case Answer():
            return f"{value.status}-{value.number}"
        case _:
            return None


def in_place(item: Item) -> Item:
    return BED.items[item.id]


# --- what the data says, where nothing was said -----------------------------------------------------------------------


def test_the_words_that_scripts_read_in_a_report_stay_as_they_are() -> None:
    assert {*map(str, Verdict)} == {"new", "same", "newer", "differs", "too-old", "unknown"}


@pytest.mark.parametrize(("number", "status"), [(9, Status.NOT_YET), (10, Status.DONE), (214, Status.DONE)])
def test_a_count_fills_in_a_number_as_of_the_day_of_the_export(number: int, status: Status) -> None:
    found = saying(BEANS, fact("plot.beans", number))
    assert (found.verdict, found.item, found.why) == (Verdict.NEW, in_place(BEANS), "")
    assert found.offered == Answer(status, number=number, given=LAST_WEEK, from_data=LAST_WEEK)
    assert found.facts == (fact("plot.beans", number),)
    assert found.taken


def test_a_count_in_a_window_adds_the_weeks_of_the_window_and_fades_from_the_day_of_the_export() -> None:
    found = saying(WATERED, replace(SEEN_TWICE, weeks=(1, 2, 3, 4, 5, 6)))
    assert found.offered == Answer(Status.DONE, number=10, given=LAST_WEEK, from_data=LAST_WEEK)
    assert credit(in_place(WATERED), found.offered, LAST_WEEK) == 1
    assert credit(in_place(WATERED), found.offered, days_ago(-35)) == 0.5


def test_a_day_fills_in_a_date_but_none_that_is_still_to_come() -> None:
    found = saying(SEEN, SEEN_TWICE)
    assert (found.verdict, found.offered) == (
        Verdict.NEW,
        Answer(Status.DONE, day=days_ago(9), from_data=LAST_WEEK),
    )
    assert saying(SEEN, replace(SEEN_TWICE, day=days_ago(-1))).offered == Answer(
        Status.DONE, day=TODAY, from_data=LAST_WEEK
    )


def test_the_owners_words_fill_in_a_text() -> None:
    found = saying(LABEL, fact("plot.label", text="  Runner beans\n"))
    assert (found.verdict, found.offered) == (
        Verdict.NEW,
        Answer(Status.DONE, text="Runner beans", from_data=LAST_WEEK),
    )
    assert saying(LABEL, fact("plot.label", 4, "Peas")).offered == Answer(Status.DONE, text="Peas", from_data=LAST_WEEK)


def test_nothing_is_filled_in_that_a_profile_could_not_keep() -> None:
    most = saying(BEANS, fact("plot.beans", MOST_NUMBER + 1)).offered
    longest = saying(LABEL, fact("plot.label", text="x" * (MOST_CHARACTERS + 1))).offered
    assert most is not None
    assert longest is not None
    assert (most.number, len(longest.text)) == (MOST_NUMBER, MOST_CHARACTERS)


ENOUGH: Final = [
    fact("plot.deep", 30),
    fact("plot.deep", text="x" * 30),
    fact("plot.deep", 30, bound=True),
    fact("plot.deep", 30, "short"),
]


@pytest.mark.parametrize("deep", ENOUGH, ids=named)
def test_done_is_proven_when_every_fact_is_enough_as_of_the_oldest(deep: Fact) -> None:
    found = saying(DUG, fact("plot.dug", 31, as_of=TODAY), deep)
    assert found.offered == Answer(Status.DONE, given=LAST_WEEK, from_data=LAST_WEEK)
    assert (found.verdict, len(found.facts)) == (Verdict.NEW, 2)


@pytest.mark.parametrize(
    "deep", [fact("plot.deep", 29), fact("plot.deep", 29, "x" * 30), fact("plot.deep", text="x" * 29 + " ")]
)
def test_one_fact_that_is_not_enough_proves_nothing_and_changes_nothing_unsaid(deep: Fact) -> None:
    found = saying(DUG, fact("plot.dug", 30), deep)
    assert (found.verdict, found.offered, found.taken) == (Verdict.SAME, UNANSWERED, False)


def test_a_day_alone_is_once() -> None:
    once = catalog_with(replace(ITEM, facts=("plot.dug",)))
    for dug, verdict in (
        (Fact(key="plot.dug", day=LAST_WEEK, as_of=LAST_WEEK), Verdict.NEW),
        (fact("plot.dug"), Verdict.SAME),
    ):
        (found,) = answers_from(once, Profile(), [export(dug)], TODAY)
        assert found.verdict is verdict


# --- none, and cannot tell --------------------------------------------------------------------------------------------


def test_none_is_not_the_same_as_not_known() -> None:
    none = Fact(key="plot.beans", number=0, how=How.ABSENT, as_of=LAST_WEEK)
    assert saying(BEANS, none).offered == Answer(number=0, given=LAST_WEEK, from_data=LAST_WEEK)
    never = fact("plot.seen", 0)  # of what never was, nobody needs the dates
    assert saying(WATERED, never).offered == Answer(number=0, given=LAST_WEEK, from_data=LAST_WEEK)
    unknown = Unknown("plot.beans", "A basic export holds no beans.")
    (found,) = answers_from(BED, Profile(), [export(unknown=(unknown,))], TODAY)
    assert (found.item.id, found.verdict, found.offered) == ("plant", Verdict.UNKNOWN, None)
    assert (found.why, found.taken) == ("A basic export holds no beans.", False)


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (LABEL, fact("plot.label", 0)),
        (LABEL, fact("plot.label")),
        (SEEN, fact("plot.seen", 0)),
        (SEEN, Fact(key="plot.seen", weeks=(0,) * 13, as_of=LAST_WEEK)),
    ],
    ids=named,
)
def test_none_of_it_changes_nothing_unsaid_and_differs_from_what_was_said(item: Item, said: Fact) -> None:
    assert saying(item, said).verdict is Verdict.SAME
    answer = with_status(item, Answer(text="Peas") if item is LABEL else UNANSWERED, Status.DONE, LAST_WEEK)
    found = saying(item, said, answer=answer)
    assert (found.verdict, found.offered) == (Verdict.DIFFERS, Answer(text=answer.text)), "the words stay, as a draft"


def test_a_number_ticked_without_saying_how_many_differs_from_a_count_that_is_too_low_even_as_a_lower_bound() -> None:
    answer = Answer(status=Status.DONE)
    assert saying(BEANS, fact("plot.beans", 5, bound=True), answer=answer).verdict is Verdict.DIFFERS


def test_blanks_are_no_words_that_somebody_wrote_for_themselves() -> None:
    said = fact("plot.own", text="Peas, please")
    assert saying(OWN, said, answer=Answer(text=" \n")).verdict is saying(OWN, said).verdict is Verdict.NEW


@pytest.mark.parametrize(
    ("item", "said", "why"),
    [
        (BEANS, fact("plot.beans", text="many"), NOT_SAID),
        (BEANS, fact("plot.beans", 0, bound=True), ONLY_A_PART),
        (WATERED, fact("plot.seen", 12), NO_DATES),
        (WATERED, Fact(key="plot.seen", weeks=(0,) * 13, at_least=True, as_of=LAST_WEEK), ONLY_A_PART),
        (SEEN, fact("plot.seen", 12), NO_DATES),
        (SEEN, Fact(key="plot.seen", number=12, weeks=(0,) * 13, as_of=LAST_WEEK), NO_DATES),
        (SEEN, fact("plot.seen"), NO_DATES),
        (SEEN, fact("plot.seen", 0, bound=True), ONLY_A_PART),
        (LABEL, fact("plot.label", 120), NO_WORDS),
        (LABEL, fact("plot.label", 120, " \n"), NO_WORDS),
        (DUG, fact("plot.dug", 31), NOT_SAID),
    ],
    ids=named,
)
def test_an_export_that_cannot_tell_says_why(item: Item, said: Fact, why: str) -> None:
    found = saying(item, said)
    assert (found.verdict, found.offered, found.why, found.facts) == (Verdict.UNKNOWN, None, why, (said,))
    assert re.fullmatch(r"Your export [^.]+\.", why)


def test_a_part_of_an_export_can_prove_but_not_disprove() -> None:
    whole = fact("plot.dug", 30)
    assert saying(DUG, whole, fact("plot.deep", 29, bound=True)).why == ONLY_A_PART
    assert saying(DUG, fact("plot.dug", 29), fact("plot.deep", 29, bound=True)).offered == UNANSWERED
    assert saying(BEANS, fact("plot.beans", 4, bound=True)).offered == Answer(
        number=4, given=LAST_WEEK, from_data=LAST_WEEK
    )


def test_the_reason_is_that_of_the_fact_that_is_missing() -> None:
    deep = Unknown("plot.deep", "Depths are not in it.")
    found = answers_from(BED, Profile(), [export(fact("plot.dug", 30), unknown=(deep,))], TODAY)
    assert [one.why for one in found] == ["Depths are not in it."]
    before = filled_in(BED, Profile(), [export(fact("plot.dug", 30))], [], TODAY)
    found = answers_from(BED, before, [export(unknown=(Unknown("plot.dug", "Beds are not in it."), deep))], TODAY)
    assert [one.why for one in found] == ["Depths are not in it."]


def test_a_thinner_export_lets_stand_what_an_earlier_one_said() -> None:
    before = filled_in(BED, Profile(), [export(fact("plot.beans", 12))], EVERY, TODAY)
    thin = export(unknown=(Unknown("plot.beans", "Not in it."),))
    (found,) = answers_from(BED, before, [thin], TODAY)
    assert (found.verdict, found.facts) == (Verdict.SAME, (fact("plot.beans", 12),))
    assert filled_in(BED, before, [thin], EVERY, TODAY) == before


def test_a_newer_part_of_an_export_lowers_no_count_and_brings_the_newest_day() -> None:
    whole = filled_in(BED, Profile(), [export(fact("plot.beans", 12), SEEN_TWICE)], [], TODAY)
    part = export(
        fact("plot.beans", 4, as_of=TODAY, bound=True), replace(SEEN_TWICE, day=TODAY, as_of=TODAY, at_least=True)
    )
    offered = {one.item.id: one.offered for one in answers_from(BED, whole, [part], TODAY)}
    assert offered["plant"] == Answer(Status.DONE, number=12, given=LAST_WEEK, from_data=LAST_WEEK)
    assert offered["water"] == Answer(Status.DONE, day=TODAY, from_data=TODAY)


@pytest.mark.parametrize("item", [SEEN, WATERED], ids=lambda item: item.id)
def test_activity_is_too_old_after_90_days_and_asked_as_before(item: Item) -> None:
    assert saying(item, SEEN_TWICE, today=days_ago(7 - 90)).verdict is Verdict.NEW
    found = saying(item, SEEN_TWICE, today=days_ago(7 - 91))
    assert (found.verdict, found.offered, found.facts) == (Verdict.TOO_OLD, None, (SEEN_TWICE,))
    assert saying(BEANS, fact("plot.beans", 12), today=days_ago(-400)).verdict is Verdict.NEW


# --- what was said already --------------------------------------------------------------------------------------------


def test_an_item_that_is_not_for_the_user_and_one_no_export_speaks_of_are_left_alone() -> None:
    declined = Profile({"plant": Answer(Status.NOT_FOR_ME)})
    found = answers_from(BED, declined, [export(fact("plot.beans", 12), fact("plot.label", text="Peas"))], TODAY)
    assert [one.item.id for one in found] == ["label"]
    assert answers_from(BED, Profile(), [], TODAY) == ()


@pytest.mark.parametrize(
    ("item", "said", "answer"),
    [
        (BEANS, fact("plot.beans", 214), with_number(COUNT, UNANSWERED, 10, TODAY)),
        (BEANS, fact("plot.beans", 7), with_number(COUNT, UNANSWERED, 7, TODAY)),
        (BEANS, fact("plot.beans", 4, bound=True), with_number(COUNT, UNANSWERED, 7, TODAY)),
        (BEANS, fact("plot.beans", 4, bound=True), with_number(COUNT, UNANSWERED, 12, TODAY)),
        (SEEN, SEEN_TWICE, with_day(UNANSWERED, days_ago(9))),
        (SEEN, SEEN_TWICE, with_day(UNANSWERED, days_ago(6))),
        (SEEN, replace(SEEN_TWICE, at_least=True), with_day(UNANSWERED, days_ago(8))),
        (LABEL, fact("plot.label", text="Runner beans"), stated(UNANSWERED, " Runner\nbeans ")),
        (LABEL, fact("plot.label", text="Runner beans"), ticked(TEXT, UNANSWERED, TODAY)),
        (LABEL, fact("plot.label", text="peas.example/ann"), stated(UNANSWERED, "https://www.Peas.example/ann/")),
        (DUG, fact("plot.deep", 30), ticked(ITEM, UNANSWERED, TODAY)),
    ],
    ids=named,
)
def test_an_answer_by_hand_that_the_data_bears_out_stays_as_it_is(item: Item, said: Fact, answer: Answer) -> None:
    found = saying(item, said, *[fact("plot.dug", 30)] * (item is DUG), answer=answer)
    assert (found.verdict, found.taken) == (Verdict.SAME, False)


@pytest.mark.parametrize(
    ("item", "said", "answer"),
    [
        (BEANS, fact("plot.beans", 4), with_number(COUNT, UNANSWERED, 10, TODAY)),
        (BEANS, fact("plot.beans", 12), with_number(COUNT, UNANSWERED, 7, TODAY)),
        (BEANS, fact("plot.beans", 8, bound=True), with_number(COUNT, UNANSWERED, 7, TODAY)),
        (BEANS, fact("plot.beans", 0), Answer(Status.DONE)),
        (BEANS, fact("plot.beans", 1), Answer(Status.DONE)),
        (SEEN, SEEN_TWICE, Answer(Status.DONE)),
        (SEEN, SEEN_TWICE, with_day(UNANSWERED, days_ago(8))),
        (SEEN, replace(SEEN_TWICE, at_least=True), with_day(UNANSWERED, days_ago(10))),
        (LABEL, fact("plot.label", text="Runner beans"), stated(UNANSWERED, "Peas")),
        (OWN, fact("plot.own", text="Peas"), Answer(text="Beans")),
        (LABEL, fact("plot.label", text="peas.example/ann"), stated(UNANSWERED, "peas.example/ann-1")),
        (DUG, fact("plot.deep", 29), ticked(ITEM, UNANSWERED, TODAY)),
    ],
    ids=named,
)
def test_an_answer_by_hand_that_differs_is_kept_unless_the_user_chooses(item: Item, said: Fact, answer: Answer) -> None:
    exports = [export(said, *[fact("plot.dug", 30)] * (item is DUG))]
    profile = Profile({item.id: answer})
    found = saying(item, *exports[0].facts, answer=answer)
    assert (found.verdict, found.taken) == (Verdict.DIFFERS, False)
    assert found.offered is not None
    assert found.offered != answer
    assert filled_in(BED, profile, exports, [], TODAY).answers == profile.answers
    assert filled_in(BED, profile, exports, [item.id], TODAY).answer(item.id) == found.offered


@pytest.mark.parametrize(
    ("written", "draft"),
    [
        ("Peas", "Peas"),
        (" Runner\nbeans ", None),
        ("runner beans", "runner beans"),
        ("Run nerbeans", "Run nerbeans"),
        ("  ", None),
    ],
)
def test_what_is_live_is_filled_in_beside_a_draft_which_stays(written: str, draft: str | None) -> None:
    answer = with_text(LABEL, UNANSWERED, written, TODAY)
    found = saying(LABEL, fact("plot.label", text="Runner beans"), answer=answer)
    assert (found.verdict, found.taken) == (Verdict.NEW, True)
    assert found.offered == Answer(
        Status.DONE, text="Runner beans", from_data=LAST_WEEK, draft=draft, written=answer.written
    )
    again = saying(LABEL, fact("plot.label", text="Runner beans"), answer=found.offered)
    assert (again.verdict, again.offered) == (Verdict.SAME, found.offered)


def test_an_address_written_in_another_way_is_no_draft_beside_the_one_that_is_live() -> None:
    written = with_text(LABEL, UNANSWERED, "https://www.Peas.example/ann/", TODAY)
    offered = saying(LABEL, fact("plot.label", text="peas.example/ann"), answer=written).offered
    assert offered is not None
    assert (offered.text, offered.draft) == ("peas.example/ann", None)


def test_a_draft_beside_a_text_from_data_outlives_newer_data() -> None:
    old = Answer(Status.DONE, text="Peas", from_data=days_ago(30))
    changed = with_text(LABEL, old, "Leeks", TODAY)
    found = saying(LABEL, fact("plot.label", text="Runner beans"), answer=changed)
    assert found.verdict is Verdict.NEWER
    assert found.offered == replace(changed, text="Runner beans", from_data=LAST_WEEK)
    gone = saying(LABEL, fact("plot.label", 0), answer=changed).offered
    assert gone == replace(UNANSWERED, text="Leeks", written=TODAY)
    assert saying(LABEL, fact("plot.label", 0), answer=old).offered == UNANSWERED


def test_words_said_to_be_live_that_data_replaces_are_kept_as_a_draft() -> None:
    offered = saying(LABEL, fact("plot.label", text="Runner beans"), answer=stated(UNANSWERED, "Peas")).offered
    assert offered == Answer(Status.DONE, text="Runner beans", from_data=LAST_WEEK, draft="Peas")


def test_a_text_that_data_replaces_is_as_of_no_day_it_was_ticked_on() -> None:
    answer = Answer(Status.DONE, text="Peas", given=TODAY)
    for said in (fact("plot.label", text="Runner beans"), fact("plot.label", 0)):
        offered = saying(LABEL, said, answer=answer).offered
        assert offered is not None
        assert offered.given is None


def test_a_text_for_oneself_that_data_replaces_leaves_no_draft_as_it_is_never_one() -> None:
    answer = Answer(Status.DONE, text="Beans")
    offered = saying(OWN, fact("plot.own", text="Peas"), answer=answer).offered
    assert offered == Answer(Status.DONE, text="Peas", from_data=LAST_WEEK)
    gone = saying(OWN, fact("plot.own", 0), answer=answer).offered
    assert gone == UNANSWERED


def test_a_draft_agrees_with_data_that_show_nothing_to_be_live() -> None:
    draft = with_text(LABEL, UNANSWERED, "Peas", TODAY)
    found = saying(LABEL, fact("plot.label", 0), answer=draft)
    assert (found.verdict, found.offered) == (Verdict.SAME, draft)


def test_somebody_who_is_not_sure_is_told() -> None:
    unsure = Answer(Status.NOT_SURE, note="ask Ann")
    assert saying(BEANS, fact("plot.beans", 12), answer=unsure).offered == Answer(
        Status.DONE, number=12, note="ask Ann", given=LAST_WEEK, from_data=LAST_WEEK
    )
    assert saying(DUG, fact("plot.dug", 1), fact("plot.deep", 1), answer=unsure).verdict is Verdict.SAME
    assert saying(LABEL, fact("plot.label", text="Peas"), answer=Answer(text=" ")).verdict is Verdict.NEW


def test_an_answer_from_older_data_gives_way_to_newer_data() -> None:
    first = filled_in(BED, Profile(), [export(fact("plot.beans", 12))], EVERY, TODAY)
    fewer = fact("plot.beans", 4, as_of=TODAY)
    (found,) = answers_from(BED, first, [export(fewer)], TODAY)
    assert (found.verdict, found.taken) == (Verdict.NEWER, True)
    second = filled_in(BED, first, [export(fewer)], EVERY, TODAY)
    assert second.answer("plant") == Answer(number=4, given=TODAY, from_data=TODAY)
    assert filled_in(BED, second, [export(fact("plot.beans", 12))], EVERY, TODAY) == second


def test_newer_data_that_has_none_takes_back_what_older_data_had_filled_in() -> None:
    dug = [fact("plot.dug", 30), fact("plot.deep", 30)]
    first = filled_in(BED, Profile({"dig": Answer(note="mine", spent=5)}), [export(*dug)], EVERY, TODAY)
    assert first.answer("dig") == Answer(Status.DONE, note="mine", given=LAST_WEEK, spent=5, from_data=LAST_WEEK)
    shallow = fact("plot.deep", 0, as_of=TODAY)
    (found,) = answers_from(BED, first, [export(shallow)], TODAY)
    # the bed is as deep as the newer export says, and dug as the older one did
    assert (found.verdict, found.offered) == (Verdict.NEWER, Answer(note="mine", spent=5))


def test_an_answer_from_data_is_not_replaced_by_data_that_is_older() -> None:
    answer = Answer(Status.DONE, number=12, given=TODAY, from_data=TODAY)
    assert saying(BEANS, fact("plot.beans", 4), answer=answer).verdict is Verdict.SAME
    dug = ticked(ITEM, UNANSWERED, TODAY)
    partly_older = [fact("plot.dug", 30, as_of=TODAY), fact("plot.deep", 29)]
    assert saying(DUG, *partly_older, answer=replace(dug, from_data=TODAY)).verdict is Verdict.SAME


def test_what_was_changed_by_hand_after_an_import_is_by_hand() -> None:
    exports = [export(fact("plot.beans", 12))]
    first = filled_in(BED, Profile(), exports, EVERY, TODAY)
    changed = first.answered("plant", with_number(in_place(BEANS), first.answer("plant"), 3, TODAY))
    (found,) = answers_from(BED, changed, exports, TODAY)
    assert found.verdict is Verdict.DIFFERS


# --- of every sort ----------------------------------------------------------------------------------------------------

some_days = st.integers(0, 40).map(days_ago)
some_facts = st.one_of(
    st.builds(fact, st.sampled_from(["plot.dug", "plot.deep", "plot.beans"]), st.integers(0, 60), as_of=some_days),
    st.builds(fact, st.just("plot.label"), st.none(), st.sampled_from(["", "Peas", "Runner beans"]), as_of=some_days),
    st.builds(
        lambda days, as_of: Fact(key="plot.seen", day=max(days), weeks=weeks_back(days, as_of), as_of=as_of),
        st.lists(some_days, min_size=1, max_size=3),
        some_days,
    ),
)
some_exports = st.lists(st.lists(some_facts, max_size=4).map(lambda facts: export(*facts)), max_size=3)
some_answers = st.fixed_dictionaries({}, optional={item.id: answers(item) for item in BED.items.values()})


def taken(profile: Profile, exports: list[Export]) -> list[str]:
    return [one.item.id for one in answers_from(BED, profile, exports, TODAY) if one.taken]


@given(some_answers, some_exports)
def test_two_imports_in_a_row_change_nothing_the_second_time(said: dict[str, Answer], exports: list[Export]) -> None:
    profile = Profile(said)
    once = filled_in(BED, profile, exports, taken(profile, exports), TODAY)
    assert taken(once, exports) == []
    assert filled_in(BED, once, exports, EVERY, TODAY).facts == once.facts
    chosen = filled_in(BED, profile, exports, EVERY, TODAY)
    assert filled_in(BED, chosen, exports, EVERY, TODAY) == chosen


@given(some_answers, some_exports)
def test_no_answer_by_hand_is_overwritten_and_words_of_the_users_stay(
    said: dict[str, Answer], exports: list[Export]
) -> None:
    by_hand = {item: replace(answer, note="mine", from_data=None) for item, answer in said.items()}
    profile = Profile(by_hand)
    filled = filled_in(BED, profile, exports, taken(profile, exports), TODAY)
    for item, answer in by_hand.items():
        says_words = item == OWN.id and bool(answer.text)
        said_nothing = (answer.number, answer.day, says_words) == (None, None, False)
        is_open = answer.status in {Status.NOT_YET, Status.NOT_SURE}
        now = filled.answer(item)
        assert now == answer or (said_nothing and is_open)
        assert answer.words.split() in ([], now.words.split())
        assert now.note == "mine"


@given(some_exports.flatmap(lambda exports: st.tuples(st.just(exports), st.permutations(exports))))
def test_the_order_in_which_exports_come_does_not_matter(orders: tuple[list[Export], list[Export]]) -> None:
    one, other = (answers_from(BED, Profile(), exports, TODAY) for exports in orders)
    assert one == other


def every_fact(number: int, text: str, as_of: date) -> Export:
    """Return an export that says as much of every fact the real checklists name."""
    keys = {key for item in real_checklists().items.values() for key in item.facts}
    weeks = (number,) * 13
    return export(*(Fact(key=key, number=number, text=text, day=as_of, weeks=weeks, as_of=as_of) for key in keys))


@given(profiles, st.builds(every_fact, st.integers(0, 600), st.text(max_size=300), some_days))
def test_the_real_checklists_take_over_only_what_nobody_has_said_and_only_once(profile: Profile, said: Export) -> None:
    catalog = real_checklists()
    findings = answers_from(catalog, profile, [said], TODAY)
    chosen = [one.item.id for one in findings if one.taken]
    filled = filled_in(catalog, profile, [said], chosen, TODAY)
    assert {name for name in catalog.items if filled.answer(name) != profile.answer(name)} == set(chosen)
    assert not any(one.taken for one in answers_from(catalog, filled, [said], TODAY))
    assert profile_from_data(profile_to_data(filled)) == filled


# --- when to fetch a fresh one ----------------------------------------------------------------------------------------


def test_the_newest_activity_of_a_platform_says_until_when_it_is_fresh() -> None:
    profile = filled_in(BED, Profile(), [export(SEEN_TWICE, fact("plot.beans", 12, as_of=TODAY))], [], TODAY)
    last = days_ago(7 - 90)
    assert fresh_until(BED, profile) == {"garden": last}
    assert stale(BED, profile, last) == ()
    after = days_ago(7 - 91)
    assert [platform.id for platform in stale(BED, profile, after)] == ["garden"]
    assert stale(BED, profile.leaving_out("garden", left_out=True), after) == ()
    assert stale(BED, Profile(), TODAY) == ()


def test_a_platform_is_fresh_while_one_of_its_activities_is() -> None:
    heard = replace(HABIT, id="heard", facts=("plot.heard",))
    catalog = catalog_with(SEEN, heard)
    new = replace(SEEN_TWICE, key="plot.heard", as_of=days_ago(1))
    profile = filled_in(catalog, Profile(), [export(SEEN_TWICE, new)], [], TODAY)
    assert fresh_until(catalog, profile) == {"garden": days_ago(1 - 90)}


def test_a_day_beyond_the_calendar_is_the_last_one() -> None:
    profile = filled_in(BED, Profile(), [export(replace(SEEN_TWICE, as_of=date.max))], [], TODAY)
    assert fresh_until(BED, profile) == {"garden": date.max}
