import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from presence_gui.content import (
    Catalog,
    Data,
    Every,
    Excuse,
    Kind,
    Note,
    Platform,
    Proof,
    Shows,
    catalog_of,
    load_catalog,
    read_platform,
)
from presence_gui.counting import Counting
from presence_gui.errors import ContentError
from presence_gui.site import Confidence, Fact, Line, Picture, Preview, Style
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
FROST: Final = """
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
SEEN: Final = """
[[preview]]
title = "Over the fence"
picture = "above"
line = [
    { of = ["name"], style = "name", missing = "You" },
    { of = ["label", "name"], computer = "last-frost", phone = "last-frost", ends = "… more" },
    { of = ["beans"], counts = "bean", most = "last-frost", beside = true },
]
"""
COUNTED: Final = """
[counting]
fact = "last-frost"
others = 2
emoji = 2
link = 23
ones = [[0, 4351], [8192, 8205]]
"""
BEANS: Final = DIG.replace('"dig"', '"beans"').replace('"done"', '"number"\ntarget = 2')
SHOWN: Final = HEAD + COUNTED + FROST + SEEN + GROUP + LABEL + BEANS
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
        [data]
        title = "Fill in from my garden"
        steps = ["Look.", "Write down what you see."]
        waits = "It takes a summer."
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
        + LABEL.replace(
            "minutes", 'needs = ["dig"]\nlimit = "last-frost"\ncore = true\nshows = "published"\nminutes'
        ).replace("minutes", 'two_minutes = "Find a pen."\nlow_exposure = ["No name."]\noutside_view = true\nminutes')
    )
    platform = read_platform(write(tmp_path, text))
    dig, label = platform.items
    assert replace(dig, how=ITEM.how) == replace(ITEM, platform="garden")
    assert (label.kind, label.target, label.least, label.aim) == (Kind.TEXT, 20, 3, (5, 10))
    assert (label.needs, label.limit, label.core, label.shows) == (("dig",), "last-frost", True, Shows.PUBLISHED)
    assert (label.two_minutes, label.low_exposure, label.outside_view) == ("Find a pen.", ("No name.",), True)
    assert (dig.two_minutes, dig.low_exposure, dig.outside_view) == ("", (), False)
    assert (platform.main, platform.public, platform.account, platform.can_leave_out) == (True, True, "dig", False)
    assert (platform.weight_goes_to, platform.left_out_says) == ("shed", "Fine.")
    steps = ("Look.", "Write down what you see.")
    assert platform.data == Data(title="Fill in from my garden", steps=steps, waits="It takes a summer.")
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


def test_an_item_says_which_facts_prove_it_and_how_much_of_them_is_enough(tmp_path: Path) -> None:
    beans = DIG.replace('"dig"', '"beans"').replace('"done"', '"number"\ntarget = 2\nwindow_days = 91')
    free = DIG.replace('"dig"', '"free"').replace('"done"', '"number"\ntarget = 2\nwindow_days = 100')
    text = WHOLE + 'facts = ["plot.dug", "plot.deep"]\nenough = 30\n' + beans + 'facts = ["plot.beans"]\n' + free
    dig, counted, untold = read_platform(write(tmp_path, text)).items
    assert (dig.facts, dig.enough) == (("plot.dug", "plot.deep"), 30)
    assert (counted.facts, counted.enough, counted.window_days) == (("plot.beans",), 1, 91)
    assert (untold.facts, untold.enough, untold.window_days) == ((), 1, 100)


def test_a_platform_says_what_others_see_and_how_it_counts(tmp_path: Path) -> None:
    platform = read_platform(write(tmp_path, SHOWN))
    (preview,) = platform.previews
    assert (preview.title, preview.picture) == ("Over the fence", Picture.ABOVE)
    assert preview.lines == (
        Line(of=("name",), style=Style.NAME, missing="You"),
        Line(of=("label", "name"), computer="last-frost", phone="last-frost", ends="… more"),
        Line(of=("beans",), counts="bean", most="last-frost", beside=True),
    )
    counting = Counting(fact="last-frost", others=2, emoji=2, link=23, ones=((0, 4351), (8192, 8205)))
    assert platform.counting == counting
    assert {item.counting for item in platform.items} == {counting}
    assert catalog_of([replace(platform, id="plot")]).platforms[0].previews == (preview,)
    assert read_platform(write(tmp_path, WHOLE)).previews == ()


def test_a_text_may_be_for_oneself(tmp_path: Path) -> None:
    dig, label = read_platform(write(tmp_path, WHOLE + LABEL + "for_yourself = true\n")).items
    assert (dig.for_yourself, label.for_yourself) == (False, True)


def test_not_every_platform_hands_over_data(tmp_path: Path) -> None:
    assert read_platform(write(tmp_path, WHOLE)).data is None
    with pytest.raises(ContentError, match="at data: the field “waits” is missing"):
        read_platform(write(tmp_path, HEAD + '[data]\ntitle = "Fill in"\nsteps = ["Look."]\n' + GROUP + DIG))


def test_only_weekly_items_are_habits() -> None:
    assert (ITEM.every, ITEM.habit) == (Every.ONCE, False)
    assert (HABIT.every, HABIT.habit) == (Every.WEEK, True)


BROKEN: Final[dict[str, tuple[str, str]]] = {
    "a place in a résumé for what is no text": (
        WHOLE.replace("impact = 3", 'impact = 3\nresume = "basics.label"'),
        "at dig: the field “resume” is for a text only",
    ),
    "a place no résumé has": (
        WHOLE + LABEL + 'resume = "basics.phone"\n',
        "at label: a résumé has no place “basics.phone”",
    ),
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
    "a window below 0": (
        WHOLE.replace('"done"', '"number"\ntarget = 2\nwindow_days = -1'),
        "at dig: the field “window_days” is below 0",
    ),
    "a target nobody could reach": (
        WHOLE.replace('"done"', '"number"\ntarget = 1000001'),
        "at dig: the target is above 1,000,000",
    ),
    "fewer characters than none": (
        WHOLE.replace('"done"', '"text"\ntarget = 9\nleast = 10'),
        "at dig: the field “least” is above the target",
    ),
    "an aim that is no span": (
        WHOLE.replace('"done"', '"text"\ntarget = 9\naim = [5]'),
        "at dig: the field “aim” is not a span",
    ),
    "a weight below 0": (WHOLE.replace("weight = 50", "weight = -50"), "at weight: it is below 0"),
    "too small an impact": (WHOLE.replace("impact = 3", "impact = 0"), "at dig: the impact is not between 1 and 5"),
    "too large an impact": (WHOLE.replace("impact = 3", "impact = 6"), "at dig: the impact is not between 1 and 5"),
    "no minutes": (WHOLE.replace("minutes = 15", "minutes = 0"), "at dig: the minutes are not above 0"),
    "no steps": (re.sub(r"how = .*", "how = []", WHOLE), "at dig: the field “how” is empty"),
    "two facts that prove one number": (
        WHOLE.replace('"done"', '"number"\ntarget = 2\nfacts = ["a.b", "a.c"]'),
        "at dig: of kind “number”, it takes one fact only",
    ),
    "enough of nothing": (WHOLE + "enough = 0\n", "at dig: the field “enough” is for “done” only, and above 0"),
    "enough of a number": (
        WHOLE.replace('"done"', '"number"\ntarget = 2\nenough = 2'),
        "at dig: the field “enough” is for “done” only, and above 0",
    ),
    "a window of part of a week": (
        WHOLE.replace('"done"', '"number"\ntarget = 2\nfacts = ["a.b"]\nwindow_days = 30'),
        "at dig: a fact covers whole weeks, at most 13: “window_days” does not fit",
    ),
    "a window longer than a fact": (
        WHOLE.replace('"done"', '"number"\ntarget = 2\nfacts = ["a.b"]\nwindow_days = 98'),
        "at dig: a fact covers whole weeks, at most 13: “window_days” does not fit",
    ),
    "an account that is no item": (
        WHOLE.replace("weight", 'account = "key"\nweight'),
        "at key: it is named as the account, but is not an item of this file",
    ),
    "words for oneself that are no text": (
        WHOLE + "for_yourself = true\n",
        "at dig: the field “for_yourself” is for a text only",
    ),
    "a counting nobody can vouch for": (
        SHOWN.replace('fact = "last-frost"', 'fact = "rain"'),
        "at counting: “rain” is no fact of this file",
    ),
    "a counting that makes no sense": (
        SHOWN.replace("link = 23", "link = 0"),
        "at counting: nothing may count less than 1",
    ),
    "a preview of nothing": (
        HEAD + '[[preview]]\ntitle = "Nowhere"\nline = []\n' + GROUP + DIG,
        "at Nowhere: it does not begin with a line",
    ),
    "a preview that begins beside nothing": (
        SHOWN.replace('missing = "You"', "beside = true"),
        "at Over the fence: it does not begin with a line",
    ),
    "a line of nothing": (SHOWN.replace('of = ["name"]', "of = []"), "at Over the fence: the field “of” is empty"),
    "a cut nobody can vouch for": (
        SHOWN.replace('phone = "last-frost"', 'phone = "rain"'),
        "at Over the fence: “rain” is no fact of this file with a value",
    ),
    "a cut at no number": (
        SHOWN.replace("value = 15\n", ""),
        "at Over the fence: “last-frost” is no fact of this file with a value",
    ),
    "a style there is not": (
        SHOWN.replace('style = "name"', 'style = "loud"'),
        "at line, style: “loud” is not one of: name, text, quiet",
    ),
    "a platform set by an item": (WHOLE + 'platform = "shed"\n', "at dig: the field “platform” is unknown"),
}


@pytest.mark.parametrize(("text", "complaint"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_checklist_is_turned_down_in_one_sentence(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ContentError) as trouble:
        read_platform(write(tmp_path, text))
    assert str(trouble.value) == f"In the checklist “plot”, {complaint}."


def seen_by(*lines: Line) -> Platform:
    return replace(GARDEN, previews=(Preview(title="Fence", lines=lines),))


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
    "a line of no checklist": (
        lambda: catalog_with(ITEM, platform=seen_by(Line(of=("rain",)))),
        "In the checklist “garden”, at Fence: “rain” is no text in any checklist.",
    ),
    "a line of what is no text": (
        lambda: catalog_with(ITEM, platform=seen_by(Line(of=("dig",)))),
        "In the checklist “garden”, at Fence: “dig” is no text in any checklist.",
    ),
    "a count of what is no number": (
        lambda: catalog_with(ITEM, platform=seen_by(Line(of=("name",), counts="bean"))),
        "In the checklist “garden”, at Fence: “name” is no number in any checklist.",
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


def test_what_ships_is_read(catalog: Catalog) -> None:
    assert {Excuse.TIME, Excuse.VALUE, Excuse.HOW} == {item.answers for item in catalog.items.values()}
    assert {item.export for item in catalog.items.values()} == set(Proof)


def test_safety_items_come_before_the_rest_of_their_platform_and_looks_wait_for_nothing() -> None:
    lock, key = replace(ITEM, id="lock", safety=True, needs=("key",)), replace(ITEM, id="key")
    look, view = replace(HABIT, id="look", review=True), replace(ITEM, id="view", outside_view=True)
    catalog = catalog_with(replace(ITEM, id="sow"), lock, key, look, view)
    assert dict(catalog.before) == {"key": (), "look": (), "view": (), "lock": ("key",), "sow": ("lock",)}
    assert list(catalog.before).index("lock") < list(catalog.before).index("sow")


def test_two_platforms_whose_safety_items_wait_for_each_other_are_turned_down() -> None:
    ours = platform_with(replace(ITEM, id="gate", safety=True, needs=("shed",)), replace(ITEM, id="path"))
    theirs = platform_with(
        replace(ITEM, id="lock", safety=True, needs=("path",)),
        replace(ITEM, id="shed"),
        platform=replace(GARDEN, id="yard"),
    )
    with pytest.raises(ContentError, match="it needs itself"):
        catalog_of([ours, theirs])


def test_two_checklists_of_one_id_are_turned_down() -> None:
    with pytest.raises(ContentError, match="another checklist has the same id"):
        catalog_of([platform_with(ITEM), platform_with(replace(ITEM, id="other"))])


def test_a_weight_that_goes_to_no_checklist_is_turned_down() -> None:
    with pytest.raises(ContentError, match="at weight_goes_to: “moon” is no checklist"):
        catalog_of([platform_with(ITEM, platform=replace(GARDEN, weight_goes_to="moon"))])
