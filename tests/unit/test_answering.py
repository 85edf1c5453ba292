from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from presence_gui.answering import (
    can_be_live,
    is_draft,
    length,
    say,
    stated,
    ticked,
    too_long_by,
    unticked,
    with_day,
    with_number,
    with_status,
    with_text,
    without_draft,
)
from presence_gui.content import MOST_TARGET, Catalog, Item, Kind, catalog_of
from presence_gui.counting import Counting
from presence_gui.errors import AnswerError
from presence_gui.profile import MOST_CHARACTERS, MOST_NUMBER, UNANSWERED, Answer, Profile, Status
from tests.unit.builders import (
    COUNT,
    GARDEN,
    HABIT,
    ITEM,
    TEXT,
    TODAY,
    answers,
    catalog_with,
    days_ago,
    items,
    profiles,
    real_checklists,
    told,
)

EARLIER = days_ago(100)
OWN = replace(TEXT, for_yourself=True)
COUNTING = Counting(fact="x", others=2, emoji=2, link=23, ones=((0, 4351),))
NOTE = Answer(note="mine")
BED = catalog_with(ITEM, COUNT, TEXT, HABIT)

# --- ticks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (ITEM, Answer(Status.DONE, note="mine", given=TODAY)),
        (COUNT, Answer(Status.DONE, number=10, note="mine", given=TODAY)),
        (TEXT, Answer(Status.DONE, note="mine", given=TODAY)),
        (HABIT, Answer(Status.DONE, day=TODAY, note="mine")),
    ],
    ids=lambda value: value.kind.value if isinstance(value, Item) else "",
)
def test_a_tick_says_that_the_item_is_done_in_full_today(item: Item, expected: Answer) -> None:
    assert ticked(item, NOTE, TODAY) == expected
    assert unticked(expected) == NOTE


def test_a_tick_does_not_lower_a_number_that_is_higher_already() -> None:
    assert ticked(COUNT, with_number(COUNT, NOTE, 520, EARLIER), TODAY).number == 520


@given(st.data())
def test_ticking_twice_is_ticking_once_and_unticking_leaves_only_words(data: st.DataObject) -> None:
    item = data.draw(items)
    answer = data.draw(answers(item))
    once = ticked(item, answer, TODAY)
    assert ticked(item, once, TODAY) == once
    assert unticked(once) == Answer(text=answer.draft or answer.text, note=answer.note, written=answer.written)


# --- numbers, texts and days ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "status"), [(0, Status.NOT_YET), (9, Status.NOT_YET), (10, Status.DONE)])
def test_a_number_is_done_when_the_target_is_reached(number: int, status: Status) -> None:
    assert with_number(COUNT, NOTE, number, TODAY) == Answer(status, number=number, note="mine", given=TODAY)


def test_a_number_taken_away_takes_its_day_along() -> None:
    assert with_number(COUNT, with_number(COUNT, NOTE, 10, TODAY), None, TODAY) == NOTE


def test_a_text_is_a_draft_until_it_is_said_to_be_live() -> None:
    draft = with_text(TEXT, NOTE, "Beans", EARLIER)
    assert draft == Answer(text="Beans", note="mine", written=EARLIER)
    live = ticked(TEXT, draft, TODAY)
    assert live == Answer(Status.DONE, text="Beans", note="mine", given=TODAY, written=EARLIER)
    assert (is_draft(TEXT, draft), is_draft(TEXT, live)) == (True, False)
    assert with_text(TEXT, draft, "", TODAY) == NOTE


def test_a_space_is_not_a_draft() -> None:
    space = with_text(TEXT, NOTE, "  ", TODAY)
    assert (space.written, is_draft(TEXT, space), can_be_live(TEXT, "   ")) == (None, False, False)


