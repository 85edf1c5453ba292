"""The counting itself, so that a check that finds nothing means something."""

import pytest

from tests.content.prose import grade, sentences, syllables, unknown_words, unwanted, words, words_per_sentence


def test_a_sentence_ends_at_its_mark_and_not_inside_an_address() -> None:
    assert sentences("Go to linkedin.com and look. Is it “Join now”? Ask “who?” Then stop.") == [
        "Go to linkedin.com and look.",
        "Is it “Join now”?",
        "Ask “who?”",
        "Then stop.",
    ]
    assert sentences("A title without a mark") == ["A title without a mark"]


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("post", 1),
        ("choose", 1),
        ("asked", 1),
        ("notes", 1),
        ("people’s", 2),
        ("profile", 2),
        ("table", 2),
        ("article", 3),
        ("articles", 3),
        ("pages", 2),
        ("posted", 2),
        ("headline", 2),
        ("regulator", 4),
        ("confidentiality", 6),
    ],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_addresses_and_numbers_are_no_words() -> None:
    assert words("Read 20 pages at news.mit.edu/2022 or messages.csv, then a colleague’s follow-up") == (
        ["Read", "pages", "at", "or", "then", "a", "colleague’s", "follow", "up"]
    )


def test_an_official_sentence_is_far_harder_to_read_than_a_plain_one() -> None:
    plain = grade(["Stand facing a window. Ask a friend to take ten pictures."])
    official = grade(["Practitioners are encouraged to prioritise authenticity in professional representation."])
    assert plain < 5
    assert official > 15


def test_the_grade_follows_the_published_formula() -> None:
    # 6 words, 1 sentence, 6 syllables
    assert grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59)


def test_words_per_sentence_are_the_mean_over_all_texts() -> None:
    assert words_per_sentence(["One two three. Four.", "Five six."]) == 2


def test_a_misspelt_word_is_found_and_an_allowed_one_is_not() -> None:
    assert unknown_words("We recieve a reply from LinkedIn’s page", frozenset({"linkedin"})) == {"recieve"}


@pytest.mark.parametrize(
    "text",
    [
        "Crush it",
        "Leverage your network",
        "Ask a guru",
        "Photos bring 21 times more views",
        "Get 40 times the views",
        "Choose your color",
        "Organize your week",
        "Analyzing helps",
        "Turn on creator mode",
        "Read <b>this</b>",
        "Settings &amp; privacy",
        "Well done!",
        "Two  spaces",
        "A trailing space ",
        "It's a straight mark",
        'A "straight" quotation',
    ],
)
def test_what_no_text_may_hold_is_found(text: str) -> None:
    assert unwanted(text)


@pytest.mark.parametrize(
    "text",
    [
        "Open “Settings & privacy”, then choose your photo’s size.",
        "Recognise your organisation’s prize.",
        "Downloads were 2.6 to 3.9 times as high.",
    ],
)
def test_plain_british_text_is_left_alone(text: str) -> None:
    assert unwanted(text) == []
