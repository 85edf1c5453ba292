"""The six friends: whoever opens their samples sees the scores and the pages they are known for."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from presence_gui.content import load_catalog
from presence_gui.history import rules_of
from presence_gui.plan import make_plan
from presence_gui.sheet import make_sheets
from presence_gui.storage.profile_file import open_profile
from presence_gui.ui.page import Paper, lay_out
from presence_gui.ui.page_text import PageFonts
from tests.journeys.command import ROOT, SAMPLES, TODAY, presence

PUBLISHED = {"A": 20.4, "C": 7.2, "D": 6.7, "E": 5.3, "B1": 0, "B2": 0}
FILES = {file.stem.removeprefix("Sample ").partition(",")[0]: file for file in sorted(SAMPLES.glob("*.presence"))}

every_sample = pytest.mark.parametrize("file", FILES.values(), ids=lambda file: file.stem)
every_friend = pytest.mark.parametrize("friend", PUBLISHED)


def test_there_are_six_friends_and_an_example() -> None:
    assert PUBLISHED.keys() < FILES.keys()
    assert len(FILES) == 7


@every_sample
def test_a_sample_is_a_profile_as_the_schema_describes_it(file: Path, tmp_path: Path) -> None:
    schema = json.loads((ROOT / "resources" / "schema" / "profile.schema.json").read_text(encoding="utf-8"))
    found = Draft202012Validator(schema).iter_errors(json.loads(file.read_text(encoding="utf-8")))
    assert [complaint.message for complaint in found] == []
    said = presence("check", file, home=tmp_path)
    assert (said.returncode, len(said.stdout.splitlines())) == (0, 1), said


@every_sample
def test_a_sample_is_about_nobody_and_only_answers_what_is_asked(file: Path) -> None:
    profile = open_profile(file).profile
    assert profile.answers.keys() <= load_catalog(ROOT / "resources" / "platforms").items.keys()
    assert not profile.extra


def test_the_example_has_come_a_way_by_the_rules_of_today() -> None:
    example = open_profile(FILES["Example"]).profile.readings
    assert [one.day for one in example] == sorted({one.day for one in example})
    assert example[0].overall < example[-1].overall
    wanted = rules_of(load_catalog(ROOT / "resources" / "platforms"))
    assert {one.rules for one in example} == {wanted}, f"note its readings again under {wanted}, or its line breaks off"


@every_friend
def test_a_friend_scores_what_is_published(friend: str, tmp_path: Path) -> None:
    said = presence("score", FILES[friend], "--json", "--today", TODAY, home=tmp_path)
    assert (said.returncode, said.stderr) == (0, b"")
    assert json.loads(said.stdout)["overall"] == PUBLISHED[friend]


def test_the_friends_stand_in_the_order_they_are_seen_in(tmp_path: Path) -> None:
    stands = {
        friend: json.loads(presence("score", FILES[friend], "--json", "--today", TODAY, home=tmp_path).stdout)
        for friend in PUBLISHED
    }
    points = {friend: one["overall"] for friend, one in stands.items()}
    assert points["A"] > points["C"] > points["D"] > points["E"] > points["B1"] == points["B2"] == 0
    labels = {friend: one["label"] for friend, one in stands.items()}
    assert labels == {
        "A": "Complete but quiet",
        **dict.fromkeys("CDE", "Under way"),
        **dict.fromkeys(["B1", "B2"], "Not on LinkedIn"),
    }
    assert stands["A"]["platforms"]["linkedin"]["basics"] == [10, 10]


@every_sample
@pytest.mark.usefixtures("qapp")
def test_a_sample_gives_one_page_that_can_be_read_in_full(file: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "plan.pdf"
    said = presence("plan", file, "--output", pdf, "--paper", "a4", "--today", TODAY, home=tmp_path)
    assert (said.returncode, said.stdout, said.stderr) == (0, b"", b"")
    assert len(PdfReader(pdf).pages) == 1
    assert "Pages: 1" in " ".join(poppler("pdfinfo", pdf).split())
    missing = page_words(file) - set(poppler("pdftotext", pdf, "-").split())
    assert missing == set()


@every_sample
def test_a_sample_gives_one_page_in_large_print_on_the_other_paper(file: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "plan.pdf"
    presence("plan", file, "--output", pdf, "--paper", "letter", "--large-print", "--today", TODAY, home=tmp_path)
    (page,) = PdfReader(pdf).pages
    assert (page.mediabox.width, page.mediabox.height) == (612, 792)
    text = set(page.extract_text().split())
    assert {"action", "plan", "Week", "minutes"} <= text


def page_words(file: Path) -> set[str]:
    """Return every word of the page a profile asks for, but for signs such as an arrow, which are drawn."""
    catalog = load_catalog(ROOT / "resources" / "platforms")
    stored = open_profile(file)
    today = stored.saved_at.date()
    assert today.isoformat() == TODAY
    sheets = make_sheets(catalog, stored.profile, make_plan(catalog, stored.profile, today), today)
    page = lay_out(sheets, Paper.A4, PageFonts.load(ROOT / "resources" / "fonts"))
    words = {word for word in page.words.split() if any(letter.isalnum() for letter in word)}
    assert len(words) > 100
    return words


def poppler(tool: str, *arguments: str | Path) -> str:
    program = shutil.which(tool)
    if not program:
        pytest.skip(f"{tool} of poppler is not installed here")
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=True, encoding="utf-8").stdout
