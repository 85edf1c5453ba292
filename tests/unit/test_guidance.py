from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from presence_gui.errors import ContentError
from presence_gui.guidance import (
    Guidance,
    Profession,
    Solid,
    Study,
    Word,
    grounds,
    load_guidance,
    load_professions,
    load_studies,
    showing_less,
    suited,
    words_in,
)
from presence_gui.guide import Section, read_guide
from presence_gui.site import Confidence, Fact
from tests.unit.builders import CHECKLISTS, HABIT, ITEM, TEXT, catalog_with, platform_with, real_checklists

SMITH: Final = Profession(
    id="smith",
    title="Smith",
    order=1,
    who="The guild.",
    says=("Mind the fire.",),
    advice=(),
    checked=date(2026, 11, 1),
    keys=("GUILD",),
    source="guild.example",
)
SPY: Final = replace(SMITH, id="spy", keys=(), low_exposure=True)


def write(folder: Path, text: str, name: str = "plot") -> Path:
    file = folder / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_the_research_is_read_with_what_it_does_not_show(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        """
        [[study]]
        key = "BEANS"
        says = "Beans grow."
        source = "Jack, 1734"
        solid = "own judgement"
        caution = "It was one bean."
        """,
    )
    (study,) = load_studies(file)
    assert (study.key, study.solid, study.number, study.caution) == ("BEANS", Solid.JUDGEMENT, "", "It was one bean.")


def test_research_that_does_not_fit_is_turned_down_with_its_key(tmp_path: Path) -> None:
    file = write(tmp_path, '[[study]]\nkey = "BEANS"\n')
    with pytest.raises(ContentError, match=r"^In the checklist “plot”, at BEANS: the field “says” is missing\.$"):
        load_studies(file)
    with pytest.raises(ContentError, match=r"^In the checklist “plot”, at studies: the field “study” is missing\.$"):
        load_studies(write(tmp_path, ""))


def test_the_cards_of_the_professions_come_in_their_order(tmp_path: Path) -> None:
    for number, name in ((2, "cook"), (1, "smith"), (1, "baker")):
        card = f'id = "{name}"\ntitle = "T"\norder = {number}\nwho = "W"\nsays = []\nadvice = []\nchecked = 2026-11-01'
        write(tmp_path, card, name)
    assert [card.id for card in load_professions(tmp_path)] == ["baker", "smith", "cook"]


def test_the_shipped_research_and_cards_are_read() -> None:
    guidance = load_guidance(CHECKLISTS.parent)
    assert guidance.professions[0].id == "any"
    assert len(guidance.studies) == 29


def test_an_item_rests_on_the_studies_facts_and_rules_it_names_and_no_others() -> None:
    beans = Study(key="BEANS", says="Beans grow.", source="Jack, 1734", solid=Solid.LOW, caution="It was one bean.")
    peas = replace(beans, key="PEAS", says="Peas roll.")
    bed = Fact(
        key="BED",
        id="b",
        about="Bed",
        says="One metre.",
        source="tape",
        confidence=Confidence.HIGH,
        checked=date(2026, 11, 1),
    )
    item = replace(ITEM, evidence=("BEANS", "BED", "GUILD"))
    platform = replace(platform_with(item), facts=(bed, replace(bed, key="PATH", about="Path")))
    guidance = Guidance((beans, peas), (SMITH, SPY))
    assert list(grounds(guidance, platform, item)) == [
        "Beans grow. It was one bean. Source: Jack, 1734.",
        "Bed: One metre. Checked November 2026 (tape).",
        "Smith: The guild. Checked November 2026 (guild.example).",
    ]
    assert list(grounds(guidance, platform, replace(item, evidence=()))) == []


