"""Journeys to the printed page: what it goes by, and ways to take it along."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from presence_gui import paths
from presence_gui.content import load_catalog
from presence_gui.ui import page as printing
from presence_gui.ui.page import LaidOutPage
from presence_gui.ui.page_view import PageView
from tests.journeys.conftest import Computer
from tests.journeys.person import Person


class Planner:
    """Somebody in front of the action plan."""

    def __init__(self, person: Person, qtbot: QtBot) -> None:
        self.person, self._qtbot = person, qtbot
        person.menu("File", "Open an example", paths.EXAMPLE.stem)
        person.menu("Plan", "Show the action plan")

    @property
    def page(self) -> str:
        return self.person.page

    def waits_for(self, words: str) -> None:
        self._qtbot.waitUntil(lambda: words in self.page)


@pytest.fixture
def planner(computer: Computer, qtbot: QtBot) -> Planner:
    return Planner(computer.start(), qtbot)


def test_the_page_follows_what_it_goes_by(planner: Planner) -> None:
    ada = planner.person
    assert "40 minutes a week" in planner.page
    ada.pick("Minutes a week", "60 minutes")
    planner.waits_for("60 minutes a week")
    ada.replace(ada.find(QLineEdit, "Your name"), "Ada Byron")
    planner.waits_for("Ada Byron · four weeks from")
    ada.replace(ada.find(QPlainTextEdit, "Your goal"), "find one good client")
    planner.waits_for("find one good client")
    for _ in range(3):
        ada.press(QKeySequence.StandardKey.Undo)
    planner.waits_for("40 minutes a week")
    assert ada.find(QComboBox, "Minutes a week").currentText() == "40 minutes"
    assert ada.find(QLineEdit, "Your name").text() == "Alex Sample"


def test_the_page_asks_a_careful_profession_to_show_less(planner: Planner) -> None:
    ada = planner.person
    items = load_catalog(paths.PLATFORMS).items.values()
    less = {item.low_exposure[0] for item in items if item.low_exposure and item.low_exposure[0] not in item.how}
    assert not any(step in planner.page for step in less)
    ada.go_to("You & your network")
    ada.pick("Your profession", "Senior civil servant")
    ada.go_to("Action plan")
    assert any(step in planner.page for step in less)


def test_the_paper_is_chosen_and_large_print_is_remembered(planner: Planner, computer: Computer, qtbot: QtBot) -> None:
    ada = planner.person
    (view,) = ada.all_of(PageView)
    ada.pick("Paper", "US Letter")
    qtbot.waitUntil(lambda: view.heightForWidth(700) < 700 * 1.3)
    ada.pick("Paper", "A4")
    qtbot.waitUntil(lambda: view.heightForWidth(700) > 700 * 1.4)
    lines = len(planner.page.splitlines())
    ada.click("Large print")
    assert len(planner.page.splitlines()) < lines
    ada.window.close()
    ada = computer.start()
    ada.go_to("Action plan")
    assert ada.is_ticked("Large print")


def test_an_answer_on_another_tab_is_on_the_page_as_soon_as_it_is_looked_at(planner: Planner) -> None:
    ada = planner.person
    task = "Add a clear, recent head-and-shoulders photo"
    assert task in planner.page
    ada.go_to("LinkedIn")
    ada.click(task)
    ada.go_to("Action plan")
    assert task not in planner.page


@pytest.mark.parametrize("name", ["plan.pdf", "plan"])
def test_the_page_is_saved_as_a_pdf_of_one_page(planner: Planner, tmp_path: Path, name: str) -> None:
    planner.person.will_save_as(tmp_path / name)
    planner.person.click("Save as PDF…")
    assert planner.person.message == "The page is saved as “plan.pdf”."
    (page,) = PdfReader(tmp_path / "plan.pdf").pages
    assert "My action plan" in " ".join(page.extract_text().split())


@pytest.mark.parametrize("begins_another", [False, True], ids=["is gone", "begins another profile"])
def test_whoever_saves_the_page_and_does_not_wait_has_it_in_their_profile(
    computer: Computer, planner: Planner, tmp_path: Path, *, begins_another: bool
) -> None:
    ada = planner.person
    ada.will_save_as(tmp_path / "plan.pdf")
    ada.find(QAbstractButton, "Save as PDF…").click()
    if begins_another:
        ada.action("File", "New profile").trigger()
    ada.window.close()
    assert len(PdfReader(tmp_path / "plan.pdf").pages) == 1
    (file,) = computer.files()
    kept = computer.kept(file)
    assert kept.printed
    assert kept.answers  # which the other profile has none of


def test_what_somebody_says_of_themselves_is_saved_as_a_resume(planner: Planner, tmp_path: Path) -> None:
    ada = planner.person
    ada.will_save_as(tmp_path / "resume")
    ada.menu("File", "Save as a résumé")
    assert ada.message.startswith("Saved as “resume.json”")
    assert json.loads((tmp_path / "resume.json").read_text(encoding="utf-8"))["basics"]["name"]
    ada.will_save_as(None)
    ada.menu("File", "Save as a résumé")
    assert ada.message.startswith("Saved as “resume.json”")


def test_a_pdf_that_cannot_be_written_is_explained(planner: Planner, tmp_path: Path) -> None:
    planner.person.will_save_as(tmp_path / "gone" / "plan.pdf")
    planner.person.click("Save as PDF…")
    assert "plan.pdf" in planner.person.message
    assert planner.person.message.endswith(".")


@pytest.fixture
def printers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The printers of this computer; there are none yet."""
    printers: list[str] = []
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: printers)
    return printers


def test_without_a_printer_the_page_is_offered_as_a_pdf(planner: Planner, tmp_path: Path, printers: list[str]) -> None:
    assert not printers
    ada = planner.person
    ada.will_save_as(None)
    ada.menu("File", "Print")
    assert ada.message.startswith("No printer is set up on this computer.")
    ada.will_save_as(tmp_path / "plan.pdf")
    ada.go_to("Overview")
    ada.click("Print this month’s plan…")
    assert ada.message == "The page is saved as “plan.pdf”."
    assert (tmp_path / "plan.pdf").is_file()


@pytest.mark.parametrize("agreed", [True, False])
def test_with_a_printer_the_very_page_on_the_screen_is_printed(
    planner: Planner, printers: list[str], monkeypatch: pytest.MonkeyPatch, *, agreed: bool
) -> None:
    printers.append("Office")
    printed: list[str] = []

    def take(page: LaidOutPage, _printer: QPrinter) -> None:
        printed.append(page.words)

    monkeypatch.setattr(printing, "print_page", take)
    code = QPrintDialog.DialogCode.Accepted if agreed else QPrintDialog.DialogCode.Rejected

    def answer(dialog: QPrintDialog) -> QPrintDialog.DialogCode:
        assert not dialog.testOption(QPrintDialog.PrintDialogOption.PrintToFile), "Qt would ask whether to replace it"
        return code

    monkeypatch.setattr(QPrintDialog, "exec", answer)
    planner.person.click("Print…")
    assert printed == ([planner.page] if agreed else [])


def test_after_midnight_the_page_begins_a_week_later(planner: Planner, computer: Computer) -> None:
    assert "four weeks from Mon 30 November 2026" in planner.page
    computer.now = computer.now.replace(month=12, day=1)
    computer.let_a_minute_go_by()
    planner.waits_for("four weeks from Mon 7 December 2026")
