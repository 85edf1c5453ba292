"""Other people's test files: a sample of each kind is read or refused in a sentence; the bar R15 tries them all."""

import json
from pathlib import Path
from typing import Final

import pytest

from presence_gui.importers.csv_rows import Columns, Rows
from tests.reliability.corpora import CORPORA, files, wrong_with

SAMPLE: Final = 6
FOLDERS: Final = sorted({file.parent for file in files()})

pytestmark = pytest.mark.skipif(not FOLDERS, reason="needs the test corpora that lie beside the project")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(CORPORA).as_posix())
def test_a_file_is_read_or_refused_in_a_sentence(folder: Path) -> None:
    here = [file for file in files() if file.parent == folder]
    sample = here[:: max(1, len(here) // SAMPLE)]
    assert {file.name: wrong for file in sample if (wrong := list(wrong_with(file)))} == {}


@pytest.mark.parametrize(
    "name",
    [
        *("comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines", "newlines_crlf"),
        *("quotes_and_newlines", "simple", "simple_crlf", "utf8"),  # what location_coordinates should hold is another
    ],
)
def test_rows_are_told_apart_as_others_tell_them(name: str) -> None:
    raw = (CORPORA / "csv-spectrum" / "csvs" / f"{name}.csv").read_bytes()
    wanted: list[dict[str, str]] = json.loads((CORPORA / "csv-spectrum" / "json" / f"{name}.json").read_text())
    columns = tuple(wanted[0])
    rows = Rows([raw], Columns(columns))
    assert [dict(zip(columns, row, strict=True)) for row in rows] == wanted
    assert (rows.damaged, rows.headless) == (0, 0)
