"""The PDF as somebody hears it: every word tagged, in the order of the page, and not a dot printed differently."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject
from PySide6.QtWidgets import QApplication

from presence_gui.content import Catalog, load_catalog
from presence_gui.guidance import load_guidance
from presence_gui.plan import make_plan
from presence_gui.profile import Profile
from presence_gui.sheet import make_sheets
from presence_gui.ui import page as pages
from presence_gui.ui.page import LaidOutPage, Paper, as_pdf, lay_out
from presence_gui.ui.page_tags import tagged
from presence_gui.ui.page_text import PageFonts

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
TODAY = date(2026, 11, 23)
GUIDANCE = load_guidance(RESOURCES)
PERSON = Profile(name="Zoë محمد 漢字 🎉", goal="be the office that files first", minutes=60)
MARKED = re.compile(rb"/Span <</MCID (\d+)(?: /ActualText <(\w+)>)?>> BDC\n(.*?)EMC\n", re.DOTALL)
SHOWN = re.compile(rb"/(F\d+) \S+ Tf|<(\w+)> Tj")
RANGE = re.compile(rb"<(\w+)> <\w+> \[(.*?)\]", re.DOTALL)

every_paper = pytest.mark.parametrize("paper", Paper)
every_print = pytest.mark.parametrize("large_print", [False, True])


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(RESOURCES / "platforms")


@pytest.fixture(scope="module")
def fonts(qapp: QApplication) -> PageFonts:  # noqa: ARG001 (fonts need a running application)
    return PageFonts.load(RESOURCES / "fonts")


def laid_out(
    catalog: Catalog, fonts: PageFonts, profile: Profile, paper: Paper = Paper.A4, *, large_print: bool = False
) -> LaidOutPage:
    sheets = make_sheets(catalog, GUIDANCE, profile, make_plan(catalog, profile, TODAY), TODAY)
    return lay_out(sheets, paper, fonts, large_print=large_print)


class Heard:
    """A PDF as a screen reader goes through it."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfReader(BytesIO(pdf))
        self.page = self.reader.pages[0]
        self.catalog = self.reader.root_object
        self.content = cast("StreamObject", self.page["/Contents"].get_object()).get_data()
        self.root = cast("DictionaryObject", self.catalog["/StructTreeRoot"])
        fonts = cast("DictionaryObject", cast("DictionaryObject", self.page["/Resources"])["/Font"])
        self._glyphs = {name[1:].encode(): dict(glyphs(cast("DictionaryObject", fonts[name]))) for name in fonts}
        self.pieces = {int(number): self._said(actual, drawn) for number, actual, drawn in MARKED.findall(self.content)}

    def _said(self, actual: bytes, drawn: bytes) -> str:
        if actual:
            return bytes.fromhex(actual.decode()).decode("utf-16")
        says, font = "", dict[int, str]()
        for name, shown in SHOWN.findall(drawn):
            font = self._glyphs[name] if name else font
            says += "".join(font[int(shown[at : at + 4], 16)] for at in range(0, len(shown), 4))
        return says

    @property
    def elements(self) -> Iterator[tuple[str, list[str]]]:
        """Every element with what it says itself, in reading order; each kid knows its parent."""
        yield from self._below(self.root)

    def _below(self, parent: DictionaryObject) -> Iterator[tuple[str, list[str]]]:
        for kid in cast("ArrayObject", parent["/K"]):
            if isinstance(kid, IndirectObject):
                element = cast("DictionaryObject", kid.get_object())
                assert element["/P"] == parent
                numbers = [one for one in cast("ArrayObject", element["/K"]) if isinstance(one, int)]
                assert [self._owner(number) for number in numbers] == [element] * len(numbers)
                yield str(element["/S"]), [self.pieces[number] for number in numbers]
                yield from self._below(element)

    def _owner(self, number: int) -> object:
        tree = cast("DictionaryObject", self.root["/ParentTree"])
        at, owners = cast("ArrayObject", tree["/Nums"])
        assert at == self.page["/StructParents"]
        return owners.get_object()[number].get_object()

    @property
    def words(self) -> list[str]:
        return [as_said(text) for _, texts in self.elements for text in texts]


def glyphs(font: DictionaryObject) -> Iterator[tuple[int, str]]:
    for first, listed in RANGE.findall(cast("StreamObject", font["/ToUnicode"].get_object()).get_data()):
        for number, code in enumerate(re.findall(rb"<(\w+)>", listed), start=int(first, 16)):
            yield number, bytes.fromhex(code.decode()).decode("utf-16-be", "replace")


def as_said(text: str) -> str:
    """Without regard to which kind of space it is."""
    return " ".join(text.split())


def without_tags(page: LaidOutPage) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "draw_mark", None)
        return as_pdf(page)


def poppler(tool: str, *arguments: str | Path) -> bytes:
    program = shutil.which(tool)
    if not program:
        pytest.skip(f"{tool} of poppler is not installed here")
    return subprocess.run([program, *arguments], capture_output=True, check=True).stdout


