import json
import re
from dataclasses import replace
from types import MappingProxyType
from typing import Final

import pytest

from presence_gui.errors import NewerError, ProfileError
from presence_gui.plain import JSON
from presence_gui.storage.envelope import Envelope, fingerprint, from_bytes, to_bytes, with_whole_characters
from presence_gui.storage.strict_json import canonical
from tests.unit.storage.samples import LATER, PROFILE_ID

NAME: Final = "“My plan.presence”"
ENVELOPE: Final = Envelope(PROFILE_ID, 3, "f" * 64, LATER, 1, 1, extra=MappingProxyType({"made_by": "2.0", "x": [1]}))
DATA: Final[dict[str, JSON]] = {"name": "Zoë"}


WHOLE: Final = replace(ENVELOPE, schema=2, min_reader=2)


def _with(envelope: Envelope = ENVELOPE, /, **changed: JSON) -> bytes:
    """Return a file in which these fields say something else; None takes one out."""
    fields: dict[str, JSON] = json.loads(to_bytes(envelope, DATA))
    fields |= changed
    return json.dumps({key: value for key, value in fields.items() if value is not None}).encode()


def test_the_file_is_laid_out_for_a_person_to_read() -> None:
    assert to_bytes(ENVELOPE, DATA).decode() == (
        f"""{{
  "app": "presence",
  "schema": 1,
  "min_reader": 1,
  "profile_id": "{PROFILE_ID}",
  "rev": 3,
  "parent_sha256": "{"f" * 64}",
  "saved_at": "2026-11-23T14:02:11Z",
  "sha256": "{fingerprint(canonical(DATA).encode())}",
  "made_by": "2.0",
  "x": [
    1
  ],
  "data": {{
    "name": "Zoë"
  }}
}}
"""
    )


def test_what_was_written_is_read_with_the_fields_of_a_newer_version() -> None:
    assert from_bytes(to_bytes(ENVELOPE, DATA), NAME, 1) == (ENVELOPE, DATA)


@pytest.mark.parametrize(
    "changed",
    [
        {"sha256": "0" * 64},
        {"sha256": None},
        {"data": None},
        {"data": [DATA]},
        {"data": {"name": "Zoe"}},
        {"schema": None},
        {"schema": 0},
        {"schema": True},
        {"schema": "1"},
        {"min_reader": 0},
        {"min_reader": 1.0},
        {"rev": 0},
        {"profile_id": "My plan"},
        {"profile_id": PROFILE_ID.upper()},
        {"parent_sha256": "f" * 63},
        {"saved_at": "yesterday"},
        {"saved_at": "2026-11-23T14:02:11"},
        {"saved_at": 1},
    ],
    ids=str,
)
def test_a_field_that_does_not_fit_is_damage_and_the_place_is_named(changed: dict[str, JSON]) -> None:
    with pytest.raises(ProfileError, match=f"{re.escape(NAME)} is damaged") as trouble:
        from_bytes(_with(**changed), NAME, 1)
    (key,) = changed
    places = f" at “{key}”;", " at “schema, min_reader, rev”;"
    assert any(place in str(trouble.value) for place in places) or key in {"sha256", "data"}


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b'{\n"app": "presence",\n"rev": }', " at line 3;"),
        ('{\n"app": "Zoë"}'.encode("latin-1"), " at line 2;"),
        ('\n{"app": "Zoë"}'.encode("latin-1"), " at line 2;"),
        (b'{"app": 1, "app": 2}', "Presence; it"),
    ],
)
def test_a_text_that_stops_making_sense_says_at_which_line(raw: bytes, place: str) -> None:
    with pytest.raises(ProfileError, match=f"{re.escape(NAME)} is damaged or was changed outside Presence") as trouble:
        from_bytes(raw, NAME, 1)
    assert place in str(trouble.value)


@pytest.mark.parametrize("raw", [_with(app="absence"), _with(app=None), b"{}", b"[]", b"1"])
def test_a_file_of_another_program_is_called_so(raw: bytes) -> None:
    with pytest.raises(ProfileError, match="is not a Presence profile"):
        from_bytes(raw, NAME, 1)


