import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from presence_gui.content import (
    Catalog,
    Confidence,
    Every,
    Excuse,
    Fact,
    Kind,
    Note,
    Proof,
    Shows,
    Solid,
    catalog_of,
    load_catalog,
    load_professions,
    load_studies,
    read_platform,
)
from presence_gui.errors import ContentError
from tests.unit.builders import CHECKLISTS, GARDEN, HABIT, ITEM, catalog_with, platform_with

HEAD: Final = """
id = "garden"
name = "Garden"
order = 10
tagline = "Grows on you."
weight = 50
"""
GROUP: Final = """
[[group]]
id = "ground"
title = "Ground"
"""
DIG: Final = """
[[item]]
id = "dig"
group = "ground"
title = "Dig a bed"
kind = "done"
why = "Nothing grows on a lawn."
how = ["Take a spade.", "Turn the soil."]
minutes = 15
every = "once"
impact = 3
because = "It comes first."
answers = "how"
evidence = ["JUDGE"]
export = "no"
"""
LABEL: Final = DIG.replace('"dig"', '"label"').replace('"done"', '"text"\ntarget = 20\nleast = 3\naim = [5, 10]')
WHOLE: Final = HEAD + GROUP + DIG
FORBIDDEN: Final = re.compile(r"error|invalid|exception|corrupt|json|traceback|none\b", re.IGNORECASE)


def write(folder: Path, text: str, name: str = "plot") -> Path:
    file = folder / f"{name}.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_checklist_file_is_read_whole(tmp_path: Path) -> None:
    text = (
        HEAD
        + """
        main = true
        public = true
        account = "dig"
        can_leave_out = false
        weight_goes_to = "shed"
        left_out_says = "Fine."
        [[note]]
        title = "Gnomes are not scored"
        says = "They stand about."
        [[fact]]
        key = "FROST"
        id = "last-frost"
        about = "Frost"
        says = "Until May."
        source = "almanac"
        confidence = "low"
        checked = 2026-11-01
        value = 15
        """
        + GROUP
        + DIG
        + LABEL.replace("minutes", 'needs = ["dig"]\nlimit = "last-frost"\ncore = true\nshows = "published"\nminutes')
    )
    platform = read_platform(write(tmp_path, text))
    dig, label = platform.items
    assert replace(dig, how=ITEM.how) == replace(ITEM, platform="garden")
    assert (label.kind, label.target, label.least, label.aim) == (Kind.TEXT, 20, 3, (5, 10))
    assert (label.needs, label.limit, label.core, label.shows) == (("dig",), "last-frost", True, Shows.PUBLISHED)
    assert (platform.main, platform.public, platform.account, platform.can_leave_out) == (True, True, "dig", False)
    assert (platform.weight_goes_to, platform.left_out_says) == ("shed", "Fine.")
    assert platform.notes == (Note(title="Gnomes are not scored", says="They stand about."),)
    assert platform.facts == (
        Fact(
            key="FROST",
            id="last-frost",
            about="Frost",
            says="Until May.",
            source="almanac",
            confidence=Confidence.LOW,
            checked=date(2026, 11, 1),
            value=15,
        ),
    )


def test_only_weekly_items_are_habits() -> None:
    assert (ITEM.every, ITEM.habit) == (Every.ONCE, False)
    assert (HABIT.every, HABIT.habit) == (Every.WEEK, True)


BROKEN: Final[dict[str, tuple[str, str]]] = {
    "a missing field": (WHOLE.replace('title = "Dig a bed"\n', ""), "at dig: the field “title” is missing"),
    "a missing platform field": (WHOLE.replace("weight = 50\n", ""), "at garden: the field “weight” is missing"),
    "an unknown field": (WHOLE + 'colour = "red"\n', "at dig: the field “colour” is unknown"),
    "a wrong type": (WHOLE.replace("minutes = 15", 'minutes = "15"'), "at dig, minutes: “15” does not fit"),
    "a number that is a truth": (WHOLE.replace("impact = 3", "impact = true"), "at dig, impact: “True” does not fit"),
    "a bad choice": (
        WHOLE.replace('"once"', '"daily"'),
        "at dig, every: “daily” is not one of: once, week",
    ),
    "an unknown group": (
        WHOLE.replace('group = "ground"', 'group = "sky"'),
        "at dig: the group “sky” is not in this file",
    ),
    "no group": (HEAD + DIG, "at garden: the field “group” is missing"),
    "no item": (HEAD + GROUP, "at garden: the field “item” is missing"),
    "a missing target": (WHOLE.replace('"done"', '"number"'), "at dig: the field “target” is missing"),
    "a target of nothing": (
        WHOLE.replace('"done"', '"text"\ntarget = 0'),
        "at dig: the field “target” is missing",
    ),
    "too small an impact": (WHOLE.replace("impact = 3", "impact = 0"), "at dig: the impact is not between 1 and 5"),
    "too large an impact": (WHOLE.replace("impact = 3", "impact = 6"), "at dig: the impact is not between 1 and 5"),
    "no minutes": (WHOLE.replace("minutes = 15", "minutes = 0"), "at dig: the minutes are not above 0"),
    "no steps": (re.sub(r"how = .*", "how = []", WHOLE), "at dig: the field “how” is empty"),
    "an account that is no item": (
        WHOLE.replace("weight", 'account = "key"\nweight'),
        "at key: it is named as the account, but is not an item of this file",
    ),
    "a platform set by an item": (WHOLE + 'platform = "shed"\n', "at dig: the field “platform” is unknown"),
}


