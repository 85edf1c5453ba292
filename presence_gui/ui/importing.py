"""Lead the user's data from the files they have to the answers they agree to."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from presence_gui.content import Catalog
from presence_gui.ui.document import Document
from presence_gui.ui.file_dialogs import names_as_they_are
from presence_gui.ui.message_bar import MessageBar
from presence_gui.ui.portions import in_another_turn, load_soon
from presence_gui.ui.reading_bar import ReadingBar
from presence_gui.ui.reading_data import DataReader, Found, named
from presence_gui.ui.stand_in import StandIn
from presence_gui.ui.theme import Look

if TYPE_CHECKING:
    from presence_gui.ui.review import Review

_REVIEW = ("evidence", "fact_lines", "ui.review_page", "ui.review")  # what it takes to show one
_EXPORTS = "Exports (*.zip *.json *.xml *.csv *.js *.xlsx *.atom *.rss *.html)"


class Importing(QObject):
    """Reads files in the background, shows what was found for review, and fills in what is agreed to, in one step.

    What is brought before the user has decided is read together with what they brought before, as the parts of one
    export. ``may`` is asked before anything is filled in. ``closed`` says that the pages may be back.
    """

    closed = Signal()

    def __init__(
        self,
        window: QWidget,
        column: QVBoxLayout,
        stand_in: StandIn,
        look: Look,
        catalog: Catalog,
        document: Document,
        message: MessageBar,
        today: Callable[[], date],
        command: Sequence[str],
        may: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._stand_in, self._look, self._catalog = window, stand_in, look, catalog
        self._document, self._message, self._today, self._may = document, message, today, may
        self._reader = DataReader(self, command)
        self._bar = ReadingBar(look, window)
        column.insertWidget(column.indexOf(message) + 1, self._bar)
        QWidget.setTabOrder(message.close_button, self._bar.cancel)  # just before the tabs
        self._review: Review | None = None
        self._files: tuple[Path, ...] = ()  # what is read or reviewed now
        self._bar.cancelled.connect(self._cancel)
        self._reader.progress.connect(self._bar.go_on)
        self._reader.found.connect(self._found)
        self._reader.failed.connect(self._failed)
        document.taken.connect(self.forget)
        document.steps.indexChanged.connect(self._go_on)
        self._said = ""  # what was filled in, until something else is done

    def choose(self) -> None:
        """Ask which files to read."""
        title = "Choose your data, all parts of it together"
        kinds = f"{_EXPORTS};;All files (*)"
        with names_as_they_are(self._window):
            files, _ = QFileDialog.getOpenFileNames(self._window, title, _downloads(), kinds)
        if files:
            self.read(map(Path, files))

    def choose_folder(self) -> None:
        """Ask for an unpacked export, as some browsers leave it."""
        with names_as_they_are(self._window):
            chosen = QFileDialog.getExistingDirectory(self._window, "Choose the folder of your data", _downloads())
        if chosen:
            self.read([Path(chosen)])

    def read(self, files: Iterable[Path]) -> None:
        """Read these files and folders, with those that are still being read or reviewed."""
        self._message.say("")
        self._files = tuple(dict.fromkeys((*self._files, *files)))
        self._bar.begin(f"Reading {named(self._files)}")
        self._reader.read(self._files, self._today())
        load_soon(self, _REVIEW)  # while the other process is at work

    def forget(self) -> None:
        """End whatever goes on, quietly."""
        self._reader.stop()
        self._bar.end()
        self._files = ()
        if self._review:
            self._stand_in.take_away(self._review)
            self._review.deleteLater()  # it may not stand there yet
            self._review = None

    def leave(self) -> None:
        """Close the review where it is open; nothing is filled in."""
        if self._review:
            self._close("Nothing was filled in.")

    def _close(self, sentence: str) -> None:
        self.forget()
        self.closed.emit()
        self._message.say(sentence)

    def _fill(self, sentence: str) -> None:
        self._close("")
        if sentence:
            self._said = sentence
            self._message.say(sentence, "Take it back", self._document.steps.undo)

    def _go_on(self) -> None:
        """Offer to take back only what was done last."""
        if self._said and self._message.sentence == self._said:
            self._message.say("")
        self._said = ""

    def _cancel(self) -> None:
        self._failed("Reading was cancelled. Nothing was changed.")

    def _failed(self, sentence: str) -> None:
        self._reader.stop()
        self._bar.end()
        self._files = self._review.files if self._review else ()
        self._message.say(sentence)

    def _found(self, found: Found) -> None:
        if not found.exports:
            self._failed(" ".join(found.problems))
            return
        from presence_gui.ui.review import Review

        files = self._files
        self.forget()
        self._files = files
        self._review = Review(self._look, self._catalog, self._document, self._today, self._may, found, files)
        self._review.left.connect(self.leave)
        self._review.filled.connect(self._fill)
        in_another_turn(self._review, self._show_review)

    def _show_review(self) -> None:
        if self._review:
            self._stand_in.make_way()
            self._stand_in.put(self._review, self.leave)
            self._review.begin()


def _downloads() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
