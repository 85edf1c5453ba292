"""Small files made to keep a program busy: if one took the square of its length in time, this would take hours."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Final
from unicodedata import normalize
from zipfile import ZIP_STORED, ZipFile

import pytest

from presence_gui.importers.reading import Imported, read_exports
from presence_gui.importers.words import MOST_CHARACTERS, clean

TODAY: Final = date(2026, 11, 24)
LINKEDIN: Final = "Complete_LinkedInDataExport_11-20-2026.zip"
WORKBOOK: Final = {
    "xl/workbook.xml": '<workbook xmlns:r="q"><sheets><sheet name="DISCOVERY" r:id="r1"/>'
    '<sheet name="FOLLOWERS" r:id="r2"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<all><one Id="r1" Target="worksheets/sheet1.xml"/>'
    '<one Id="r2" Target="worksheets/sheet1.xml"/></all>',
    "xl/worksheets/sheet1.xml": "<worksheet/>",
}
MARKS: Final = "a" + "\u0301\u0323" * 400_000  # an acute accent belongs above a dot below, and so on


def zipped(name: str, members: Mapping[str, str]) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        with ZipFile(folder / name, "w", ZIP_STORED) as opened:
            for member, content in members.items():
                opened.writestr(member, content)
        return folder / name

    return write


def loose(name: str, content: str) -> Callable[[Path], Path]:
    def write(folder: Path) -> Path:
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    return write


def substack(title: str) -> Callable[[Path], Path]:
    heading = "post_id,post_date,is_published,type,title"
    return zipped("substack.zip", {"posts.csv": f"{heading}\n1.x,2026-01-01T00:00:00.000Z,true,page,{title}\n"})


def feed(creator: str, times: int) -> Callable[[Path], Path]:
    item = f"<item><dc:creator>{creator}</dc:creator></item>"
    return loose(
        "feed.xml", f"<rss><channel xmlns:dc='http://purl.org/dc/elements/1.1/'>{item * times}</channel></rss>"
    )


def blogger(link: str) -> Callable[[Path], Path]:
    kind = '<category scheme="http://schemas.google.com/g/2005#kind" term="blogger#page"/>'
    entry = f'<entry><id>1</id>{kind}<link rel="alternate" href="{link}"/></entry>'
    begin = '<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:blogger.com,1999:blog-1.archive</id>'
    return loose("backup.xml", f"{begin}{entry}</feed>")


SLOW: Final = {
    "accents that must be put in order": zipped(
        LINKEDIN, {"Profile.csv": f"First Name,Last Name,Headline,Summary\nSample,Person,{MARKS},{MARKS}\n"}
    ),
    "vowel signs that are two": zipped(
        LINKEDIN, {"Profile.csv": "First Name,Last Name,Headline\nSample,Person," + "\u0f73" * 300_000 + "\n"}
    ),
    "comments without an end": substack("<!--" * 200_000),
    "scripts without an end": substack("<script " * 100_000),
    "ends of scripts without an end": substack("<script>" + "</script " * 100_000),
    "names full of comments": feed("&lt;!--" * 2_400, 500),
    "an address of many parts": blogger("/a?" * 300_000 + "&#10;"),
    "an address of many folders": blogger("/a" * 400_000 + "#"),
    "texts of a workbook in one another": zipped(
        "analytics.xlsx",
        {**WORKBOOK, "xl/sharedStrings.xml": "<sst>" + "<si>" * 200_000 + "</si>" * 200_000 + "</sst>"},
    ),
    "cells of a workbook in one another": zipped(
        "analytics.xlsx",
        {**WORKBOOK, "xl/worksheets/sheet1.xml": "<worksheet>" + "<c>" * 200_000 + "</c>" * 200_000 + "</worksheet>"},
    ),
}


def read(path: Path) -> Imported:
    return read_exports([path], TODAY, lambda _done: None)


@pytest.mark.parametrize("attack", SLOW)
def test_a_file_made_to_keep_the_program_busy_is_read_or_refused(tmp_path: Path, attack: str) -> None:
    imported = read(SLOW[attack](tmp_path))
    assert len(imported.exports) + len(imported.problems) == 1
    assert all(len(fact.text) <= MOST_CHARACTERS for export in imported.exports for fact in export.facts)


def test_files_of_many_blogs_are_refused_in_a_short_sentence(tmp_path: Path) -> None:
    blogs = {
        f"{number}.xml": f'<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>{number}'
        f"{'x' * 9_000}</title></channel></rss>"
        for number in range(40)
    }
    (sentence,) = read(zipped("blogs.zip", blogs)(tmp_path)).problems
    assert sentence.startswith("“blogs.zip” cannot be read. These files are of several blogs (0xxx")
    assert sentence.endswith("x, …). Open one blog at a time.")
    assert len(sentence) < 450


@pytest.mark.parametrize(
    "text", ["Cafe\u0301", "\u1112\u1161\u11ab\u0300", "q\u0307\u0323", "नमस्ते", "a" + "\u0300" * 30, "\u0958"]
)
def test_letters_with_the_marks_people_write_stay_as_they_are(text: str) -> None:
    assert clean(text) == normalize("NFC", text)


def test_of_endless_marks_on_one_letter_the_first_stay() -> None:
    assert clean("a" + "\u0301\u0323" * 40 + "b") == normalize("NFC", "a" + "\u0301\u0323" * 15 + "b")


def test_control_characters_do_not_keep_an_accent_from_its_letter() -> None:
    assert clean("e\x00\ufeff\x9f\ud800\u0301\r\n\tf\r") == "é\n\tf\n"


def test_a_text_is_kept_up_to_a_length() -> None:
    assert clean("ab" * MOST_CHARACTERS) == "ab" * (MOST_CHARACTERS // 2)
    assert len(clean("\u0958" * MOST_CHARACTERS)) == MOST_CHARACTERS
