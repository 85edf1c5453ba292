import csv
import json
import tracemalloc
from io import StringIO
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.errors import ExportError
from presence_gui.importers import csv_rows
from presence_gui.importers.csv_rows import Columns, Rows, as_utf8

SHARED: Final = Path(__file__).parents[4] / "shared"
TRAPS: Final = SHARED / "samples" / "linkedin" / "traps"
DATED: Final = Columns(("Date", "Link"), ("Message",))
ESCAPED: Final = Columns(("Date", "Link"), ("Message",), escaped=True)
shared = pytest.mark.skipif(not TRAPS.exists(), reason="the samples beside the project are not here")


def _read(text: str | bytes, columns: Columns = DATED) -> tuple[list[tuple[str, ...]], Rows]:
    rows = Rows([text.encode() if isinstance(text, str) else text], columns)
    return list(rows), rows


def test_columns_are_found_by_name_wherever_they_are() -> None:
    found, rows = _read("Other, link ,DATE\n1,2,3\n")
    assert found == [("3", "2", "")]
    assert rows.missing == {"Message"}
    assert (rows.files, rows.headless, rows.damaged, rows.windows) == (1, 0, 0, False)


def test_a_preamble_is_passed_over_and_without_a_heading_nothing_is_read() -> None:
    assert _read('Notes:\r\n"Two\r\n""lines"""\r\n\r\nDate,Link\r\na,b\r\n')[0] == [("a", "b", "")]
    for text in (
        "",
        "\n",
        "Notes:\nnothing else\n\n",
        "Date,Date,Link\n1,2,3\n",
        ",,\n1,2,3\n",
        "x\n" * 25 + "Date,Link\n",
    ):
        found, rows = _read(text)
        assert found == []
        assert (rows.files, rows.headless) == (0, 1)


def test_a_preamble_of_any_sort_does_not_stop_the_search() -> None:
    assert _read("x" * 1_000_001 + "\nDate,Link\na,b\n")[0] == [("a", "b", "")]


def test_short_rows_are_filled_and_blank_ones_passed_over() -> None:
    found, rows = _read("Date,Link,Message\na,b\n\n,,\nc,d,e,,\n")
    assert found == [("a", "b", ""), ("c", "d", "e")]
    assert rows.damaged == 0


def test_rows_that_cannot_be_told_apart_are_counted_and_reading_goes_on() -> None:
    found, rows = _read("Date,Link,Message\na,b,c,d\ntail of something\ne,f,g\n" + "h" * 1_000_001 + ",i\nj,k,l\n")
    assert found == [("e", "f", "g"), ("j", "k", "l")]
    assert rows.damaged == 3


@pytest.mark.parametrize("end", ['c,d,"never ends', 'c,d,"never ends\n', 'c,"never\nends\n', "c,d,Trailing\\"])
def test_a_quotation_that_never_ends_is_damage(end: str) -> None:
    found, rows = _read(f"Date,Link,Message\na,b,x\n{end}", ESCAPED)
    assert found == [("a", "b", "x")]
    assert rows.damaged == 1


def test_a_backslash_hides_a_quote_only_where_linkedin_writes_it_so() -> None:
    text = 'Date,Link,Message\na,b,"She said \\"yes\\", ""no"" and\nmore"\nc,d,e\n'
    assert _read(text, ESCAPED)[0] == [("a", "b", 'She said "yes", "no" and\nmore'), ("c", "d", "e")]
    assert _read("Date,Link,Message\na,b,C:\\\n", DATED)[0] == [("a", "b", "C:\\")]


def test_spreadsheets_save_other_marks_between_the_columns() -> None:
    for mark in ";\t":
        assert _read(f"Date{mark}Link\n1,5{mark}x\n")[0] == [("1,5", "x", "")]


def test_the_parts_of_a_file_are_read_one_after_the_other() -> None:
    rows = Rows([b"Date,Link\na,b\n", b"", b"Link,Date\nd,c\n"], Columns(("Date", "Link")))
    assert list(rows) == [("a", "b"), ("c", "d")]
    assert (rows.files, rows.headless) == (2, 1)


