import json
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.errors import ExportError
from presence_gui.importers import json_text
from presence_gui.importers.json_text import entries, inside, items_of, value_of, words

CORPUS: Final = Path(__file__).parents[4] / "shared" / "corpora" / "jsontestsuite"
CASES: Final = sorted((CORPUS / "test_parsing").glob("*.json"))
PREFIX: Final = b"window.YTD.tweets.part0 = "

# whatever stands before the first bracket is left out, as in the files of X
WRAPPED: Final = {"n_structure_incomplete_UTF8_BOM.json"}


def _all(raw: bytes, at_once: int = 1 << 20) -> list[object]:
    return list(items_of(raw, "tweets.js", at_once))


@pytest.mark.parametrize(
    "raw",
    [
        b"[1, 2]",
        PREFIX + b"[1, 2]",
        PREFIX + b"[\n1 ,\r\n\t2 ] ;\r\n",
        b"\xef\xbb\xbf[1,2]",
        b"\xef\xbb\xbf" + PREFIX + b"[1,2];",
    ],
)
def test_what_stands_around_the_brackets_is_left_out(raw: bytes) -> None:
    assert value_of(raw, "tweets.js") == [1, 2] == _all(raw)


@pytest.mark.parametrize("raw", [b"[]", b"[ \n]", PREFIX + b"[ ]", PREFIX + b"[];"])
def test_an_empty_list_has_no_entries(raw: bytes) -> None:
    assert value_of(raw, "a.js") == [] == _all(raw)


def test_one_mapping_is_the_only_entry() -> None:
    assert _all(b'window.__THAR_CONFIG = {"a": [1]}') == [{"a": [1]}]


def test_a_key_that_stands_there_twice_does_no_harm() -> None:
    assert value_of(b'{"a": 1, "a": 2}', "a.json") == {"a": 2}


BROKEN: Final = [
    *(
        b"",
        b"nothing here",
        b"[",
        b"{",
        b"[1",
        b"[1,",
        b"[1,]",
        b"[,1]",
        b"[1 2]",
        b"[1}",
        b"[1]]",
        b"[1] [2]",
        b"[1];;",
    ),
    *(b"[NaN]", b"[-Infinity]", b'{"a": NaN}', b"[1" + b"0" * 5000 + b"]", b"[" * 100_000, b'{"a":' * 100_000),
    *('["é"]'.encode("latin-1"), '["é"]'.encode("utf-16"), b'["\xf0\x9f"]', b'["\x00"]', b'["a]', b"[] x", b"[1] \xff"),
]


@pytest.mark.parametrize("raw", BROKEN, ids=lambda raw: repr(raw[:14]))
def test_whatever_is_no_list_and_no_mapping_is_refused_by_name(raw: bytes) -> None:
    with pytest.raises(ExportError, match=r"^“tweets\.js” cannot be read"):
        value_of(raw, "tweets.js")
    for at_once in (1, 7, 1 << 20):
        with pytest.raises(ExportError, match=r"^“tweets\.js” cannot be read"):
            _all(raw, at_once)


def test_an_entry_without_end_is_given_up_long_before_the_file_ends() -> None:
    raw = b'["' + b"a" * (12 << 20)
    with pytest.raises(ExportError):
        _all(raw)


_JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)


@given(st.lists(_JSON, max_size=6), st.integers(1, 40), st.sampled_from([None, 2]), st.booleans())
def test_a_list_read_in_pieces_is_the_list(value: list[object], at_once: int, indent: int | None, plain: bool) -> None:  # noqa: FBT001
    raw = PREFIX + json.dumps(value, indent=indent, ensure_ascii=plain).encode(errors="surrogatepass")
    try:
        expected = json.loads(raw[len(PREFIX) :].decode())
    except ValueError:
        expected = None  # half a character, written as it is, is no UTF-8
    if expected is None:
        with pytest.raises(ExportError):
            _all(raw, at_once)
    else:
        assert _all(raw, at_once) == value_of(raw, "a.js") == expected


@given(st.binary(max_size=60) | st.text('[]{},:;"\\ tnue1.-NaI', max_size=40).map(str.encode), st.integers(1, 20))
def test_any_bytes_are_read_or_refused_and_both_ways_agree(raw: bytes, at_once: int) -> None:
    try:
        value = value_of(raw, "a.js")
    except ExportError:
        with pytest.raises(ExportError):
            _all(raw, at_once)
    else:
        assert _all(raw, at_once) == (value if isinstance(value, list) else [value])


@pytest.mark.skipif(not CASES, reason="the JSONTestSuite corpus is not beside this checkout")
def test_the_json_test_suite_is_read_as_it_asks() -> None:
    wrong = []
    for case in CASES:
        raw = case.read_bytes()
        try:
            value = value_of(raw, case.name)
            accepted = json.dumps(value) == json.dumps(json.loads(raw))
        except ExportError:
            accepted = False
        except ValueError:
            accepted = True  # accepted, though it is none without what stands around it
        wanted = case.name.startswith("y_") and raw.strip()[:1] in {b"[", b"{"}
        if accepted != wanted and not case.name.startswith("i_"):
            wrong.append(case.name)
    assert set(wrong) == WRAPPED
    assert len(CASES) > 300


def test_what_lies_inside_is_found_or_is_nothing() -> None:
    value = {"a": {"b": "text", "c": [1]}, "d": 4}
    assert inside(value, "a", "b") == words(value, "a", "b") == "text"
    assert entries(value, "a", "c") == [1]
    assert inside(value, "d", "b") is None
    assert inside([], "a") is None
    assert words(value, "d") == words(value, "x") == ""
    assert entries(value, "a") == entries(value, "x", "y") == []


@pytest.mark.parametrize("part", [b"[],", b"{},", b"0,"])
def test_what_would_fill_the_memory_is_not_even_begun(part: bytes) -> None:
    raw = b'{"friends_v2": [' + part * 4_000_001 + b"0]}"
    for read in (value_of, _all_of):
        with pytest.raises(ExportError, match=r"^“a\.json” is built of far more parts than any export"):
            read(raw, "a.json")


def _all_of(raw: bytes, name: str) -> object:
    return list(items_of(raw, name))


def test_a_list_has_so_many_entries_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    assert json_text.MOST_ENTRIES == 500_000
    monkeypatch.setattr(json_text, "MOST_ENTRIES", 5_000)
    assert len(_all(b"[" + b"0," * 4_999 + b"0]")) == 5_000
    with pytest.raises(ExportError, match="far more parts"):
        _all(b"[" + b"0," * 5_000 + b"0]")
