"""About Presence leads to the licences of all that is shipped, and they are those of what is installed."""

import re
from importlib.metadata import files
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from presence_gui import paths
from presence_gui.ui.licences import Licences
from presence_gui.ui.theme import AppLook

ROOT = Path(__file__).resolve().parents[2]
FREEZES = {"altgraph", "macholib", "packaging", "pefile", "pyinstaller-hooks-contrib", "pywin32-ctypes", "setuptools"}


def test_all_texts_are_shown_the_overview_first(qtbot: QtBot, look: AppLook) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    shown = Licences(parent, look, paths.LICENCES).text
    assert shown.isReadOnly()
    text = shown.toPlainText()
    assert text.startswith("What Presence is made of")
    for file in paths.LICENCES.glob("*.txt"):
        assert file.read_text(encoding="utf-8").strip() in text


def test_the_overview_names_every_text_and_no_other() -> None:
    overview = (paths.LICENCES / "Overview.txt").read_text(encoding="utf-8")
    texts = {file.name for file in paths.LICENCES.iterdir()} - {"Overview.txt"}
    assert set(re.findall(r"[\w.-]+\.txt", overview)) == texts | {"OFL.txt"}


def test_the_overview_names_everything_that_is_frozen_in() -> None:
    overview = (paths.LICENCES / "Overview.txt").read_text(encoding="utf-8").casefold()
    lock = (ROOT / "packaging" / "requirements.lock").read_text(encoding="utf-8")
    shipped = set(re.findall(r"^([\w-]+)==", lock, re.MULTILINE)) - FREEZES
    assert shipped == {"platformdirs", "pyinstaller", "pypdf", "pyside6-essentials", "shiboken6"}
    assert [name for name in shipped if name.removesuffix("-essentials") not in overview] == []


@pytest.mark.parametrize("name", ["platformdirs", "pypdf"])
def test_a_text_is_that_of_what_is_installed(name: str) -> None:
    (installed,) = (file for file in files(name) or () if file.name == "LICENSE")
    assert (paths.LICENCES / f"{name}.txt").read_text(encoding="utf-8") == installed.read_text(encoding="utf-8")
