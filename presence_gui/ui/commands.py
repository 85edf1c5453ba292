"""What the menus and buttons do beyond editing answers: files, paper, and a word about the program."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from presence_gui.content import Catalog
from presence_gui.errors import InUseError, PresenceError
from presence_gui.storage.profile_file import SUFFIX
from presence_gui.storage.sentences import shown
from presence_gui.storage.whole_file import is_there, write_named
from presence_gui.ui.buttons import Kind
from presence_gui.ui.document import Document
from presence_gui.ui.keeping import Keeper
from presence_gui.ui.message_bar import MessageBar
from presence_gui.ui.portions import Portions
from presence_gui.ui.remembered import Remembered
from presence_gui.ui.theme import Look

if TYPE_CHECKING:
    from presence_gui.ui.page import LaidOutPage

_PROFILES = f"Presence profiles (*{SUFFIX} *.json)"
_ABOUT_DATA = (
    "Your answers are in one file on this computer, and so are its earlier versions. Presence has no account, uses no"
    " network and sends nothing to anybody; nobody sees your answers unless you show them. You can copy the file, keep"
    " it on a stick, or delete it. Of the data you fill in from, counts, days and your own public words are kept, and"
    " nothing of other people. Messages, e-mails and log-ins are never opened."
)
_NO_PRINTER = "No printer is set up on this computer. You can save the page as a PDF and print it elsewhere."


class Commands(QObject):
    """Does what was asked for over one window; what cannot be done is said in its message bar, in one sentence.

    ``page`` gives the page to print as it is now. What is taken along, on paper or as a file, is kept in the profile.
    ``in_use`` carries the file of a profile that is open in another window.
    """

    in_use = Signal(object)

    def __init__(
        self,
        window: QWidget,
        look: Look,
        catalog: Catalog,
        document: Document,
        keeper: Keeper,
        message: MessageBar,
        page: "Callable[[], LaidOutPage]",
        remembered: Remembered,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._window, self._look, self._keeper, self._message, self._page = window, look, keeper, message, page
        self._saving: Portions | None = None
        self._catalog, self._document, self._remembered, self._now = catalog, document, remembered, now

    def attempt(self, do: Callable[[], object]) -> bool:
        """Do something that may fail in a way somebody foresaw; return whether it worked, having said so if not."""
        self.finish()  # or the page would be kept in the profile that comes
        self._message.say("")
        try:
            do()
        except PresenceError as trouble:
            if str(trouble) == self._keeper.refused:
                self.offer_copy(self._keeper.refused)
            else:
                self._message.say(str(trouble))
            return False
        return True

    def offer_copy(self, sentence: str) -> None:
        """Say one sentence about a profile that a copy would help, as far as one can be made."""
        if self._keeper.may_copy:
            self._message.say(sentence, "Save a copy…", self.save_copy)
        else:
            self._message.say(sentence)

    def new(self) -> None:
        """Start an empty profile."""
        self.attempt(self._keeper.new)

    def open(self) -> None:
        """Ask for a profile and open it."""
        from PySide6.QtWidgets import QFileDialog

        from presence_gui.ui.file_dialogs import names_as_they_are

        with names_as_they_are(self._window):
            path, _ = QFileDialog.getOpenFileName(self._window, "Open a profile", str(self._folder()), _PROFILES)
        if path:
            self.open_file(Path(path))

    def open_file(self, path: Path) -> None:
        """Open a profile."""
        self.attempt(partial(self._open, path))

    def _open(self, path: Path) -> None:
        try:
            self._keeper.open(path)
        except InUseError:
            self.in_use.emit(path)

    def open_example(self, path: Path) -> None:
        """Open a copy of an example."""
        self.attempt(partial(self._keeper.open_example, path))

    def save_copy(self) -> bool:
        """Ask where to and go on in a copy; return whether there is one."""
        file = self._ask_where("Save a copy", "My presence, copy", _PROFILES, (SUFFIX, ".json"))
        return file is not None and self.attempt(partial(self._keeper.save_copy, file))

    def show_file(self) -> None:
        """Show the folder the profile is kept in."""
        if self._keeper.file:
            self.show(self._keeper.file)
        else:
            self._message.say("There is no file yet: it is made with your first answer.")

    def show(self, file: Path) -> None:
        """Show the folder a file is in, or say where that is."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent))):
            self._message.say(f"The file is kept in {file}")

    def print(self) -> None:
        """Ask for a printer and print the page; where there is none, offer a PDF."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        from presence_gui.ui.page import print_page

        if not QPrinterInfo.availablePrinterNames():
            self._message.say(_NO_PRINTER)
            self.save_pdf()
            return
        page = self._page()
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(page.paper.size)
        dialog = QPrintDialog(printer, self._window)
        dialog.setOption(
            QPrintDialog.PrintDialogOption.PrintToFile, on=False
        )  # that is “Save as PDF”, which asks first
        agreed = dialog.exec() == QPrintDialog.DialogCode.Accepted
        if agreed and self.attempt(partial(print_page, page, printer)):
            self._keep(page)

    def save_pdf(self) -> None:
        """Ask where to and save the page as a PDF, in turns of the loop so that the window is not held up long."""
        if file := self._ask_where("Save the page as a PDF", "My action plan", "PDF (*.pdf)", (".pdf",)):
            page = self._page()
            self._saving = Portions(self, self._save_page(page, file), at_once=False)

    def finish(self) -> None:
        """Save at once what is still being saved."""
        if self._saving and self._saving.goes_on:
            self._saving.finish()

    def _save_page(self, page: "LaidOutPage", file: Path) -> Iterator[None]:
        from presence_gui.ui.page import drawn
        from presence_gui.ui.page_tags import tagged

        pdf = drawn(page)
        yield
        if self._write(file, lambda path: write_named(path, tagged(pdf, page.blocks))):
            self._message.say(f"The page is saved as {shown(file)}.")
            yield
            self._keep(page)

    def save_resume(self) -> None:
        """Ask where to and save what the user says of themselves as a résumé that other programs read."""
        from presence_gui.resume import resume_bytes, resume_of

        file = self._ask_where("Save as a résumé", "My résumé", "Résumés for other programs (*.json)", (".json",))
        content = resume_bytes(resume_of(self._catalog, self._document.profile))
        if file and self._write(file, partial(write_named, content=content)):
            self._message.say(f"Saved as {shown(file)}, in the JSON Resume form that résumé programs read.")

    def add_to_calendar(self) -> None:
        """Ask where to and save the plan as reminders for a calendar."""
        from presence_gui.calendar import USUAL_TIME

        file = self._ask_where("Add to my calendar", "My action plan", "Calendar files (*.ics)", (".ics",))
        if file and self._write(file, partial(self._write_calendar, page := self._page())):
            usual = "" if self._document.profile.slot else f" No usual time is set, so it says {USUAL_TIME}."
            self._message.say(f"Saved as {shown(file)}. Open it to add it to your calendar.{usual}")
            self._keep(page)

    def _write_calendar(self, page: "LaidOutPage", file: Path) -> None:
        from presence_gui.calendar import USUAL_SLOT, calendar_file

        slot = self._document.profile.slot or USUAL_SLOT
        write_named(file, calendar_file(page.sheet.plan, self._catalog, slot, self._now()).encode())

    def _keep(self, page: "LaidOutPage") -> None:
        """Keep the plan on a page that was taken along, so that it can be ticked here later."""
        from presence_gui.printed import kept, printed_plan

        self._document.edit("the printed plan", kept(self._document.profile, printed_plan(page.sheet.plan)))

    def may_lose_changes(self) -> bool:
        """Ask what to do with changes that could not be saved; return whether the window may close."""
        from presence_gui.ui.asking import Question

        question = Question(self._window, self._look, "Presence", "Your last changes are not saved yet.")
        question.setInformativeText(self._keeper.refused)
        role = question.ButtonRole
        copy = question.add("Save a copy…", role.AcceptRole, Kind.PRIMARY)
        lose = question.add("Close without them", role.DestructiveRole)
        question.add("Go back", role.RejectRole)
        question.exec()
        return question.clickedButton() is lose or (question.clickedButton() is copy and self.save_copy())

    def about_data(self) -> None:
        """Say where the answers are and who sees them, and offer to show or to delete them."""
        from presence_gui.ui.asking import Question

        box = Question(self._window, self._look, "About your data", _ABOUT_DATA)
        box.setInformativeText(f"The file: {self._keeper.file or 'none yet; your first answer makes it'}")
        show = box.add("Show me the file", box.ButtonRole.ActionRole)
        delete = box.add("Delete everything…", box.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.add("Close", box.ButtonRole.RejectRole, Kind.PRIMARY))
        box.exec()
        if box.clickedButton() is show:
            self.show_file()
        elif box.clickedButton() is delete:
            self.delete_everything()

    def delete_everything(self) -> None:
        """Ask once more, then delete the profile, all that is kept of it, and what the window remembers."""
        from presence_gui.ui.asking import Question

        file = f"the file {shown(self._keeper.file)}, " if self._keeper.file else ""
        question = Question(self._window, self._look, "Delete everything", "Delete all your answers for good?")
        question.setInformativeText(
            f"This deletes {file}its earlier versions, and what the window remembers. It cannot be undone. Pages,"
            " calendars and copies that you saved yourself stay where they are, and so do other profiles with their"
            " earlier versions."
        )
        delete = question.add("Delete everything", question.ButtonRole.DestructiveRole)
        question.setDefaultButton(question.add("Keep everything", question.ButtonRole.RejectRole, Kind.PRIMARY))
        question.exec()
        if question.clickedButton() is delete and self.attempt(self._keeper.erase):
            self._remembered.forget()
            self._message.say("Everything is deleted. You can close Presence, or begin anew.")

    def about(self, version: Callable[[], str], licences: Path) -> None:
        """Say what this program is, and lead to the licences of all that is in it."""
        from presence_gui.ui.asking import Question

        box = Question(
            self._window,
            self._look,
            "About Presence",
            f"Presence {version()}\n\nA strong professional name, one small step at a time.\n\nFree under the MIT"
            " licence. Built with Qt for Python (LGPL) and the Noto Sans typeface (SIL Open Font Licence).",
        )
        read = box.add("Read the licences", box.ButtonRole.ActionRole)
        box.setDefaultButton(box.add("Close", box.ButtonRole.RejectRole, Kind.PRIMARY))
        box.exec()
        if box.clickedButton() is read:
            from presence_gui.ui.licences import Licences

            Licences(self._window, self._look, licences).exec()

    def _folder(self) -> Path:
        return self._keeper.file.parent if self._keeper.file else self._keeper.folder

    def _ask_where(self, title: str, name: str, kinds: str, endings: tuple[str, ...]) -> Path | None:
        """Ask for a file with one of these endings, the first where none was typed; None where nobody agreed to one.

        Whether a file may be replaced is asked here and not by the dialog, to which a name may be more than a name. The
        system's own dialog of macOS cannot be told so, and asks as well.
        """
        from PySide6.QtWidgets import QFileDialog

        from presence_gui.ui.file_dialogs import names_as_they_are

        start, options = str(self._folder() / (name + endings[0])), QFileDialog.Option.DontConfirmOverwrite
        while True:
            with names_as_they_are(self._window):
                path, _ = QFileDialog.getSaveFileName(self._window, title, start, kinds, options=options)
            if not path:
                return None
            file = Path(path if path.lower().endswith(endings) else path + endings[0])
            if file == self._keeper.file or not is_there(file) or self._may_replace(file, endings):
                return file
            start = str(file)

    def _may_replace(self, file: Path, endings: tuple[str, ...]) -> bool:
        from presence_gui.ui.asking import Question

        question = Question(self._window, self._look, "Replace a file", f"Replace the file {shown(file)}?")
        kept = " A profile in it is kept in Earlier versions." if SUFFIX in endings else ""
        question.setInformativeText(f"There is one of that name in the folder {shown(file.parent)} already.{kept}")
        replace = question.add("Replace it", question.ButtonRole.DestructiveRole)
        question.setDefaultButton(question.add("Choose another name…", question.ButtonRole.RejectRole, Kind.PRIMARY))
        question.exec()
        return question.clickedButton() is replace

    def _write(self, file: Path, write: Callable[[Path], object]) -> bool:
        """Write a file where ``_ask_where`` said, and say so if that did not work; return whether it did."""

        def in_its_place() -> None:
            self._keeper.make_room(file)
            write(file)

        return self.attempt(in_its_place)