@every_paper
@every_print
def test_it_is_read_in_the_order_of_the_page(
    catalog: Catalog, fonts: PageFonts, paper: Paper, *, large_print: bool
) -> None:
    page = laid_out(catalog, fonts, PERSON, paper, large_print=large_print)
    heard = Heard(as_pdf(page))
    assert heard.words == [as_said(line) for line in page.words.splitlines()]


@every_paper
def test_nothing_is_drawn_outside_a_tag(catalog: Catalog, fonts: PageFonts, paper: Paper) -> None:
    content = Heard(as_pdf(laid_out(catalog, fonts, PERSON, paper))).content
    artifacts = re.compile(rb"/Artifact BMC\n.*?EMC\n", re.DOTALL)
    (lines,) = artifacts.findall(content)
    assert b"BT" not in lines
    left = artifacts.sub(b"", MARKED.sub(b"", content))
    assert not re.search(rb"\b(BT|Tj|TJ|Do|S|s|f|F|B|b|sh|BI)\b", re.sub(rb"/\w+", b"", left))
    assert content.count(b"90000") == 0


def test_headings_lists_and_the_grid_are_known_as_such(catalog: Catalog, fonts: PageFonts) -> None:
    page = laid_out(catalog, fonts, PERSON)
    elements = list(Heard(as_pdf(page)).elements)
    sheet = page.sheet
    assert sheet.rhythm
    assert [texts for tag, texts in elements if tag == "/H1"] == [[sheet.title]]
    assert [as_said(texts[0]) for tag, texts in elements if tag == "/H2"] == [
        *(week.heading for week in sheet.weeks),
        sheet.rhythm.heading,
        sheet.stick_heading,
    ]
    kinds = [tag for tag, _ in elements]
    assert kinds.count("/L") == 1 + len(sheet.weeks)
    titles = [as_said(texts[0]) for tag, texts in elements if tag == "/LBody"]
    start = f"{sheet.start.lead} {sheet.start.text}"
    assert titles == [start, *(line.title for week in sheet.weeks for line in week.lines)]
    rows, columns = len(sheet.rhythm.rows), len(sheet.rhythm.columns)
    assert kinds.count("/TR") == rows + 1
    assert kinds.count("/TH") == rows + columns
    assert kinds.count("/TD") == rows * columns + 1
    assert kinds[0] == "/Document"


def test_it_says_its_language_its_title_and_what_it_follows(catalog: Catalog, fonts: PageFonts) -> None:
    heard = Heard(as_pdf(laid_out(catalog, fonts, PERSON)))
    assert str(heard.catalog["/Lang"]) == "en-GB"
    assert str(heard.catalog["/MarkInfo"]) == "{'/Marked': True}"
    assert str(heard.catalog["/ViewerPreferences"]) == "{'/DisplayDocTitle': True}"
    assert str(heard.page["/Tabs"]) == "/S"
    assert heard.reader.metadata
    assert heard.reader.metadata.title == "My action plan"
    metadata = cast("StreamObject", heard.catalog["/Metadata"].get_object()).get_data()
    assert b"pdfuaid" not in metadata  # nobody has checked that yet
    assert b"My action plan" in metadata


@every_paper
@every_print
def test_not_a_dot_is_printed_differently(
    catalog: Catalog, fonts: PageFonts, tmp_path: Path, paper: Paper, *, large_print: bool
) -> None:
    page = laid_out(catalog, fonts, PERSON, paper, large_print=large_print)
    (tmp_path / "plain.pdf").write_bytes(without_tags(page))
    (tmp_path / "tagged.pdf").write_bytes(as_pdf(page))
    one, other = (poppler("pdftoppm", "-r", "150", tmp_path / f"{name}.pdf") for name in ("plain", "tagged"))
    assert one == other


def test_another_reader_finds_the_headings(catalog: Catalog, fonts: PageFonts, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    page = laid_out(catalog, fonts, PERSON)
    file.write_bytes(as_pdf(page))
    found = poppler("pdfinfo", "-struct-text", file).decode().replace("\N{NO-BREAK SPACE}", " ")
    assert found.count("H2 (block)") == len(page.sheet.weeks) + 2
    assert all(f'"{week.heading}"' in found for week in page.sheet.weeks)


def test_a_pdf_without_marks_stays_as_it_is(catalog: Catalog, fonts: PageFonts) -> None:
    page = laid_out(catalog, fonts, PERSON)
    pdf = without_tags(page)
    assert tagged(pdf, page.blocks) == pdf
    assert PdfReader(BytesIO(pdf)).root_object.get("/StructTreeRoot") is None


anything = st.text(st.characters(exclude_categories=()), max_size=120)


@given(name=anything, goal=anything, paper=st.sampled_from(Paper))
def test_whatever_name_and_goal_are_they_are_heard(
    catalog: Catalog, fonts: PageFonts, name: str, goal: str, paper: Paper
) -> None:
    page = laid_out(catalog, fonts, replace(PERSON, name=name, goal=goal), paper)
    assert Heard(as_pdf(page)).words == [as_said(text.text) for text in page.texts]
