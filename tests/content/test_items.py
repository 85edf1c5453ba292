"""Every item of every checklist keeps the promises the program and its reader rely on."""

import re
from collections import Counter
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from itertools import chain

import pytest

from tests.content.prose import listed, sentences
from tests.content.shipped import FACTS, ITEMS, PLATFORMS, PROFESSIONS, RESOURCES, STUDIES, Table

SHIPPED = {"linkedin": 30, "brand": 14, "x": 15, "blog": 14, "facebook": 8}

# what is said in public under one's own name: the rules of employer and regulator come before it
SAID_IN_PUBLIC = [
    "li-comment",
    "li-post",
    "li-article",
    "x-reply",
    "x-share",
    "x-post",
    "x-pin",
    "x-event",
    "bl-comment",
    "bl-first-post",
    "bl-monthly",
    "bl-six",
    "bl-guest",
    "fb-group",
]

VERBS = listed("verbs.txt")

SHOWING_LESS = {name: item["low_exposure"] for name, item in ITEMS.items() if "low_exposure" in item}

each_platform = pytest.mark.parametrize("platform", PLATFORMS.values(), ids=PLATFORMS)
each_item = pytest.mark.parametrize("item", ITEMS.values(), ids=ITEMS)


def needs_of_all() -> dict[str, list[str]]:
    return {item["id"]: item["needs"] for item in ITEMS.values()}


def loop_in(needs: Mapping[str, list[str]]) -> list[str]:
    """Return the ids of one ring of needs, or nothing."""
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as loop:
        return [str(one) for one in loop.args[1]]
    return []


def before(item: str, needs: Mapping[str, list[str]]) -> set[str]:
    """Return everything that comes before an item, near or far."""
    return set(chain.from_iterable({need, *before(need, needs)} for need in needs[item]))


def begins_with_a_verb(title: str) -> bool:
    return re.split(r"\W", title.lower())[0] in VERBS


def is_habit(item: Table) -> bool:
    return bool(item["every"] == "week")


def can_repeat(item: Table) -> bool:
    """Whether an answer to the item goes stale, so that it says something about the last weeks."""
    return "window_days" in item or item["kind"] == "date-within-days"


def test_81_items_are_shipped() -> None:
    counts = {name: len(PLATFORMS[name]["item"]) for name in SHIPPED}
    assert counts == SHIPPED
    assert sum(counts.values()) == 81


def test_no_id_is_used_twice() -> None:
    ids = [one["id"] for platform in PLATFORMS.values() for one in (*platform["item"], *platform.get("fact", []))]
    assert [one for one, count in Counter(ids).items() if count > 1] == []


@each_platform
def test_a_platform_is_named_after_its_file(platform: Table) -> None:
    assert PLATFORMS[platform["id"]] is platform


@each_platform
def test_the_items_of_a_platform_share_a_short_prefix_that_no_other_has(platform: Table) -> None:
    prefix = platform["item"][0]["id"].split("-")[0]
    with_prefix = [item for item in ITEMS if item.startswith(f"{prefix}-")]
    assert with_prefix == [item["id"] for item in platform["item"]]
    assert 1 <= len(prefix) <= 2


@each_platform
def test_every_group_holds_items_and_every_item_is_in_a_group(platform: Table) -> None:
    groups = [group["id"] for group in platform["group"]]
    used = list(dict.fromkeys(item["group"] for item in platform["item"]))
    assert sorted(groups) == sorted(used)
    assert len(groups) == len(set(groups))


@each_platform
def test_a_platform_refers_only_to_what_exists(platform: Table) -> None:
    own = {item["id"] for item in platform["item"]}
    assert platform.get("account", next(iter(own))) in own
    assert platform.get("weight_goes_to") in {None, *PLATFORMS} - {platform["id"]}


def test_the_weights_make_100_and_the_tabs_have_one_order() -> None:
    assert sum(platform["weight"] for platform in PLATFORMS.values()) == 100
    orders = [platform["order"] for platform in PLATFORMS.values()]
    assert len(orders) == len(set(orders))


def test_one_platform_is_the_main_one_and_holds_the_ten_basics() -> None:
    main = [name for name, platform in PLATFORMS.items() if platform.get("main")]
    with_core = [name for name, platform in PLATFORMS.items() for item in platform["item"] if item.get("core")]
    assert len(main) == 1
    assert with_core == main * 10


def test_every_need_is_an_item() -> None:
    assert {need for item in ITEMS.values() for need in item["needs"]} - set(ITEMS) == set()


def test_no_item_needs_itself() -> None:
    assert loop_in(needs_of_all()) == []


def test_a_loop_is_found() -> None:
    assert set(loop_in({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]})) == {"a", "b", "c"}


@pytest.mark.parametrize("item", SAID_IN_PUBLIC)
def test_the_rules_are_read_before_anything_is_said_in_public(item: str) -> None:
    assert "br-rules" in before(item, needs_of_all())


def test_what_is_published_on_the_blog_is_cleared_with_the_employer() -> None:
    first = before("bl-first-post", needs_of_all())
    assert "bl-rules" in first


def test_what_comes_before_is_followed_all_the_way() -> None:
    assert before("a", {"a": ["b"], "b": ["c"], "c": [], "d": []}) == {"b", "c"}


@each_item
def test_a_title_begins_with_a_verb_and_is_no_sentence(item: Table) -> None:
    assert begins_with_a_verb(item["title"])
    assert len(item["title"]) <= 60
    assert not item["title"].endswith(".")


