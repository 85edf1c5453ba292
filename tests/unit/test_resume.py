import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from presence_gui.plain import JSON
from presence_gui.profile import Answer, Profile, Status
from presence_gui.resume import resume_of
from tests.unit.builders import TEXT, catalog_with, profiles, real_checklists

SCHEMA: Final = Path(__file__).resolve().parents[3] / "shared" / "samples" / "jsonresume" / "schema.json"
needs_schema = pytest.mark.skipif(not SCHEMA.is_file(), reason="the schema of JSON Resume is not beside this folder")

LABEL: Final = replace(TEXT, id="label", resume="basics.label")
SPARE: Final = replace(TEXT, id="spare", resume="basics.label")
SUMMARY: Final = replace(TEXT, id="summary", resume="basics.summary")
GARDENERS: Final = replace(TEXT, id="gardeners", resume="profiles.Gardeners")
SEEDS: Final = replace(TEXT, id="seeds", resume="profiles.Seed swap")
PRIVATE: Final = replace(TEXT, id="private")
GARDEN: Final = catalog_with(LABEL, SPARE, SUMMARY, GARDENERS, SEEDS, PRIVATE)


def basics(name: str = "", left_out: str = "", status: Status = Status.DONE, **texts: str) -> JSON:
    answers = {item: Answer(status=status, text=text) for item, text in texts.items()}
    profile = Profile(MappingProxyType(answers), name=name, left_out=frozenset({left_out}) - {""})
    return resume_of(GARDEN, profile)["basics"]


def test_what_is_written_down_goes_where_the_checklist_says() -> None:
    found = basics(" Sample Person ", label="Gardener", summary="I dig.\n\nI rake.", private="canary")
    assert found == {"name": "Sample Person", "label": "Gardener", "summary": "I dig.\n\nI rake."}


def test_the_first_item_with_a_text_fills_a_place() -> None:
    assert basics(label="First", spare="Second") == {"label": "First"}
    assert basics(label="  ", spare="Second") == {"label": "Second"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://gardeners.example/in/sample", {"url": "https://gardeners.example/in/sample"}),
        ("http://gardeners.example:8080/sample?a=1#b", {"url": "http://gardeners.example:8080/sample?a=1#b"}),
        ("gardeners.example/in/sample", {"url": "https://gardeners.example/in/sample"}),
        (" @sample ", {"username": "sample"}),
        ("sample.person-2", {"username": "sample.person-2"}),
    ],
)
def test_a_profile_is_an_address_or_a_name(text: str, found: dict[str, JSON]) -> None:
    assert basics(gardeners=text) == {"profiles": [{"network": "Gardeners"} | found]}


@pytest.mark.parametrize(
    "text", ["not yet", "ftp://gardeners.example/x", "javascript:x", "https://a.example/ b", "/in/x"]
)
def test_a_text_that_is_neither_is_left_out(text: str) -> None:
    assert basics(gardeners=text) == {}


def test_profiles_stand_in_the_order_of_the_tabs() -> None:
    assert basics(seeds="b", gardeners="a") == {
        "profiles": [{"network": "Gardeners", "username": "a"}, {"network": "Seed swap", "username": "b"}]
    }


def test_what_is_not_for_somebody_or_left_out_is_not_in_it() -> None:
    assert basics(label="Gardener", status=Status.NOT_FOR_ME) == {}
    assert basics(label="Gardener", left_out="garden") == {}


def test_a_resume_of_nothing_is_still_a_resume() -> None:
    assert resume_of(GARDEN, Profile()) == {
        "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
        "basics": {},
        "meta": {"version": "v1.0.0"},
    }


def test_the_shipped_checklists_fill_label_summary_and_a_profile() -> None:
    places = [item.resume for item in real_checklists().items.values() if item.resume]
    assert places == ["profiles.LinkedIn", "basics.label", "basics.summary", "basics.summary", "basics.label"]


@needs_schema
@given(profiles, st.text(max_size=20), st.text(max_size=60))
def test_every_resume_is_valid(profile: Profile, name: str, text: str) -> None:
    answers = {item.id: Answer(text=text) for item in real_checklists().items.values() if item.resume}
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    checked = Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)
    for one in (profile, replace(profile, name=name, answers=MappingProxyType(answers))):
        found = resume_of(real_checklists(), one)
        assert not list(checked.iter_errors(found))
        assert json.loads(json.dumps(found)) == found