@pytest.mark.parametrize("changed", [{"schema": 3, "rev": "third"}, {"min_reader": 3, "sha256": "blake:1"}], ids=str)
def test_a_file_we_cannot_read_as_it_is_newer_is_called_so(changed: dict[str, JSON]) -> None:
    with pytest.raises(NewerError, match="newer version"):
        from_bytes(_with(WHOLE, **changed), NAME, 2)


def test_a_whole_file_of_the_next_schema_that_makes_no_sense_here_is_called_newer() -> None:
    with pytest.raises(NewerError, match="newer version"):
        from_bytes(to_bytes(replace(WHOLE, schema=3, rev=0), DATA), NAME, 2)


@pytest.mark.parametrize("envelope", [ENVELOPE, WHOLE], ids=lambda one: f"schema {one.schema}")
def test_what_is_no_number_is_not_written(envelope: Envelope) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_bytes(replace(envelope, extra=MappingProxyType({"x": float("nan")})), DATA)


@pytest.mark.parametrize("changed", [{"schema": 3}, {"min_reader": 6}, {"schema": 3, "min_reader": 3}], ids=str)
@pytest.mark.parametrize("envelope", [WHOLE, replace(WHOLE, min_reader=1)], ids=lambda one: f"read by {one.min_reader}")
def test_a_file_of_ours_in_which_only_the_version_was_damaged_is_called_damaged(
    envelope: Envelope, changed: dict[str, JSON]
) -> None:
    with pytest.raises(ProfileError, match="is damaged"):
        from_bytes(_with(envelope, **changed), NAME, 2)


def test_from_schema_two_on_the_fingerprint_is_over_every_field_but_itself() -> None:
    fields = json.loads(to_bytes(WHOLE, DATA))
    told = fields.pop("sha256")
    assert told == fingerprint(canonical(fields).encode())
    assert from_bytes(to_bytes(WHOLE, DATA), NAME, 2) == (WHOLE, DATA)


@pytest.mark.parametrize(
    "changed",
    [
        {"rev": 4},
        {"profile_id": "f" * 32},
        {"parent_sha256": "e" * 64},
        {"parent_sha256": ""},
        {"saved_at": "2026-11-23T14:02:12Z"},
        {"schema": 1},
        {"min_reader": 1},
        {"x": [2]},
        {"x": None},
        {"y": 1},
    ],
    ids=str,
)
def test_a_field_around_the_profile_that_says_something_else_is_damage(changed: dict[str, JSON]) -> None:
    assert from_bytes(_with(WHOLE), NAME, 2) == (WHOLE, DATA)
    with pytest.raises(ProfileError, match=f"{re.escape(NAME)} is damaged or was changed outside Presence; it"):
        from_bytes(_with(WHOLE, **changed), NAME, 2)


def test_the_fingerprint_of_schema_one_is_over_the_profile_only_and_good_for_schema_one_only() -> None:
    assert from_bytes(_with(rev=4), NAME, 2)[0].rev == 4
    with pytest.raises(ProfileError, match="is damaged"):
        from_bytes(_with(schema=2), NAME, 2)


@pytest.mark.parametrize(("schema", "min_reader", "newer"), [(1, 1, False), (2, 1, True), (1, 2, True)])
def test_a_file_is_newer_when_its_schema_or_its_reader_is(schema: int, min_reader: int, *, newer: bool) -> None:
    assert replace(ENVELOPE, schema=schema, min_reader=min_reader).newer_than(1) == newer


def test_half_a_character_becomes_a_question_mark_and_two_halves_a_whole() -> None:
    halves: dict[str, JSON] = {"b": ["a\ud83cb", 1], "a": "\ud83c\udf31", "\udf31": None}
    assert list(with_whole_characters(halves).items()) == [("a", "🌱"), ("b", ["a�b", 1]), ("�", None)]
