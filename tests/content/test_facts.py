"""Every item an export can prove says by which facts, in the form its kind is filled in by."""

from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from pkgutil import iter_modules
from types import ModuleType

from presence_gui import importers
from tests.content.shipped import ITEMS, PLATFORMS

PROVEN = {name: item["facts"] for name, item in ITEMS.items() if "facts" in item}


def test_an_item_has_facts_exactly_where_an_export_can_prove_it() -> None:
    assert {name for name, item in ITEMS.items() if item["export"] != "no"} == set(PROVEN)


def test_a_platform_says_in_five_clicks_how_to_get_the_data_exactly_where_data_prove_an_item() -> None:
    proven = {name for name, one in PLATFORMS.items() if any("facts" in item for item in one["item"])}
    assert {name: len(one["data"]["steps"]) for name, one in PLATFORMS.items() if "data" in one} == dict.fromkeys(
        proven, 5
    )


def test_many_items_are_proven_and_none_that_only_a_private_file_could_prove() -> None:
    private = {"li-reply", "li-notes", "li-verify", "li-weak-ties", "x-list", "x-event", "fb-photo"}
    assert private <= set(ITEMS)
    assert private.isdisjoint(PROVEN)
    assert len(PROVEN) == 42


def test_a_fact_belongs_to_the_platform_of_the_item_it_proves() -> None:
    pairs = {(name.partition("-")[0], platform_of(key)) for name, keys in PROVEN.items() for key in keys}
    assert pairs == {("li", "linkedin"), ("x", "x"), ("bl", "blog"), ("fb", "facebook"), ("br", "resume")}


def test_the_words_of_others_and_what_is_only_known_to_exist_fill_in_no_text() -> None:
    texts = {name: facts for name, facts in PROVEN.items() if ITEMS[name]["kind"] == "text"}
    assert texts == {
        "br-one-line": ["resume.label"],
        "li-url": ["linkedin.custom-address"],
        "li-headline": ["linkedin.headline"],
        "li-about": ["linkedin.about"],
        "x-name": ["x.name"],
        "x-bio": ["x.bio"],
        "bl-author-bio": ["blog.bio"],
        "fb-bio": ["facebook.bio"],
    }


def test_every_fact_a_checklist_names_is_offered_by_a_reader() -> None:
    offered = {offer.key for reader in readers() for offer in reader.OFFERS}
    named = set(chain.from_iterable(PROVEN.values()))
    assert named - offered == set()


def readers() -> Iterator[ModuleType]:
    """Yield every module of the importers that offers facts, which is what makes it a reader."""
    for found in iter_modules(importers.__path__, f"{importers.__name__}."):
        module = import_module(found.name)
        if hasattr(module, "OFFERS"):
            yield module


def platform_of(key: str) -> str:
    return key.partition(".")[0]