def test_a_live_text_stays_live_beside_the_draft_that_is_to_replace_it() -> None:
    live = replace(stated(NOTE, "Beans"), given=EARLIER, from_data=EARLIER)
    changed = with_text(TEXT, live, "Peas", TODAY)
    assert changed == replace(live, draft="Peas", written=TODAY)
    assert (changed.words, live.words, is_draft(TEXT, changed)) == ("Peas", "Beans", True)
    assert ticked(TEXT, changed, TODAY) == Answer(Status.DONE, text="Peas", note="mine", given=TODAY, written=TODAY)
    assert with_text(TEXT, changed, "Beans", TODAY) == without_draft(changed) == live
    assert unticked(changed) == Answer(text="Peas", note="mine", written=TODAY)


@pytest.mark.parametrize("words", ["", " ", "B", "x" * 21])
def test_words_no_site_would_take_do_not_become_live_and_are_kept(words: str) -> None:
    live = stated(NOTE, "Beans")
    after = ticked(TEXT, with_text(TEXT, live, words, EARLIER), TODAY)
    assert (after.status, after.text, after.draft, after.given) == (Status.DONE, "Beans", words, TODAY)


def test_a_live_text_that_is_emptied_and_taken_back_is_the_draft() -> None:
    assert unticked(with_text(TEXT, stated(NOTE, "Beans"), "", TODAY)).text == "Beans"


@pytest.mark.parametrize("status", [Status.NOT_FOR_ME, Status.NOT_SURE])
def test_whoever_writes_after_all_has_a_draft(status: Status) -> None:
    answer = replace(stated(NOTE, "Beans"), status=status, draft="Peas")
    assert with_text(TEXT, answer, "Leeks", TODAY) == Answer(text="Leeks", note="mine", written=TODAY)


def test_a_text_for_oneself_is_done_while_there_is_one_and_never_a_draft() -> None:
    written = with_text(OWN, NOTE, "Beans", TODAY)
    assert written == Answer(Status.DONE, text="Beans", note="mine")
    assert with_text(OWN, written, "", TODAY) == NOTE
    assert with_text(OWN, with_text(OWN, NOTE, " ", TODAY), " B", TODAY).status is Status.DONE
    undone = unticked(written)
    assert undone == Answer(text="Beans", note="mine")
    assert with_text(OWN, undone, "Beans, runner", TODAY).status is Status.NOT_YET
    assert with_text(OWN, with_text(OWN, undone, "", TODAY), "Peas", TODAY).status is Status.DONE
    assert not is_draft(OWN, undone)


def test_only_a_text_can_be_a_draft() -> None:
    assert not is_draft(COUNT, Answer(text="left over"))


def test_a_day_is_done_until_it_is_taken_away() -> None:
    assert with_day(NOTE, EARLIER) == Answer(Status.DONE, day=EARLIER, note="mine")
    assert with_day(with_day(NOTE, EARLIER), None) == NOTE


@pytest.mark.parametrize(("letters", "over"), [(0, 0), (20, 0), (21, 1), (120, 100)])
def test_a_text_is_too_long_by_what_passes_the_limit(letters: int, over: int) -> None:
    assert too_long_by(TEXT, "x" * letters) == over


def test_a_text_is_only_too_long_when_it_is_by_the_counting_of_its_site_as_well() -> None:
    counted = replace(TEXT, counting=COUNTING)
    link = "Beans: https://example.com/a/long/way"
    assert (len(link), length(counted, link), too_long_by(counted, link)) == (37, 30, 10)
    assert too_long_by(replace(counted, target=30), link) == 0
    pictures = "\U0001f331" * 20
    assert (length(counted, pictures), too_long_by(counted, pictures)) == (40, 0)


def test_only_a_text_can_be_too_long() -> None:
    assert too_long_by(COUNT, "x" * 100) == 0


# --- the four words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("item", [ITEM, COUNT, TEXT, HABIT], ids=lambda item: item.kind.value)
def test_done_is_a_tick_and_not_yet_takes_it_away(item: Item) -> None:
    done = with_status(item, NOTE, Status.DONE, TODAY)
    assert done == ticked(item, NOTE, TODAY)
    assert with_status(item, done, Status.NOT_YET, TODAY) == NOTE