@pytest.mark.parametrize(("text", "complaint"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_checklist_is_turned_down_in_one_sentence(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ContentError) as trouble:
        read_platform(write(tmp_path, text))
    assert str(trouble.value) == f"In the checklist “plot”, {complaint}."


CONTRADICTING: Final[dict[str, tuple[Callable[[], Catalog], str]]] = {
    "a duplicate item": (
        lambda: catalog_with(ITEM, ITEM),
        "In the checklist “garden”, at dig: the checklist “garden” has it as well.",
    ),
    "an item of another checklist": (
        lambda: catalog_of([platform_with(ITEM), platform_with(ITEM, platform=replace(GARDEN, id="shed"))]),
        "In the checklist “shed”, at dig: the checklist “garden” has it as well.",
    ),
    "an unknown need": (
        lambda: catalog_with(replace(ITEM, needs=("rain",))),
        "In the checklist “garden”, at dig: it needs “rain”, which is in no checklist.",
    ),
    "a need of itself": (
        lambda: catalog_with(replace(ITEM, needs=("dig",))),
        "In the checklist “garden”, at dig: it needs itself (dig, dig).",
    ),
}


@pytest.mark.parametrize(("read", "complaint"), CONTRADICTING.values(), ids=CONTRADICTING.keys())
def test_checklists_that_contradict_each_other_are_turned_down_in_one_sentence(
    read: Callable[[], Catalog], complaint: str
) -> None:
    with pytest.raises(ContentError) as trouble:
        read()
    assert str(trouble.value) == complaint


def test_needs_that_go_round_in_a_ring_are_turned_down_with_the_ring() -> None:
    ring = [replace(ITEM, id=name, needs=(need,)) for name, need in (("a", "b"), ("b", "c"), ("c", "a"))]
    with pytest.raises(
        ContentError, match=r"^In the checklist “garden”, at [abc]: it needs itself \(.*\)\.$"
    ) as trouble:
        catalog_with(*ring)
    assert all(name in str(trouble.value).partition("(")[2] for name in "abc")


def test_no_complaint_speaks_like_a_machine() -> None:
    said = [complaint for _, complaint in (*BROKEN.values(), *CONTRADICTING.values())]
    assert not [complaint for complaint in said if FORBIDDEN.search(complaint)]


@pytest.mark.parametrize("content", [b"id = ", b"\xff\xfe", b"x = 2026-13-01", b"a = 1\na = 2\n[a]"])
def test_a_file_that_is_no_checklist_at_all_is_turned_down_in_words_for_people(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plot.toml").write_bytes(content)
    with pytest.raises(ContentError, match=r"^The file “plot\.toml” [^.]*\.$") as trouble:
        load_catalog(tmp_path)
    assert not FORBIDDEN.search(str(trouble.value))


def test_a_folder_in_the_place_of_a_checklist_is_turned_down(tmp_path: Path) -> None:
    (tmp_path / "plot.toml").mkdir()
    with pytest.raises(ContentError, match=r"^The checklist file “plot\.toml” cannot be read: .+\.$"):
        load_catalog(tmp_path)


def test_a_catalog_keeps_the_order_of_the_tabs_and_finds_every_item(catalog: Catalog) -> None:
    assert [platform.order for platform in catalog.platforms] == sorted(one.order for one in catalog.platforms)
    assert list(catalog.items) == [item.id for platform in catalog.platforms for item in platform.items]
    assert all(item.platform == platform.id for platform in catalog.platforms for item in platform.items)


def test_platforms_of_one_order_stand_by_their_ids() -> None:
    beds = [platform_with(replace(ITEM, id=f"dig-{name}"), platform=replace(GARDEN, id=name)) for name in "cab"]
    assert [platform.id for platform in catalog_of(beds).platforms] == ["a", "b", "c"]


def test_a_platform_is_found_by_its_id_or_not_at_all() -> None:
    catalog = catalog_with(ITEM)
    assert catalog.platform("garden") == catalog.platforms[0]
    assert catalog.platform("shed") is None


def test_checklists_come_from_several_folders_of_which_some_need_not_exist(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    write(tmp_path / "mine", WHOLE)
    write(tmp_path / "mine", "not read: it is no .toml", name="notes.txt")
    (tmp_path / "mine" / "notes.txt.toml").rename(tmp_path / "mine" / "notes.txt")
    catalog = load_catalog(CHECKLISTS, tmp_path / "mine", tmp_path / "nowhere")
    assert len(catalog.platforms) == len(load_catalog(CHECKLISTS).platforms) + 1
    assert "dig" in catalog.items


def test_no_folder_is_no_checklist(tmp_path: Path) -> None:
    assert load_catalog(tmp_path / "nowhere") == catalog_of([])


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


def test_what_ships_is_read(catalog: Catalog) -> None:
    resources = CHECKLISTS.parent
    assert load_professions(resources / "professions")[0].id == "any"
    keys = {study.key for study in load_studies(resources / "evidence.toml")}
    assert {Excuse.TIME, Excuse.VALUE, Excuse.HOW} == {item.answers for item in catalog.items.values()}
    assert {item.export for item in catalog.items.values()} == set(Proof)
    assert keys
