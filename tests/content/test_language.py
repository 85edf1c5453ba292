"""What a person reads in the content is plain, calm and British."""

from collections.abc import Iterator

import pytest

from tests.content.prose import grade, listed, sentences, unknown_words, unwanted, words_per_sentence
from tests.content.shipped import PLATFORMS, PROFESSIONS, STUDIES, WORDS, Table, texts

# fields that are names of things, not text for a person
CODE = frozenset(
    {
        "account",
        "answers",
        "checked",
        "computer",
        "confidence",
        "evidence",
        "every",
        "export",
        "facts",
        "group",
        "id",
        "key",
        "keys",
        "kind",
        "limit",
        "most",
        "needs",
        "of",
        "phone",
        "picture",
        "shows",
        "solid",
        "style",
        "weight_goes_to",
    }
)
TOLD = {
    "tagline",
    "left_out_says",
    "says",
    "why",
    "how",
    "low_exposure",
    "two_minutes",
    "because",
    "number",
    "caution",
    "advice",
    "first_comment",
    "who",
    "steps",
    "waits",
}
# written by others: names, titles, addresses, and what a site puts where it cuts
NAMED = CODE | {"source", "export_says", "ends"}

ALL: dict[str, Table] = {**PLATFORMS, **PROFESSIONS, "evidence": {"study": STUDIES}, "words": {"word": WORDS}}
ALLOWED = frozenset(listed("words.txt"))

each_file = pytest.mark.parametrize("name", ALL)
each_platform = pytest.mark.parametrize("name", PLATFORMS)


def prose(platform: Table) -> Iterator[str]:
    """Yield the running text of a checklist: why, how to begin, how, how to show less, and how to get data."""
    for item in platform["item"]:
        yield item["why"]
        yield item["two_minutes"]
        yield from item["how"]
        yield from item.get("low_exposure", [])
    if data := platform.get("data"):
        yield from (*data["steps"], data["waits"])


@each_file
def test_no_text_holds_markup_shouting_american_spelling_or_hype(name: str) -> None:
    found = {text: marks for _, text in texts(ALL[name], CODE | {"source", "ends"}) if (marks := unwanted(text))}
    assert found == {}


@each_file
def test_every_word_is_spelt_as_in_the_dictionary(name: str) -> None:
    assert {word for _, text in texts(ALL[name], NAMED) for word in unknown_words(text, ALLOWED)} == set()


def test_the_list_of_allowed_words_holds_nothing_it_need_not() -> None:
    used = {word for table in ALL.values() for _, text in texts(table, NAMED) for word in unknown_words(text)}
    assert sorted(ALLOWED - used) == []


@each_file
def test_what_is_told_in_sentences_ends_like_one(name: str) -> None:
    told = [text for key, text in texts(ALL[name]) if key in TOLD]
    assert [text for text in told if not text.endswith((".", "?", ".”", "?”"))] == []


@each_platform
def test_the_sentences_of_a_checklist_are_short(name: str) -> None:
    assert words_per_sentence(prose(PLATFORMS[name])) <= 12
    assert max(len(one.split()) for text in prose(PLATFORMS[name]) for one in sentences(text)) <= 20


@each_platform
def test_a_checklist_can_be_read_at_the_age_of_ten(name: str) -> None:
    assert grade(prose(PLATFORMS[name])) <= 5


def test_a_way_to_begin_can_be_read_at_the_age_of_eleven() -> None:
    starts = [item["two_minutes"] for platform in PLATFORMS.values() for item in platform["item"]]
    assert grade(starts) <= 5
    assert max(grade([start]) for start in starts) <= 9


@each_platform
def test_the_steps_that_show_less_can_be_read_at_the_age_of_eleven(name: str) -> None:
    assert grade(step for item in PLATFORMS[name]["item"] for step in item.get("low_exposure", [])) <= 6


@pytest.mark.parametrize("name", PROFESSIONS)
def test_a_profession_card_can_be_read_without_legal_training(name: str) -> None:
    card = PROFESSIONS[name]
    assert grade([*card["says"], *card["advice"], *card["never_post"], card["first_comment"]]) <= 9


def test_the_evidence_can_be_read_without_a_degree() -> None:
    assert grade(study[part] for study in STUDIES for part in ("says", "caution")) <= 6


def test_an_undefined_text_would_be_found_wherever_it_stands() -> None:
    table = {"item": [{"how": ["Well done!"], "id": "Crush"}]}
    assert [text for _, text in texts(table, CODE) if unwanted(text)] == ["Well done!"]
