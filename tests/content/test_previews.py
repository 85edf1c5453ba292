"""What the checklists say others see rests on facts with a source, and is never surer than they are."""

from itertools import chain

import pytest

from tests.content.shipped import FACTS, ITEMS, PLATFORMS, Table

LINES: list[Table] = [
    line for platform in PLATFORMS.values() for preview in platform.get("preview", []) for line in preview["line"]
]
VALUES = {fact["id"]: fact.get("value") for fact in FACTS}
SURE = {fact["id"]: fact["confidence"] for fact in FACTS}


def test_three_platforms_show_how_others_see_one() -> None:
    titles = {name: [one["title"] for one in platform.get("preview", [])] for name, platform in PLATFORMS.items()}
    assert titles == {
        "linkedin": ["In a search", "The top of your profile", "Above a comment of yours"],
        "x": ["The top of your profile"],
        "blog": ["Under an article of yours"],
        "facebook": [],
        "brand": [],
    }


def test_a_cut_is_where_a_fact_says_it_is_and_none_is_sure() -> None:
    cuts = set(chain.from_iterable((line.get("computer"), line.get("phone")) for line in LINES)) - {None}
    assert {name: (VALUES[name], SURE[name]) for name in cuts} == {
        "li-headline-visible": (65, "low"),
        "li-about-visible": (270, "low"),
        "li-about-visible-phone": (100, "low"),
    }


@pytest.mark.parametrize("name", ["li-headline", "li-about", "x-name", "x-bio", "bl-author-bio"])
def test_a_text_others_see_has_a_limit_with_a_source(name: str) -> None:
    assert VALUES[ITEMS[name]["limit"]] == ITEMS[name]["target"]
    assert any(name in line["of"] for line in LINES)


def test_only_words_that_go_nowhere_count_as_soon_as_they_are_written() -> None:
    assert {name for name, item in ITEMS.items() if item.get("for_yourself")} == {"br-niche", "br-one-line"}


def test_only_a_site_that_says_how_it_counts_is_counted_by() -> None:
    counting = {name: platform["counting"] for name, platform in PLATFORMS.items() if "counting" in platform}
    assert list(counting) == ["x"]
    assert SURE[counting["x"]["fact"]] == "high"
