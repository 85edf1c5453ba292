from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from presence_gui.content import Confidence, Fact
from presence_gui.errors import ContentError
from presence_gui.guidance import (
    Guidance,
    Profession,
    Solid,
    Study,
    grounds,
    load_guidance,
    load_professions,
    load_studies,
)
from tests.unit.builders import CHECKLISTS, ITEM, platform_with


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
    smith = Profession(
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
    item = replace(ITEM, evidence=("BEANS", "BED", "GUILD"))
    platform = replace(platform_with(item), facts=(bed, replace(bed, key="PATH", about="Path")))
    guidance = Guidance((beans, peas), (smith, replace(smith, keys=())))
    assert list(grounds(guidance, platform, item)) == [
        "Beans grow. It was one bean. Source: Jack, 1734.",
        "Bed: One metre. Checked November 2026 (tape).",
        "Smith: The guild. Checked November 2026 (guild.example).",
    ]
    assert list(grounds(guidance, platform, replace(item, evidence=()))) == []