def test_a_column_may_have_another_name_in_another_language() -> None:
    rows = Rows(["Pre\u0301nom,Nom\nZoé,Exemple\n".encode()], Columns(("First Name",)), {"prénom": "first name"})
    assert list(rows) == [("Zoé",)]


def test_every_way_of_saving_letters_is_read() -> None:
    text = "Date,Link\nJosé,€\n"
    for data, windows in (
        (text.encode(), False),
        (text.encode("utf-8-sig"), False),
        (text.encode("utf-16"), False),
        (text.encode("cp1252"), True),
        (text.encode().replace(b"J", b"\0J"), False),
    ):
        found, rows = _read(data)
        assert found == [("José", "€", "")]
        assert rows.windows is windows


def test_a_letter_between_two_pieces_is_still_utf8() -> None:
    text = "x" * ((1 << 20) - 1) + "é"
    assert as_utf8(text.encode()) == (text.encode(), False)
    assert as_utf8(text.encode()[:-1]) == (("x" * ((1 << 20) - 1) + "Ã").encode(), True)


@shared
@pytest.mark.parametrize(
    "case", json.loads((TRAPS / "byte-decoding-parity.json").read_text())["cases"] if TRAPS.exists() else []
)
def test_the_letters_of_the_samples_come_out_as_expected(case: dict[str, Any]) -> None:
    data, windows = as_utf8(bytes(case["bytes"]))
    assert [ord(letter) for letter in data.decode()] == case["expectedCodePoints"]
    assert windows is case["usedFallback"]


@shared
@pytest.mark.parametrize(
    "case",
    [
        case
        for case in (json.loads((TRAPS / "malformed-csv-outcomes.json").read_text())["cases"] if TRAPS.exists() else [])
        if case["fileType"] != "messages"  # never opened
    ],
    ids=lambda case: case["id"],
)
def test_the_malformed_samples_are_accepted_or_found_out(case: dict[str, Any]) -> None:
    columns = {
        "shares": Columns(("Date", "ShareLink", "ShareCommentary")),
        "comments": ESCAPED,
        "connections": Columns(("First Name", "Last Name", "Connected On")),
    }[case["fileType"]]
    _found, rows = _read(case["csv"], columns)
    outcome = "accepted" if not rows.damaged else "parse_error"
    expected = case["expected"]["python"]
    assert outcome == expected if rows.files else expected in {"invalid_header", "empty_input"}


@given(st.lists(st.lists(st.text(st.characters(exclude_characters="\0\r")), min_size=2, max_size=2).filter(any)))
def test_what_csv_writes_is_read_back(rows: list[list[str]]) -> None:
    made = StringIO(newline="")
    csv.writer(made).writerows([["Date", "Link"], *rows])
    data = made.getvalue().encode("utf-8", "replace")
    rows = [[cell.encode("utf-8", "replace").decode() for cell in row] for row in rows]
    assert [list(row) for row in Rows([data], Columns(("Date", "Link")))] == rows


@given(st.binary(max_size=300))
def test_no_bytes_whatever_stop_the_reading(data: bytes) -> None:
    for columns in (DATED, ESCAPED, Columns(("Date",))):
        for row in Rows([b"Date,Link\n" + data, data], columns):
            assert len(row) == len(columns.needed) + len(columns.wanted)


def test_a_line_that_would_fill_the_memory_comes_in_pieces() -> None:
    tracemalloc.start()
    found, rows = _read(b"Date,Link\n" + b"," * 5_000_000 + b"\na,b\n")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == [("a", "b", "")]
    assert rows.damaged == 0
    assert peak < 40_000_000
    long = "x" * 700_000
    assert _read(f'Date,Link,Message\n"{long}\r\n",b,"{long}"\n')[0] == [(f"{long}\r\n", "b", long)]


def test_more_rows_than_anybody_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert csv_rows.MOST_ROWS == 500_000
    monkeypatch.setattr(csv_rows, "MOST_ROWS", 5_000)
    assert len(_read("Date,Link\n" + "1,2\n" * 4_999)[0]) == 4_999
    for damage in ("", "h" * 1_000_001 + "\n"):
        with pytest.raises(ExportError, match="more than 5,000 rows"):
            _read("Date,Link\n" + "1,2\n" * 5_001 + damage)