@pytest.mark.parametrize("status", [Status.NOT_FOR_ME, Status.NOT_SURE])
def test_not_for_me_and_not_sure_keep_what_was_filled_in(status: Status) -> None:
    filled = Answer(Status.DONE, 7, "text", EARLIER, "mine", EARLIER)
    assert with_status(ITEM, filled, status, TODAY) == replace(filled, status=status)


# --- answers from data ------------------------------------------------------------------------------------------------

BY_HAND: dict[str, Callable[[Answer], Answer]] = {
    "tick": lambda answer: ticked(ITEM, answer, TODAY),
    "tick of a count": lambda answer: ticked(COUNT, answer, TODAY),
    "tick of a day": lambda answer: ticked(HABIT, answer, TODAY),
    "untick": unticked,
    "number": lambda answer: with_number(COUNT, answer, 3, TODAY),
    "text": lambda answer: with_text(OWN, answer, "Peas", TODAY),
    "text that is live": lambda answer: ticked(TEXT, with_text(TEXT, answer, "Peas", TODAY), TODAY),
    "text said outright": lambda answer: stated(answer, "Peas"),
    "day": lambda answer: with_day(answer, TODAY),
    "word": lambda answer: with_status(ITEM, answer, Status.NOT_SURE, TODAY),
    "statement": lambda answer: say(BED, Profile({"plant": answer}), "plant=3", TODAY).answer("plant"),
}


@pytest.mark.parametrize("change", BY_HAND.values(), ids=BY_HAND)
def test_whatever_is_changed_by_hand_no_longer_rests_on_data(change: Callable[[Answer], Answer]) -> None:
    answer = Answer(Status.DONE, number=12, day=EARLIER, note="mine", given=EARLIER, from_data=EARLIER)
    assert change(answer).from_data is None
    assert change(answer).note == "mine"


# --- statements -------------------------------------------------------------------------------------------------------


def test_a_statement_is_read_as_the_kind_of_its_item_asks() -> None:
    profile = Profile()
    for statement in ("dig=done", "plant=7", " label =Runner = beans ", "water=2026-11-20"):
        profile = say(BED, profile, statement, TODAY)
    assert profile.answers == {
        "dig": Answer(Status.DONE, given=TODAY),
        "plant": Answer(Status.NOT_YET, number=7, given=TODAY),
        "label": Answer(Status.DONE, text="Runner = beans "),
        "water": Answer(Status.DONE, day=date(2026, 11, 20)),
    }


def test_a_text_said_outright_counts_even_where_the_one_before_was_a_draft() -> None:
    draft = say(BED, told(BED, "label=Beans"), "label=not-yet", TODAY)
    assert say(BED, draft, "label=Peas", TODAY).answer("label") == Answer(Status.DONE, text="Peas")


def test_today_is_a_day_that_has_come() -> None:
    assert say(BED, Profile(), f"water={TODAY}", TODAY).answer("water").day == TODAY


@given(profiles, items, st.sampled_from(Status))
def test_each_of_the_four_words_does_what_its_button_does(profile: Profile, item: Item, status: Status) -> None:
    said = say(real_checklists(), profile, f"{item.id}={status}", TODAY)
    assert said == profile.answered(item.id, with_status(item, profile.answer(item.id), status, TODAY))


@given(profiles, st.data())
def test_what_is_said_can_be_read_from_the_answer_and_said_again(profile: Profile, data: st.DataObject) -> None:
    catalog = real_checklists()
    item = data.draw(items.filter(lambda item: item.kind is not Kind.DONE))
    match item.kind:
        case Kind.NUMBER:
            value = str(data.draw(st.integers(0, MOST_NUMBER)))
        case Kind.DATE:
            value = data.draw(st.dates(max_value=TODAY)).isoformat()
        case _:
            value = data.draw(st.text(max_size=300))
            assume(value not in list(Status))
    said = say(catalog, profile, f"{item.id}={value}", TODAY)
    answer = said.answer(item.id)
    assert value == {Kind.NUMBER: str(answer.number), Kind.DATE: str(answer.day)}.get(item.kind, answer.text)
    assert say(catalog, said, f"{item.id}={value}", TODAY) == said
    assert said.answered(item.id, profile.answer(item.id)) == profile


