from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.answering import say, stated, with_text
from presence_gui.content import Catalog, Platform
from presence_gui.counting import Counting
from presence_gui.preview import Device, Seen, cut, differs, grounds, views
from presence_gui.profile import UNANSWERED, Answer, Profile, Status
from presence_gui.site import Confidence, Fact, Line, Preview, Style
from tests.unit.builders import COUNT, GARDEN, TEXT, TODAY, catalog_with, profiles, real_checklists


def fact(name: str, value: int, confidence: Confidence = Confidence.LOW) -> Fact:
    return Fact(
        key="SEEN", id=name, about=name, says="So.", source="x", confidence=confidence, checked=date(2026, 11, 1),
        value=value,
    )  # fmt: skip


FACTS = (fact("wide", 12), fact("narrow", 5, Confidence.HIGH), fact("many", 9), fact("label-limit", 20), fact("odd", 1))
WHO = Line(of=("name",), style=Style.NAME, missing="Your name")
WHAT = Line(of=("label", "sign"), missing="Your label", computer="wide", phone="narrow", ends="… more")
WHERE = Line(of=("place",), style=Style.QUIET)
HOW_MANY = Line(of=("plant", "sow"), counts="bean", most="many", style=Style.QUIET, beside=True)
LABEL = replace(TEXT, limit="label-limit")


def garden(*lines: Line, counting: Counting | None = None) -> Catalog:
    shown = (Preview(title="Over the fence", lines=lines),)
    platform = replace(GARDEN, facts=FACTS, previews=shown, counting=counting)
    return catalog_with(LABEL, replace(LABEL, id="sign"), COUNT, replace(COUNT, id="sow"), platform=platform)


WHOLE = garden(WHO, WHAT, WHERE, HOW_MANY)


def the(catalog: Catalog) -> Platform:
    return catalog.platforms[0]


def lines(profile: Profile, catalog: Catalog = WHOLE, device: Device = Device.COMPUTER) -> list[str]:
    (view,) = views(catalog, the(catalog), profile, device)
    return [line.words for line in view.lines]


def told(*statements: str, **fields: str) -> Profile:
    profile = Profile(**fields)  # type: ignore[arg-type]  # texts only
    for statement in statements:
        profile = say(WHOLE, profile, statement, TODAY)
    return profile


def test_nobody_is_seen_where_their_own_words_will_stand() -> None:
    (view,) = views(WHOLE, the(WHOLE), Profile(), Device.COMPUTER)
    assert view.lines == (
        Seen("Your name", Style.NAME, typed=False),
        Seen("Your label", Style.TEXT, typed=False),
    )
    assert view.cuts == ()


def test_what_is_written_is_seen_line_by_line() -> None:
    profile = told("label=Fine beans", "plant=7", name=" Ada ", place="Leeds")
    assert lines(profile) == ["Ada", "Fine beans", "Leeds · 7 beans"]
    assert lines(replace(profile, place="")) == ["Ada", "Fine beans", "7 beans"]


def test_the_words_written_last_are_seen_live_or_not() -> None:
    live = stated(UNANSWERED, "Peas")
    assert lines(Profile({"label": live}))[1] == "Peas"
    assert lines(Profile({"label": with_text(LABEL, live, "Leeks", TODAY)}))[1] == "Leeks"
    assert lines(Profile({"label": with_text(LABEL, UNANSWERED, "Leeks", TODAY)}))[1] == "Leeks"


def test_the_first_that_says_something_gives_the_words() -> None:
    both = told("label= ", "sign=Peas\n\nand  I")
    assert lines(both)[1] == "Peas and I"
    declined = Profile({"label": Answer(Status.NOT_FOR_ME, text="Leeks"), "sign": stated(UNANSWERED, "Peas")})
    assert lines(declined)[1] == "Peas"


@pytest.mark.parametrize(
    ("numbers", "seen"),
    [((0, 0), None), ((1, 0), "1 bean"), ((3, 9), "9 beans"), ((10, 3), "9+ beans"), ((1200, 0), "9+ beans")],
)
def test_the_largest_number_is_seen_up_to_where_the_site_stops_counting(
    numbers: tuple[int, int], seen: str | None
) -> None:
    profile = told(f"plant={numbers[0]}", f"sow={numbers[1]}", name="Ada")
    assert lines(profile)[2:] == ([seen] if seen else [])


def test_a_number_without_an_end_is_seen_as_it_is() -> None:
    catalog = garden(replace(HOW_MANY, most="", beside=False))
    assert lines(told("plant=1200"), catalog) == ["1200 beans"]


def test_each_device_cuts_where_its_fact_says_and_says_so() -> None:
    profile = told("label=Runner beans, peas")
    (wide,) = views(WHOLE, the(WHOLE), profile, Device.COMPUTER)
    (narrow,) = views(WHOLE, the(WHOLE), profile, Device.PHONE)
    assert (wide.lines[1].words, wide.cuts) == ("Runner beans… more", ("Cut after about 12 characters.",))
    assert (narrow.lines[1].words, narrow.cuts) == ("Runne… more", ("Cut after 5 characters.",))
    assert lines(told("label=Peas"), device=Device.PHONE)[1] == "Peas"


def test_a_phone_differs_only_where_the_file_says_so() -> None:
    assert differs(the(WHOLE))
    assert not differs(the(garden(WHO, replace(WHAT, phone="wide"))))
    assert not differs(GARDEN)


def test_every_cut_and_limit_of_what_is_shown_has_its_ground() -> None:
    assert [one.id for one in grounds(WHOLE, the(WHOLE))] == ["wide", "narrow", "many", "label-limit"]
    counted = garden(WHO, counting=Counting(fact="odd", others=1, emoji=1, link=1, ones=()))
    assert [one.id for one in grounds(counted, the(counted))] == ["odd"]


FAMILY = "\U0001f468\u200d\U0001f469"


@pytest.mark.parametrize(
    ("text", "most", "seen"),
    [
        ("Peas", 4, "Peas"),
        ("Peas and", 4, "Peas…"),
        ("Peas and", 5, "Peas…"),
        ("Pea\u0301s", 3, "Pe…"),
        (f"A{FAMILY}B", 2, "A…"),
        (f"A{FAMILY}B", 3, "A…"),
        (f"A{FAMILY}B", 4, f"A{FAMILY}…"),
        ("A\U0001f64b\U0001f3fdB", 2, "A…"),
        ("A\u2764\ufe0fB", 2, "A…"),
        ("\u0301\u0301", 1, "…"),
    ],
)
def test_a_cut_takes_nothing_apart_that_is_drawn_as_one(text: str, most: int, seen: str) -> None:
    assert cut(text, most) == seen


@given(st.text(max_size=80), st.integers(0, 60))
def test_no_more_shows_than_the_site_shows(text: str, most: int) -> None:
    shown = cut(text, most, "")
    assert len(shown) <= most or shown == text
    assert text.startswith(shown)


@given(profiles, st.sampled_from(Device))
def test_whoever_it_is_can_be_shown_on_every_platform(profile: Profile, device: Device) -> None:
    catalog = real_checklists()
    for platform in catalog.platforms:
        seen = views(catalog, platform, profile, device)
        assert len(seen) == len(platform.previews)
        assert all(line.words for view in seen for line in view.lines)