def test_a_card_may_leave_away_what_is_never_posted(tmp_path: Path) -> None:
    card = 'id = "smith"\ntitle = "T"\norder = 1\nwho = "W"\nsays = []\nadvice = []\nchecked = 2026-11-01\n'
    write(tmp_path, card, "smith")
    write(tmp_path, card.replace("smith", "cook") + 'never_post = ["a", "b", "c"]\nlow_exposure = true', "cook")
    cook, smith = load_professions(tmp_path)
    assert (cook.never_post, cook.low_exposure) == (("a", "b", "c"), True)
    assert (smith.never_post, smith.low_exposure) == ((), False)


@pytest.mark.parametrize("profession", ["", "smith", "nobody we know"])
def test_whoever_may_be_seen_reads_the_checklists_as_they_are(profession: str) -> None:
    catalog = catalog_with(replace(ITEM, low_exposure=("Dig at night.", "Fill it in.")))
    assert suited(catalog, (SMITH, SPY), profession) is catalog


def test_whoever_should_show_little_reads_the_steps_that_show_less() -> None:
    dig = replace(ITEM, low_exposure=("Dig at night.", "Fill it in."))
    catalog = catalog_with(TEXT, dig, replace(HABIT, needs=(dig.id,)))
    quiet = suited(catalog, (SMITH, SPY), "spy")
    assert quiet.items[dig.id].how == ("Dig at night.", "Fill it in.")
    assert quiet.items[TEXT.id] is catalog.items[TEXT.id]
    assert quiet.before == catalog.before
    assert list(quiet.before) == list(catalog.before)


def test_nothing_but_the_steps_differs_and_everything_keeps_its_place() -> None:
    catalog, professions = real_checklists(), load_professions(CHECKLISTS.parent / "professions")
    (careful,) = (card.id for card in professions if card.low_exposure)
    quiet = suited(catalog, professions, careful)
    assert list(quiet.items) == list(catalog.items)
    changed = {name for name, item in quiet.items.items() if item != catalog.items[name]}
    assert changed == {name for name, item in catalog.items.items() if item.low_exposure}
    for name, item in quiet.items.items():
        assert replace(item, how=()) == replace(catalog.items[name], how=())
        assert item.how == (item.low_exposure or catalog.items[name].how)
    for platform, before in zip(quiet.platforms, catalog.platforms, strict=True):
        assert replace(platform, items=before.items) == before
        assert all(item is quiet.items[item.id] for item in platform.items)
    assert suited(quiet, professions, careful) == quiet


def test_an_item_that_shows_little_anyway_stays_the_same() -> None:
    assert showing_less(ITEM) is ITEM


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("Pin a post.", True),
        ("Two pinned posts", True),
        ("It happens", False),
        ("a pin-up", False),
        ("Spin", False),
    ],
)
def test_a_word_is_found_in_all_its_forms_and_never_inside_another(text: str, *, used: bool) -> None:
    assert Word(word="pin", forms=("pinned",), says="To keep.").is_in(text) is used


def test_a_word_with_a_capital_is_found_only_with_it() -> None:
    about = Word(word="About section", forms=("About",), says="The longer text.")
    assert about.is_in("Write About in plain words.")
    assert not about.is_in("Write about plain words.")


def test_an_item_says_which_words_it_uses_in_the_order_of_the_dictionary() -> None:
    guidance = load_guidance(CHECKLISTS.parent)
    catalog = real_checklists()
    assert [word.word for word in words_in(guidance, catalog.items["x-follow"])] == ["feed", "follower", "post"]
    unused = {word.word for word in guidance.words}
    for item in catalog.items.values():
        unused -= {word.word for word in words_in(guidance, item)}
    assert unused == set(), "a word nobody meets explains nothing"


def test_the_guide_is_read_as_headings_and_plain_paragraphs(tmp_path: Path) -> None:
    page = tmp_path / "guide.md"
    page.write_text("# Title\n\n## One\n\nFirst *line*\nof it.\n\nSecond.\n\n## Two\n\nThird.\n", encoding="utf-8")
    assert read_guide(page) == (Section("One", ("First line of it.", "Second.")), Section("Two", ("Third.",)))
    assert read_guide(tmp_path / "none.md") == ()
    assert len(load_guidance(CHECKLISTS.parent).guide) > 4
