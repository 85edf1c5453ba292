"""The first look is a picture of every tab, one page and the first question, the same every time."""

import re
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from presence_gui import paths
from presence_gui.content import load_catalog
from presence_gui.errors import SaveError
from presence_gui.guidance import load_guidance
from presence_gui.ui.first_look import first_look
from presence_gui.ui.main_window import Shipped
from tests.pictures.differing import MOST_DIFFERING, PICTURES, differing

KEPT: Final = sorted(PICTURES.glob("*.png"))


@pytest.fixture(scope="module")
def shipped() -> Shipped:
    guidance = partial(load_guidance, paths.RESOURCES)
    return Shipped(load_catalog(paths.PLATFORMS), guidance, paths.SAMPLES, paths.FONTS, paths.LICENCES, lambda: "1")


@pytest.fixture(scope="module")
def files(qapp: QApplication, shipped: Shipped, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return list(first_look(qapp, shipped, paths.EXAMPLE, tmp_path_factory.mktemp("first") / "look"))


def test_it_is_a_picture_of_every_tab_a_page_and_the_first_question(
    qapp: QApplication, shipped: Shipped, files: list[Path], tmp_path: Path
) -> None:
    before = paths.EXAMPLE.read_bytes()
    assert sorted(files) == sorted(files[0].parent.iterdir())
    *tabs, page, question = files
    pictures = [*tabs, question]
    assert len(tabs) == 2 + len(shipped.catalog.platforms)
    assert {QImage(str(picture)).size().toTuple() for picture in pictures} == {(1200, 832)}
    assert len({picture.read_bytes() for picture in pictures}) == len(pictures)
    assert len(PdfReader(page).pages) == 1
    assert paths.EXAMPLE.read_bytes() == before
    again = list(first_look(qapp, shipped, paths.EXAMPLE, tmp_path / "again"))
    also = [picture for picture in again if picture.suffix == ".png"]
    assert [picture.read_bytes() for picture in also] == [picture.read_bytes() for picture in pictures]


def test_a_folder_that_cannot_be_made_is_explained(qapp: QApplication, shipped: Shipped, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SaveError, match=r"cannot be made, so there is no first look\.$"):
        next(first_look(qapp, shipped, paths.EXAMPLE, tmp_path / "file" / "look"))


def test_the_pictures_in_the_guide_show_the_program_as_it_is(files: list[Path]) -> None:
    changed = {kept.name: differing(kept, files[0].with_name(kept.name)) for kept in KEPT}
    stale = [name for name, share in changed.items() if share > MOST_DIFFERING]
    assert stale == [], "python3 run.py pictures draws them anew"


def test_a_changed_word_in_a_picture_is_noticed(tmp_path: Path) -> None:
    for kept in KEPT:
        changed = QImage(str(kept))
        with QPainter(changed) as painter:
            painter.fillRect(600, 400, 120, 20, QColor("black"))
        changed.save(str(tmp_path / kept.name))
        assert differing(kept, tmp_path / kept.name) > MOST_DIFFERING
        assert differing(kept, kept) == 0


def test_a_picture_of_another_size_differs_altogether(tmp_path: Path) -> None:
    QImage(str(KEPT[0])).copy(0, 0, 600, 400).save(str(tmp_path / "half.png"))
    assert differing(KEPT[0], tmp_path / "half.png") == 1
    assert differing(tmp_path / "none.png", KEPT[0]) == 1


def test_every_picture_shown_is_kept_and_every_kept_one_is_shown() -> None:
    pages = [paths.RESOURCES.parent / "README.md", *sorted((paths.RESOURCES / "guide").glob("*.md"))]
    shown = {name for page in pages for name in re.findall(r"pictures/([\w-]+\.png)", page.read_text("utf-8"))}
    assert shown == {kept.name for kept in KEPT}