@given(profiles, items)
def test_done_and_not_yet_leave_somebody_who_had_said_nothing_as_before(profile: Profile, item: Item) -> None:
    before = profile.answered(item.id, UNANSWERED)
    done = say(real_checklists(), before, f"{item.id}=done", TODAY)
    assert done != before
    assert say(real_checklists(), done, f"{item.id}=not-yet", TODAY) == before


def two_beds() -> Catalog:
    shed = replace(GARDEN, id="shed", name="Shed", can_leave_out=False, items=(replace(ITEM, id="sweep"),))
    return catalog_of([*BED.platforms, shed])


def test_a_platform_is_left_out_and_in_again() -> None:
    out = say(two_beds(), Profile(), "garden=left-out", TODAY)
    assert out.left_out == {"garden"}
    assert say(two_beds(), out, " garden =in", TODAY) == Profile()


def test_a_platform_that_is_about_the_person_cannot_be_left_out_but_may_be_in() -> None:
    with pytest.raises(AnswerError, match=r"^Shed cannot be left out: it is about you, not about a site\.$"):
        say(two_beds(), Profile(), "shed=left-out", TODAY)
    assert say(two_beds(), Profile(), "shed=in", TODAY) == Profile()


TOMORROW = TODAY + timedelta(days=1)
REFUSED = {
    "": "“” is not an answer: write ITEM=VALUE, for example dig=done.",
    "dig": "“dig” is not an answer: write ITEM=VALUE, for example dig=done.",
    "label": "“label” is not an answer: write ITEM=VALUE, for example dig=done.",
    "garden": "“garden” is not an answer: write ITEM=VALUE, for example dig=done.",
    "garden=done": "A platform such as garden is either “left-out” or “in”.",
    "digg=done": "There is no item or platform called “digg”. Did you mean dig? Nothing was changed.",
    "weeding=done": "There is no item or platform called “weeding”. Nothing was changed.",
    "dig=yes": "dig takes one of done, not-yet, not-for-me, not-sure, not “yes”.",
    "dig=": "dig takes one of done, not-yet, not-for-me, not-sure, not “”.",
    "plant=": "plant takes a whole number from 0 to 1,000,000, not “”.",
    "plant=-1": "plant takes a whole number from 0 to 1,000,000, not “-1”.",
    "plant=1.5": "plant takes a whole number from 0 to 1,000,000, not “1.5”.",
    "plant=٣": "plant takes a whole number from 0 to 1,000,000, not “٣”.",
    "plant=²": "plant takes a whole number from 0 to 1,000,000, not “²”.",
    "plant=1000001": "plant takes a whole number from 0 to 1,000,000, not “1000001”.",
    "water=4 March": "water takes a day such as 2026-11-23, not “4 March”.",
    "water=2026-02-30": "water takes a day such as 2026-11-23, not “2026-02-30”.",
    f"water={TOMORROW}": "water asks when this was last done; 2026-11-24 is still to come.",
    "label=" + "x" * (MOST_CHARACTERS + 1): "The text for label is longer than 100,000 characters.",
}


@pytest.mark.parametrize(("statement", "sentence"), REFUSED.items(), ids=[one[:20] for one in REFUSED])
def test_a_statement_that_does_not_fit_is_answered_with_what_would(statement: str, sentence: str) -> None:
    with pytest.raises(AnswerError) as trouble:
        say(BED, Profile(), statement, TODAY)
    assert str(trouble.value) == sentence


def test_without_any_checklist_the_example_is_a_general_one() -> None:
    with pytest.raises(AnswerError, match="for example item=done"):
        say(catalog_of([]), Profile(), "dig", TODAY)


def test_the_largest_target_of_a_checklist_is_a_number_a_profile_can_hold() -> None:
    assert MOST_TARGET <= MOST_NUMBER


def test_a_text_of_the_most_characters_is_taken() -> None:
    text = "x" * MOST_CHARACTERS
    assert say(BED, Profile(), f"label={text}", TODAY).answer("label").text == text
