"""Every shipped file has the form its schema promises, and a wrong one is refused."""

import json
from copy import deepcopy
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from presence_gui.diary import Mark, Pause, PrintedLine, PrintedPlan, Reading, Slot
from presence_gui.facts import Fact, How, Skipped
from presence_gui.profile import Answer, Objection, Profile, Status, profile_to_data
from presence_gui.storage.envelope import Envelope, to_bytes
from tests.content.shipped import ITEMS, PLATFORMS, PROFESSIONS, RESOURCES, Table, complaints, read

SCHEMAS = sorted((RESOURCES / "schema").glob("*.schema.json"))


@pytest.mark.parametrize("file", SCHEMAS, ids=lambda file: file.name)
def test_a_schema_is_itself_sound(file: Path) -> None:
    Draft202012Validator.check_schema(json.loads(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", PLATFORMS)
def test_a_platform_file_fits_its_schema(name: str) -> None:
    assert complaints("platform", PLATFORMS[name]) == []


@pytest.mark.parametrize("name", PROFESSIONS)
def test_a_profession_card_fits_its_schema(name: str) -> None:
    assert complaints("profession", PROFESSIONS[name]) == []


def test_the_evidence_fits_its_schema() -> None:
    assert complaints("evidence", read(RESOURCES / "evidence.toml")) == []


def small_platform(**item: object) -> Table:
    """Return the smallest file there can be, with one item of these fields."""
    plain = {
        "id": "ab-one",
        "group": "set-up",
        "title": "Do one thing",
        "kind": "done",
        "why": "It helps.",
        "how": ["Start.", "Stop."],
        "minutes": 5,
        "every": "once",
        "impact": 1,
        "because": "It is quick.",
        "answers": "how",
        "needs": [],
        "evidence": ["JUDGE"],
        "export": "no",
    }
    return {
        "id": "ab",
        "name": "Ab",
        "order": 1,
        "tagline": "A place.",
        "weight": 0,
        "can_leave_out": False,
        "group": [{"id": "set-up", "title": "Set up"}],
        "item": [plain | item],
    }


def test_the_smallest_platform_file_fits() -> None:
    assert complaints("platform", small_platform()) == []


@pytest.mark.parametrize(
    "item",
    [
        {"id": "Ab_One"},
        {"kind": "maybe"},
        {"title": "A" * 61},
        {"how": ["Only one step."]},
        {"how": ["One."] * 6},
        {"impact": 6},
        {"minutes": 0},
        {"evidence": []},
        {"every": "month"},
        {"colour": "blue"},
        {"target": 5},
        {"kind": "number"},
        {"kind": "text", "target": 100, "window_days": 28},
        {"kind": "number", "target": 3, "least": 1},
        {"export": "yes"},
        {"export_says": "Profile.csv"},
        {"facts": ["ab.posts"]},
        {"export": "yes", "export_says": "Profile.csv", "facts": []},
        {"export": "yes", "export_says": "Profile.csv", "facts": ["Posts"]},
        {"export": "yes", "export_says": "Profile.csv", "facts": ["ab.posts"], "enough": 0},
        {
            "export": "yes",
            "export_says": "Profile.csv",
            "facts": ["ab.posts"],
            "kind": "text",
            "target": 9,
            "enough": 2,
        },
        {"export": "yes", "export_says": "Profile.csv", "facts": ["ab.a", "ab.b"], "kind": "number", "target": 9},
        {"two_minutes": ""},
        {"two_minutes": "A" * 91},
        {"low_exposure": ["Only one step."]},
        {"low_exposure": ["One."] * 6},
        {"outside_view": "yes"},
        {"resume": "basics.label"},
        {"kind": "text", "target": 100, "resume": "basics.email"},
        {"kind": "text", "target": 100, "resume": "profiles."},
    ],
    ids=str,
)
def test_an_item_that_says_too_much_too_little_or_something_else_is_refused(item: dict[str, object]) -> None:
    assert complaints("platform", small_platform(**item))


def test_an_item_may_say_how_to_begin_and_how_to_show_less() -> None:
    more = {"two_minutes": "Look once.", "low_exposure": ["Look.", "Stop."], "outside_view": True}
    assert complaints("platform", small_platform(**more)) == []


def test_an_item_may_say_which_facts_prove_it() -> None:
    more = {"export": "partly", "export_says": "Profile.csv", "facts": ["ab.posts", "ab.own-address"], "enough": 2}
    assert complaints("platform", small_platform(**more)) == []


@pytest.mark.parametrize("place", ["basics.label", "basics.summary", "profiles.Mastodon", "profiles.My own blog"])
def test_a_text_may_say_where_it_goes_in_a_resume(place: str) -> None:
    assert complaints("platform", small_platform(kind="text", target=100, resume=place)) == []


DATA = {"title": "Fill in from my Ab data", "steps": ["Look.", "Click."], "waits": "It takes a day."}


def test_a_platform_may_say_how_to_get_the_data() -> None:
    assert complaints("platform", small_platform() | {"data": DATA}) == []


@pytest.mark.parametrize(
    "data",
    [
        {},
        DATA | {"steps": ["Look."]},
        DATA | {"steps": ["One."] * 6},
        DATA | {"title": "A" * 61},
        DATA | {"waits": ""},
        DATA | {"url": "example.com"},
    ],
    ids=str,
)
def test_half_a_way_to_the_data_is_refused(data: dict[str, object]) -> None:
    assert complaints("platform", small_platform() | {"data": data})


@pytest.mark.parametrize(
    "lines",
    [
        ["one", "two"],
        ["one", "two", "three", "four"],
        ["one", "one", "two"],
        ["one", "two", "x" * 46],
        ["one", "two", ""],
    ],
    ids=len,
)
def test_a_card_with_more_or_less_than_three_short_lines_is_refused(lines: list[str]) -> None:
    assert complaints("profession", PROFESSIONS["any"] | {"never_post": lines})


def test_a_platform_that_can_be_left_out_says_what_is_shown_then() -> None:
    platform = small_platform()
    platform["can_leave_out"] = True
    assert complaints("platform", platform)
    platform["left_out_says"] = "You chose to leave it out."
    assert complaints("platform", platform) == []


def test_a_fact_without_a_source_or_a_day_is_refused() -> None:
    fact = {
        "key": "AB",
        "id": "ab-limit",
        "about": "Name",
        "says": "Up to 5 characters.",
        "source": "ab.example",
        "confidence": "high",
        "checked": date(2026, 11, 1),
    }
    assert complaints("platform", small_platform() | {"fact": [fact]}) == []
    for missing in ("source", "checked"):
        assert complaints("platform", small_platform() | {"fact": [{**fact, missing: ""}]})
        assert complaints("platform", small_platform() | {"fact": [{key: fact[key] for key in fact if key != missing}]})


def profile_file() -> Table:
    answers = {
        item: Answer(
            Status.DONE,
            3,
            "text",
            date(2026, 11, 1),
            "note",
            date(2026, 11, 2),
            5,
            date(2026, 11, 3),
            extra={"newer": [1]},
        )
        for item in ITEMS
    }
    profile = Profile(
        answers,
        frozenset(PLATFORMS),
        "Robin",
        "a goal",
        "work",
        "any",
        Objection.HOW,
        asked=True,
        slot=Slot(1, time(8, 15)),
        paper="a4",
        pauses=(Pause(date(2026, 11, 1)), Pause(date(2026, 11, 9), date(2026, 11, 15))),
        printed=(PrintedPlan(date(2026, 11, 2), 30, (PrintedLine("li-photo", 1, 15, 2, 1, True, True),)),),
        readings=(Reading(date(2026, 11, 1), "1", 31.5, 40, 0, Mark.PLAN),),
        facts={
            "linkedin.posts": Fact(
                key="linkedin.posts",
                number=3,
                text="own words",
                day=date(2026, 10, 31),
                weeks=(2, 1),
                at_least=True,
                how=How.WORKED_OUT,
                file="Shares.csv",
                rows=3,
                skipped=(Skipped(1, "without a readable date"),),
                as_of=date(2026, 11, 1),
                reader="linkedin 1",
                archive="f" * 64,
            )
        },
        extra={"newer": True},
    )
    envelope = Envelope("0" * 32, 1, "", datetime(2026, 11, 1, 9, 30, tzinfo=UTC), 1)
    file: Table = json.loads(to_bytes(envelope, profile_to_data(profile)))
    return file


def test_a_profile_file_the_program_writes_fits_the_schema() -> None:
    assert complaints("profile", profile_file()) == []


def test_fields_of_a_newer_version_are_welcome_in_a_profile_file() -> None:
    file = profile_file()
    file["data"]["colour"] = "blue"
    file["data"]["answers"]["li-photo"]["colour"] = "blue"
    assert complaints("profile", file) == []


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        (("app",), "another"),
        (("rev",), 0),
        (("sha256",), "short"),
        (("saved_at",), "yesterday"),
        (("data", "minutes"), 5),
        (("data", "paper"), "a3"),
        (("data", "left_out"), "facebook"),
        (("data", "answers", "li-photo", "status"), "perhaps"),
        (("data", "answers", "li-photo", "number"), -1),
        (("data", "answers", "li-photo", "day"), "1 March"),
        (("data", "answers", "li-photo", "given"), "2026-02-30"),
        (("data", "answers", "li-photo", "from_data"), "yesterday"),
        (("data", "facts"), []),
        (("data", "facts", "linkedin.posts", "number"), "3"),
        (("data", "facts", "linkedin.posts", "as_of"), ""),
        (("data", "facts", "linkedin.posts", "how"), "guessed"),
    ],
    ids=str,
)
def test_a_profile_file_with_a_wrong_value_is_refused(part: tuple[str, ...], wrong: object) -> None:
    file = deepcopy(profile_file())
    inside = file
    for key in part[:-1]:
        inside = inside[key]
    inside[part[-1]] = wrong
    assert complaints("profile", file)
