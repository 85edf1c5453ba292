from pathlib import Path
from typing import Final

import pytest

from presence_gui.plain import JSON
from presence_gui.storage.strict_json import canonical, canonical_pieces, parse

CORPUS: Final = Path(__file__).parents[4] / "shared" / "corpora" / "jsontestsuite"
CASES: Final = sorted((CORPUS / "test_parsing").glob("*.json"))

# Valid by the letter, refused on purpose: which of the two values would be the person's?
SAME_KEY_TWICE: Final = {"y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json"}


def _accepted(raw: bytes) -> bool:
    try:
        parse(raw)
    except ValueError:
        return False
    return True


def test_a_plain_value_is_read_as_it_is() -> None:
    assert parse('{"a": [1, -2.5, "Zoë", true, false, null]}'.encode()) == {"a": [1, -2.5, "Zoë", True, False, None]}


def test_a_byte_order_mark_some_editors_add_is_no_trouble() -> None:
    assert parse(b"\xef\xbb\xbf[1]") == [1]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "Expecting value"),
        (b"{", "Expecting property name"),
        (b"[\xff]", "invalid start byte"),
        (b"[\x001\x00]\x00", "Expecting value"),
        ('["é"]'.encode("latin-1"), "invalid continuation byte"),
        (b'["\x00"]', "Invalid control character"),
        (b"[NaN]", "not a number to work with: NaN"),
        (b"[Infinity]", "not a number to work with: Infinity"),
        (b"[-Infinity]", "not a number to work with: -Infinity"),
        (b"[1e999]", "not a number to work with: 1e999"),
        (b"[-1e999]", "not a number to work with: -1e999"),
        (b"[" + b"1" * 21 + b"]", f"not a number to work with: {'1' * 20}$"),
        (b"[0." + b"1" * 21 + b"]", f"not a number to work with: 0.{'1' * 18}$"),
        (b"[" + b"1" * 10_000 + b"]", f"not a number to work with: {'1' * 20}$"),
        (b'{"a": 1, "a": 1}', "a key twice"),
        (b'["\\ud800"]', "surrogates not allowed"),
        (b'{"\\udfff": 1}', "surrogates not allowed"),
        (b"[" * 65 + b"]" * 65, "nested too deep"),
        (b'{"a":' * 65 + b"1" + b"}" * 65, "nested too deep"),
        (b"[" * 100_000, "nested too deep"),
        (b"[" * 100_000 + b"]" * 100_000, "nested too deep"),
        (b" " * 20_000_000 + b"1", "too large"),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_whatever_could_mean_two_things_or_too_much_is_refused_for_that_reason(raw: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b"[" + b"1" * 20 + b"]",
        b"[" + b"1" * 20 + b"E100]",
        b"[" * 64 + b"]" * 64,
        b'["\\ud83c\\udf31"]',
        b"[-0." + b"0" * 80 + b"1e-1]",
        b"[1" + b" " * 19_999_997 + b"]",
    ],
    ids=lambda raw: repr(raw[:12]),
)
def test_what_is_just_within_the_limits_is_accepted(raw: bytes) -> None:
    assert _accepted(raw)


def test_the_canonical_text_does_not_depend_on_order_or_layout() -> None:
    assert canonical(parse(b'{"b": 1,\n "a": "\\u00eb"}')) == canonical({"a": "ë", "b": 1}) == '{"a":"ë","b":1}'


def test_a_canonical_text_comes_in_pieces_as_small_as_its_parts() -> None:
    value: JSON = {"b": {"y": [1, {"z": {}}], "x": {}}, "a": {"k": "ë", "j": None}, "": [True, 0.5]}
    pieces = list(canonical_pieces(value))
    assert "".join(pieces) == canonical(value)
    assert pieces == [
        '{"":', "[true,0.5]",
        ',"a":', '{"j":null,"k":"ë"}',
        ',"b":', '{"x":', "{}", ',"y":', '[1,{"z":{}}]', "}",
        "}",
    ]  # fmt: skip


def test_there_is_no_canonical_text_for_what_is_no_number() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(float("nan"))


@pytest.mark.skipif(not CASES, reason="the JSONTestSuite corpus is not beside this checkout")
def test_the_json_test_suite_is_read_as_it_asks() -> None:
    wrong = [
        case.name
        for case in CASES
        # i_ is left to the reader; all that matters is that nothing but ValueError comes out
        if _accepted(case.read_bytes()) != (case.name.startswith("y_") and case.name not in SAME_KEY_TWICE)
        and not case.name.startswith("i_")
    ]
    assert not wrong
    assert len(CASES) > 300
