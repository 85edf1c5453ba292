"""Other people's test files, thousands of them: each is read or refused in a sentence, by the door and every reader."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from presence_gui.errors import ExportError
from presence_gui.importers.archive import Archive
from presence_gui.importers.csv_rows import Columns, Rows
from presence_gui.importers.reading import read_exports, readers

CORPORA: Final = Path(__file__).resolve().parents[4] / "shared" / "corpora"
TODAY: Final = date(2026, 11, 24)
NAMES: Final = (
    "jsontestsuite",
    "feedparser",
    "csv-spectrum",
    "yauzl-zips",
    "cpython-testdata",
    "csv-injection",
    "blns",
)
# words a person need not know
JARGON: Final = re.compile(r"exception|traceback|parse|unicode|utf|codec|offset|xml|csv\b(?!”)", re.IGNORECASE)

pytestmark = pytest.mark.skipif(not CORPORA.is_dir(), reason="needs the test corpora that lie beside the project")


def files(name: str) -> list[Path]:
    found = sorted(file for file in (CORPORA / name).rglob("*") if file.is_file())
    assert found
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_file_is_read_or_refused_in_a_sentence(name: str) -> None:
    for file in files(name):
        exports, problems = read_exports([file], TODAY, lambda _done: None)
        assert len(exports) + len(problems) == 1, file
        for sentence in problems:
            assert sentence.endswith("."), sentence
            assert not JARGON.search(sentence.replace(file.name, "")), sentence


@pytest.mark.parametrize("name", NAMES)
def test_no_reader_fails_on_a_file_that_is_none_of_its_own(name: str) -> None:
    refused = Counter[str]()
    for file in files(name):
        for archive in opened(file):
            for reader in readers():
                try:
                    reader.fits(archive)
                    reader.read([archive], TODAY)
                except ExportError:
                    refused[reader.NAME] += 1
    assert len(refused) >= len({reader.NAME for reader in readers()}) - 2


def opened(file: Path) -> Iterator[Archive]:
    try:
        with Archive(file) as archive:
            yield archive
    except ExportError:
        assert file.parent.name in {"failure", "success"} or file.suffix == ".zip"


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
