"""The page on every paper: always one, nothing lost, nothing overlapping, nothing too small to read."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from PySide6.QtCore import QLocale, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from presence_gui.content import Catalog, load_catalog
from presence_gui.errors import SaveError
from presence_gui.guidance import load_guidance
from presence_gui.plan import make_plan
from presence_gui.profile import Profile
from presence_gui.sentences import Part, Sentence
from presence_gui.sheet import Rhythm, Sheet, TaskLine, WeekBlock, make_sheets
from presence_gui.ui.page import LaidOutPage, Paper, as_pdf, lay_out, print_page, write_pdf
from presence_gui.ui.page_text import PageFonts, Style, Words, plain
from tests.unit.builders import planned

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
TODAY = date(2026, 11, 23)
GUIDANCE = load_guidance(RESOURCES)
GOAL = "be the person farm families ask about passing on the business"
PERSON = Profile(name="Jane Example", goal=GOAL)
LONG = "Donaudampfschifffahrt" * 15
TALLEST_LINE = 1.4  # of the type size

every_paper = pytest.mark.parametrize("paper", Paper)
every_print = pytest.mark.parametrize("large_print", [False, True])
ODD_NAMES = {
    "arabic": "محمد العربية",
    "chinese": "漢字 日本語",
    "emoji": "Ann 🎉👩\u200d👩\u200d👧",
    "long word": LONG,
    "control": "A\x00\x07\nB\u2028C\u202eD",
    "half letters": "a\ud800b\udc00",
    "in no font": "\U0010fffd \u0378",
    "novel": "word " * 20_000,
}
odd_names = pytest.mark.parametrize("name", ODD_NAMES.values(), ids=ODD_NAMES)


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(RESOURCES / "platforms")


@pytest.fixture(scope="module")
def fonts(qapp: QApplication) -> PageFonts:  # noqa: ARG001 (fonts need a running application)
    return PageFonts.load(RESOURCES / "fonts")


def versions(catalog: Catalog, profile: Profile) -> list[Sheet]:
    return list(make_sheets(catalog, GUIDANCE, profile, make_plan(catalog, profile, TODAY), TODAY))


def overlaps(page: LaidOutPage) -> list[tuple[QRectF, QRectF]]:
    hair = 0.01
    rects = [text.rect.adjusted(hair, hair, -hair, -hair) for text in page.texts] + list(page.boxes)
    return [(one, other) for one, other in combinations(rects, 2) if one.intersects(other)]


def outside(page: LaidOutPage) -> list[QRectF]:
    inner = page.paper.inner.adjusted(-0.01, -0.01, 0.01, 0.01)
    rects = [*page.boxes, *(text.rect for text in page.texts)]
    # a text may have no width, and Qt takes such a rectangle to be nowhere
    return [rect for rect in rects if not (inner.contains(rect.topLeft()) and inner.contains(rect.bottomRight()))]


def smallest_type(page: LaidOutPage) -> float:
    return round(min(text.size for text in page.texts), 6)


def page_count(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def picture(page: LaidOutPage, dots_an_inch: int) -> QImage:
    scale = dots_an_inch / 72
    paper = page.paper.rect
    image = QImage(round(paper.width() * scale), round(paper.height() * scale), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    with QPainter(image) as painter:
        painter.scale(scale, scale)
        page.paint(painter)
    return image


def poppler(tool: str, *arguments: str | Path) -> str:
    program = shutil.which(tool)
    if not program:
        pytest.skip(f"{tool} of poppler is not installed here")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True, encoding="utf-8").stdout


def as_words(text: str) -> set[str]:
    return {word for word in text.split() if any(letter.isalnum() for letter in word)}


@every_paper
@every_print
@pytest.mark.parametrize("minutes", [15, 30, 60, 180])
def test_a_plan_is_one_page_that_can_be_read(
    catalog: Catalog, fonts: PageFonts, paper: Paper, minutes: int, *, large_print: bool
) -> None:
    sheets = versions(catalog, replace(PERSON, minutes=minutes))
    page = lay_out(sheets, paper, fonts, large_print=large_print)
    assert page_count(as_pdf(page)) == 1
    assert smallest_type(page) >= (12 if large_print else 9)
    assert overlaps(page) == []
    assert outside(page) == []
    assert not [text for text in page.texts if "…" in text.text]


@every_paper
def test_another_reader_finds_one_page_of_the_right_size(
    catalog: Catalog, fonts: PageFonts, paper: Paper, tmp_path: Path
) -> None:
    file = tmp_path / "plan.pdf"
    write_pdf(lay_out(versions(catalog, PERSON), paper, fonts), file)
    told = poppler("pdfinfo", file)
    found = dict(line.split(":", 1) for line in told.splitlines())
    assert found["Pages"].strip() == "1"
    assert found["Title"].strip() == "My action plan"
    assert f"({'A4' if paper is Paper.A4 else 'letter'})" in found["Page size"]


def test_every_word_comes_out_of_the_pdf(catalog: Catalog, fonts: PageFonts, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    page = lay_out(versions(catalog, replace(PERSON, goal="find five offices that file first")), Paper.A4, fonts)
    write_pdf(page, file)
    assert as_words(page.words) <= as_words(poppler("pdftotext", file, "-"))
    assert {"offices", "first", "Presence.", "30"} <= as_words(page.words)


def test_the_page_says_all_that_the_sheet_says(catalog: Catalog, fonts: PageFonts) -> None:
    page = lay_out(versions(catalog, PERSON), Paper.A4, fonts)
    sheet = page.sheet
    expected = [sheet.title, sheet.subtitle, sheet.score, f"My goal: {GOAL}", sheet.waiting, *sheet.footer]
    expected += [f"{sheet.start.lead} {sheet.start.text}"]
    for week in sheet.weeks:
        expected += [week.heading, *(word for line in week.lines for word in (line.title, line.hint, line.minutes))]
    assert sheet.rhythm
    expected += [*sheet.rhythm.columns, *(text for text, _ in sheet.rhythm.rows)]
    expected += [f"{one.lead} {one.text}".strip() for one in (*sheet.opening, *sheet.closing)]
    assert set(expected) <= {text.text for text in page.texts}


def test_the_fonts_in_the_pdf_are_the_bundled_ones(catalog: Catalog, fonts: PageFonts) -> None:
    pdf = PdfReader(BytesIO(as_pdf(lay_out(versions(catalog, PERSON), Paper.A4, fonts))))
    resources = pdf.pages[0]["/Resources"].get_object()
    assert isinstance(resources, DictionaryObject)
    used = resources["/Font"].get_object()
    assert isinstance(used, DictionaryObject)
    inner = [font.get_object()["/DescendantFonts"][0].get_object() for font in used.values()]
    assert {font["/BaseFont"].split("+")[-1] for font in inner} == {"/NotoSans-Regular", "/NotoSans-Bold"}
    assert all("/FontFile2" in font["/FontDescriptor"].get_object() for font in inner)


@pytest.mark.usefixtures("qapp")
def test_without_the_bundled_fonts_the_system_has_one(catalog: Catalog, tmp_path: Path) -> None:
    assert page_count(as_pdf(lay_out(versions(catalog, PERSON), Paper.A4, PageFonts.load(tmp_path)))) == 1


@odd_names
def test_an_odd_name_and_goal_leave_one_whole_page(catalog: Catalog, fonts: PageFonts, name: str) -> None:
    page = lay_out(versions(catalog, replace(PERSON, name=name, goal=name)), Paper.A4, fonts, large_print=True)
    assert page_count(as_pdf(page)) == 1
    assert overlaps(page) == []
    assert outside(page) == []
    assert smallest_type(page) >= 12
    assert sum("weeks from" in text.text for text in page.texts) == 1


def test_text_that_steers_a_device_becomes_plain() -> None:
    assert plain(" a\ud800b\r\nc\x1b\u2029d\u202ee  f ") == "a\ufffdb c de f"


def test_a_name_without_end_is_shortened_but_not_what_follows(catalog: Catalog, fonts: PageFonts) -> None:
    page = lay_out(versions(catalog, replace(PERSON, name=LONG)), Paper.A4, fonts)
    subtitle = next(text for text in page.texts if "…" in text.text)
    assert subtitle.text.startswith(LONG[:60])
    assert subtitle.text.endswith("… · four weeks from Mon 30 November 2026 · 30 minutes a week")
    assert subtitle.rect.height() <= 3 * TALLEST_LINE * subtitle.size


anything = st.text(st.characters(exclude_categories=()), max_size=400)


@given(
    person=st.builds(Profile, name=anything, goal=anything),
    paper=st.sampled_from(Paper),
    large_print=st.booleans(),
)
def test_whatever_name_and_goal_are_it_is_one_whole_page(
    catalog: Catalog, fonts: PageFonts, person: Profile, paper: Paper, *, large_print: bool
) -> None:
    page = lay_out(versions(catalog, person), paper, fonts, large_print=large_print)
    assert page_count(as_pdf(page)) == 1
    assert overlaps(page) == []
    assert outside(page) == []
    assert smallest_type(page) >= (12 if large_print else 9)


texts = st.text(max_size=80)
steps = st.lists(texts.map("1 ".__add__), max_size=3).map(tuple)
tasks = st.builds(TaskLine, st.integers(1, 12), texts, texts, texts, steps)
weeks = st.builds(WeekBlock, texts, texts, st.lists(tasks, max_size=4).map(tuple))
rows = st.lists(st.tuples(texts, st.integers(1, 4)), max_size=8).map(tuple)
grids = st.builds(Rhythm, texts, texts, st.lists(texts, max_size=4).map(tuple), rows)
sentence = st.builds(Sentence, st.none(), texts, texts, st.integers(0, 2))
sheets = st.builds(
    Sheet,
    title=texts,
    subtitle=texts,
    score=texts,
    score_note=texts,
    opening=st.lists(sentence, max_size=3).map(tuple),
    start=sentence,
    weeks=st.lists(weeks, max_size=4).map(tuple),
    waiting=texts,
    rhythm=st.none() | grids,
    stick_heading=texts,
    closing=st.lists(sentence, max_size=6).map(tuple),
    footer=st.tuples(texts, texts),
    plan=st.just(planned()),
)


@given(sheet=sheets, paper=st.sampled_from(Paper), large_print=st.booleans())
def test_any_sheet_at_all_is_one_whole_page(fonts: PageFonts, sheet: Sheet, paper: Paper, *, large_print: bool) -> None:
    page = lay_out([sheet], paper, fonts, large_print=large_print)
    assert page_count(as_pdf(page)) == 1
    assert overlaps(page) == []
    assert outside(page) == []
    assert len(page.boxes) == 1 + sum(line.boxes for week in sheet.weeks for line in week.lines)


def test_large_print_leaves_off_more_and_in_order(catalog: Catalog, fonts: PageFonts) -> None:
    sheets = versions(catalog, replace(PERSON, minutes=180))
    normal, large = (
        sheets.index(lay_out(sheets, Paper.LETTER, fonts, large_print=large_print).sheet)
        for large_print in (False, True)
    )
    assert 0 < normal < large
    assert Part.WORTH not in {sentence.part for sentence in sheets[normal].closing}
    for start in range(large + 1):
        shorter = lay_out(sheets[start:], Paper.LETTER, fonts, large_print=True)
        assert sheets.index(shorter.sheet) == large


def test_shorter_versions_are_not_asked_for_when_the_first_fits(catalog: Catalog, fonts: PageFonts) -> None:
    waiting = iter(versions(catalog, replace(PERSON, minutes=15)))
    lay_out(waiting, Paper.A4, fonts)
    assert next(waiting, None) is not None


def test_type_grows_where_there_is_little_to_say(catalog: Catalog, fonts: PageFonts) -> None:
    sheets = versions(catalog, PERSON)
    little = lay_out([replace(sheets[0], weeks=sheets[0].weeks[:2])], Paper.A4, fonts)
    much = lay_out(sheets, Paper.A4, fonts)
    assert little.body > much.body


def test_titles_stand_one_below_the_other_whatever_boxes_they_have(catalog: Catalog, fonts: PageFonts) -> None:
    sheet = versions(catalog, PERSON)[0]
    lines = tuple(replace(sheet.weeks[0].lines[0], boxes=boxes, title=f"Task {boxes}") for boxes in (1, 2, 3, 7))
    page = lay_out([replace(sheet, weeks=(replace(sheet.weeks[0], lines=lines),))], Paper.A4, fonts)
    titles = [text.rect.left() for text in page.texts if text.text.startswith("Task ")]
    assert len(page.boxes) == 1 + 13
    assert len(set(titles)) == 1
    assert max(box.right() for box in page.boxes) < titles[0]


def test_a_line_never_ends_with_the_number_of_a_step(fonts: PageFonts) -> None:
    steps = [f"{n} Open the settings and look." for n in range(1, 40)]
    text = " ".join(steps)
    for width in range(600, 3000, 7):
        words = Words(fonts, Style.SMALL, text, width, 99, numbered=steps)
        assert not [line for line in words.lines if line.strip().endswith(tuple("0123456789"))]


def test_weeks_before_a_habit_begins_carry_a_dash(catalog: Catalog, fonts: PageFonts) -> None:
    sheet = versions(catalog, PERSON)[0]
    rhythm = Rhythm("Every week", "", ("30 Nov", "7 Dec", "14 Dec", "21 Dec"), (("Early", 1), ("Late", 3)))
    page = lay_out([replace(sheet, rhythm=rhythm)], Paper.A4, fonts)
    at = {text.text: text.rect.center() for text in page.texts}
    image = picture(page, 288)

    def is_dashed(row: str, column: str) -> bool:
        x, y = round(at[column].x() * 4), round(at[row].y() * 4)
        return any(image.pixelColor(x, y + near).lightness() < 128 for near in range(-6, 7))

    assert [is_dashed("Early", column) for column in rhythm.columns] == [False] * 4
    assert [is_dashed("Late", column) for column in rhythm.columns] == [True, True, False, False]


def test_screen_and_pdf_show_the_same(catalog: Catalog, fonts: PageFonts, tmp_path: Path) -> None:
    page = lay_out(versions(catalog, PERSON), Paper.A4, fonts)
    write_pdf(page, tmp_path / "plan.pdf")
    poppler("pdftoppm", "-r", "96", "-png", "-singlefile", tmp_path / "plan.pdf", tmp_path / "plan")
    on_paper, on_screen = QImage(str(tmp_path / "plan.png")), picture(page, 96)
    assert on_paper.size() == on_screen.size()
    keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    one, other = (image.scaled(60, 84, keep, smooth) for image in (on_paper, on_screen))
    differences = [
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) for x in range(60) for y in range(84)
    ]
    assert max(differences) < 60
    assert sum(differences) / len(differences) < 3


def test_all_ink_stands_out_from_the_paper() -> None:
    def light(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    for style in Style:
        colour = QColor(style.colour)
        luminance = 0.2126 * light(colour.redF()) + 0.7152 * light(colour.greenF()) + 0.0722 * light(colour.blueF())
        assert 1.05 / (luminance + 0.05) >= 7, style


@pytest.mark.parametrize(
    ("name", "country", "paper"),
    [
        ("a4", "en_US", Paper.A4),
        ("letter", "en_GB", Paper.LETTER),
        ("", "en_GB", Paper.A4),
        ("", "en_US", Paper.LETTER),
        ("", "es_MX", Paper.LETTER),
        ("", "de_DE", Paper.A4),
    ],
)
def test_the_paper_is_the_one_chosen_or_the_usual_one(name: str, country: str, paper: Paper) -> None:
    assert Paper.chosen(name, QLocale(country)) is paper


def test_a_pdf_takes_the_place_of_an_older_one(catalog: Catalog, fonts: PageFonts, tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"old")
    write_pdf(lay_out(versions(catalog, PERSON), Paper.A4, fonts), file)
    assert file.read_bytes().startswith(b"%PDF-")
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("a folder", "a folder of that name"),
        ("nowhere/plan.pdf", "its folder is not there"),
        ("a file/plan.pdf", "its folder is not there"),
        ("locked.pdf", "does not allow changes"),
        ("x" * 300 + ".pdf", "a shorter, simpler name"),
        ("a\0b.pdf", "a shorter, simpler name"),
    ],
    ids=["folder", "no folder", "file as folder", "read-only", "long name", "null"],
)
def test_a_pdf_that_cannot_be_written_leaves_everything_as_it_was(
    catalog: Catalog, fonts: PageFonts, tmp_path: Path, place: str, says: str
) -> None:
    (tmp_path / "a folder").mkdir()
    (tmp_path / "a file").write_text("mine", encoding="utf-8")
    (tmp_path / "locked.pdf").write_text("mine", encoding="utf-8")
    (tmp_path / "locked.pdf").chmod(0o400)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(SaveError, match=says) as refusal:
        write_pdf(lay_out(versions(catalog, PERSON), Paper.A4, fonts), tmp_path / place)
    assert str(refusal.value).endswith(".")
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "locked.pdf").read_text(encoding="utf-8") == "mine"


@every_paper
@pytest.mark.parametrize("size", [QPageSize.PageSizeId.A4, QPageSize.PageSizeId.Letter, QPageSize.PageSizeId.A5])
def test_a_printer_gets_one_page_with_every_word(
    catalog: Catalog, fonts: PageFonts, tmp_path: Path, paper: Paper, size: QPageSize.PageSizeId
) -> None:
    file = tmp_path / "printed.pdf"
    page = lay_out(versions(catalog, PERSON), paper, fonts)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(file))
    printer.setPageSize(QPageSize(size))
    printer.setPageOrientation(QPageLayout.Orientation.Landscape)
    print_page(page, printer)
    printed = PdfReader(file).pages
    assert len(printed) == 1
    sides = QPageSize.size(size, QPageSize.Unit.Point)
    assert (printed[0].mediabox.width, printed[0].mediabox.height) == pytest.approx(sides.toTuple(), abs=1)
    within = ("-x", "0", "-y", "0", "-W", str(round(sides.width())), "-H", str(round(sides.height())), "-r", "72")
    assert as_words(page.words) <= as_words(poppler("pdftotext", *within, file, "-"))


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_begin_is_told_plainly(catalog: Catalog, fonts: PageFonts, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "nowhere" / "printed.pdf"))
    with pytest.raises(SaveError, match="could not be printed"):
        print_page(lay_out(versions(catalog, PERSON), Paper.A4, fonts), printer)
