"""The first look is a picture of every tab, one page and the first question, the same every time."""

from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from presence_gui import paths
from presence_gui.content import load_catalog
from presence_gui.errors import SaveError
from presence_gui.guidance import load_guidance
from presence_gui.ui.first_look import first_look
from presence_gui.ui.main_window import Shipped


@pytest.fixture
def shipped() -> Shipped:
    guidance = partial(load_guidance, paths.RESOURCES)
    return Shipped(load_catalog(paths.PLATFORMS), guidance, paths.SAMPLES, paths.FONTS, lambda: "1")


def test_it_is_a_picture_of_every_tab_a_page_and_the_first_question(
    qapp: QApplication, shipped: Shipped, tmp_path: Path
) -> None:
    before = paths.EXAMPLE.read_bytes()
    files = list(first_look(qapp, shipped, paths.EXAMPLE, tmp_path / "look"))
    assert sorted(files) == sorted((tmp_path / "look").iterdir())
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