def test_a_title_that_begins_otherwise_is_found() -> None:
    assert not begins_with_a_verb("Your photo")
    assert begins_with_a_verb("Decide: X, Bluesky or neither")


@each_item
def test_a_reason_is_one_or_two_sentences(item: Table) -> None:
    assert 1 <= len(sentences(item["why"])) <= 2
    assert item["why"].endswith(".")
    assert len(sentences(item["because"])) == 1


def assert_short_whole_sentences(steps: list[str]) -> None:
    assert 2 <= len(steps) <= 5
    for step in steps:
        assert 1 <= len(sentences(step)) <= 2
        assert step.endswith((".", "?”"))
        assert step[0].isupper()
        assert len(step.split()) <= 30


@each_item
def test_the_steps_are_short_whole_sentences(item: Table) -> None:
    assert_short_whole_sentences(item["how"])


@each_item
def test_an_item_is_begun_by_one_short_sentence_that_says_something_new(item: Table) -> None:
    start = item["two_minutes"]
    assert len(sentences(start)) == 1
    assert start.endswith(".")
    assert len(start) <= 90
    assert begins_with_a_verb(start)
    assert start not in {*item["how"], *item.get("low_exposure", []), f"{item['title']}."}


def test_no_two_items_begin_alike() -> None:
    starts = Counter(item["two_minutes"] for item in ITEMS.values())
    assert [start for start, count in starts.items() if count > 1] == []


@pytest.mark.parametrize("name", SHOWING_LESS)
def test_the_steps_that_show_less_are_as_plain_as_the_others_and_not_the_same(name: str) -> None:
    assert_short_whole_sentences(SHOWING_LESS[name])
    assert SHOWING_LESS[name] != ITEMS[name]["how"]


@pytest.mark.parametrize("name", SAID_IN_PUBLIC)
def test_whatever_is_said_in_public_can_be_said_showing_less(name: str) -> None:
    steps = " ".join(SHOWING_LESS[name])
    assert re.search(r"\bpublic\b|\bpolicy\b|management", steps)
    assert not is_habit(ITEMS[name]) or "election" in steps


def test_what_gives_a_person_away_is_left_out_by_the_steps_that_show_less() -> None:
    steps = " ".join(chain.from_iterable(SHOWING_LESS.values()))
    for word in ("job family", "team", "clearance", "policy", "election", "announce a move", "where you are"):
        assert word in steps, word
    assert any(card["low_exposure"] for card in PROFESSIONS.values())
    assert len(SAID_IN_PUBLIC) < len(SHOWING_LESS) < len(ITEMS)


def test_a_look_at_what_strangers_see_is_short_done_once_and_can_come_first() -> None:
    looks = [item for item in ITEMS.values() if item.get("outside_view")]
    assert any(item["needs"] == [] for item in looks)
    assert all(item["minutes"] <= 10 and not is_habit(item) for item in looks)


@each_item
def test_a_habit_goes_stale_and_nothing_else_is_counted_over_days(item: Table) -> None:
    assert can_repeat(item) or not is_habit(item)
    assert is_habit(item) or "window_days" not in item


@each_item
def test_a_limit_is_the_value_of_a_fact_of_the_same_platform(item: Table) -> None:
    own = next(platform for platform in PLATFORMS.values() if item in platform["item"])
    values = {fact["id"]: fact.get("value") for fact in own.get("fact", [])}
    assert "limit" not in item or values[item["limit"]] == item["target"]


@each_item
def test_the_length_to_aim_for_is_within_the_limits(item: Table) -> None:
    fewest, most = item.get("least", 0), item.get("target", 0)
    aim_from, aim_to = item.get("aim", (fewest, most))
    assert fewest <= aim_from <= aim_to <= most


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["id"])
def test_a_fact_tells_the_number_it_stores(fact: Table) -> None:
    assert "value" not in fact or f"{fact['value']:,}" in fact["says"]


def evidence_keys() -> list[str]:
    """Return every key once per place that explains it."""
    studies = [study["key"] for study in STUDIES]
    facts = list({fact["key"] for fact in FACTS})
    cards = [key for card in PROFESSIONS.values() for key in card["keys"]]
    return studies + facts + cards


def test_a_key_of_evidence_means_one_thing() -> None:
    assert [key for key, count in Counter(evidence_keys()).items() if count > 1] == []


@each_item
def test_the_evidence_of_an_item_can_be_looked_up(item: Table) -> None:
    assert set(item["evidence"]) - set(evidence_keys()) == set()


def test_there_is_one_card_for_everybody_and_it_comes_first() -> None:
    orders = {name: card["order"] for name, card in PROFESSIONS.items()}
    assert [name for name, order in orders.items() if order == 0] == ["any"]
    assert len(set(orders.values())) == len(orders)


@pytest.mark.parametrize("name", PROFESSIONS)
def test_a_profession_card_is_named_after_its_file(name: str) -> None:
    assert PROFESSIONS[name]["id"] == name


@pytest.mark.parametrize("name", PROFESSIONS)
def test_a_profession_card_fills_the_three_lines_of_what_is_never_posted(name: str) -> None:
    lines = PROFESSIONS[name]["never_post"]
    assert len({*lines}) == 3
    for line in lines:
        assert len(line) <= 45
        assert line[0].islower()
        assert not line.endswith((".", ",", ";"))


def test_nothing_but_content_lies_in_the_content_folders() -> None:
    for folder in ("platforms", "professions"):
        assert {file.suffix for file in (RESOURCES / folder).iterdir()} == {".toml"}
