"""Lead the user through what happened to their file: copies that were found, changes by others, earlier versions."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from presence_gui.errors import PresenceError
from presence_gui.printout import counted
from presence_gui.profile import Profile, Status
from presence_gui.storage.conflict import Foreign
from presence_gui.storage.earlier import Earlier, difference
from presence_gui.storage.opening import Copy, Opening, Source
from presence_gui.storage.safekeeping import Version, Why
from presence_gui.storage.sentences import changed_by_others, found_copy, found_newer, moment, shown
from presence_gui.ui.choice_page import Choice, ChoicePage, Row
from presence_gui.ui.document import Document
from presence_gui.ui.keeping import Keeper
from presence_gui.ui.message_bar import MessageBar
from presence_gui.ui.theme import Look

_WHY: Final[dict[str, str]] = {
    Why.RESTORED: "after going back",
    Why.FIRST: "the first one",
    Why.UPGRADE: "before a newer Presence changed it",
    Why.IMPORT: "before filling in from your data",
    Why.RESTORE: "before going back",
    Why.NOT_CHOSEN: "the one that was not chosen",
    Why.BY_HAND: "kept by you",
    Why.UNSAVED: "work that had not reached the file",
}
_NO_VERSION: Final = "There is none yet: the first is kept with your first change."
_VERSIONS: Final = (
    "They are kept on this computer, apart from your file, and only you can read them. Going back to one keeps the"
    " present version here as well."
)
_UNREADABLE: Final = "What is in the file now cannot be read. Nothing has been overwritten, and your work is safe."


class Settling(QObject):
    """Puts a page in place of the others until the user has chosen.

    ``opened`` says that a page is about to take the place of the others, ``closed`` that they may be back.
    """

    opened = Signal()
    closed = Signal()

    def __init__(
        self,
        window: QWidget,
        column: QVBoxLayout,
        look: Look,
        document: Document,
        keeper: Keeper,
        message: MessageBar,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._column, self._look, self._document = column, look, document
        self._keeper, self._message, self._now = keeper, message, now
        self._page: ChoicePage | None = None

    @property
    def is_open(self) -> bool:
        """Whether one of its pages is shown."""
        return self._page is not None

    def offer(self, opening: Opening) -> None:
        """Offer the copies that were found of a file: it cannot be read, or they hold newer work."""
        best = opening.copies[0]
        when = self._moment(best.stored.saved_at)
        told = (shown(opening.path), when, best.steps, best.done)
        if opening.stored:
            heading, says = "There is newer work than in your file", [found_newer(*told)]
        elif opening.path.exists():
            heading, says = "Your profile could not be read", [found_copy(*told)]
        else:
            copy = f"If you cannot find it: there is a copy from {when} ({_counts(best.stored.profile)})."
            heading, says = "Your file is not where it was", [opening.trouble, copy]
        what = "it as it was" if opening.stored else "the copy from"
        take = partial(self._recover, opening)
        choice = Choice(f"Open {what} {when}", partial(take, best))
        others = (self._copy_row(copy, partial(take, copy)) for copy in opening.copies[1:])
        leave = "Leave the file as it is" if opening.stored else "Not now"
        self._show(ChoicePage(self._look, heading, says, [choice], leave, others, "Other copies"))

    def found(self, opening: Opening) -> None:
        """Offer the copies at once; but who only moved the file will want to look for it first."""
        if opening.stored or opening.path.exists():
            self.offer(opening)
        else:
            self._message.say(opening.trouble, "Look at a copy…", partial(self.offer, opening))

    def ask(self, other: Foreign) -> None:
        """Ask what to do about a file that somebody else has written."""
        says, choices = [_UNREADABLE], [Choice("Keep both", self._keep_both), Choice("Use mine", self._use_mine)]
        if other.stored:
            theirs, mine = other.stored.profile, self._document.profile
            says = [
                changed_by_others(self._moment(other.stored.saved_at)),
                f"Yours: {_counts(mine)}. The other: {_counts(theirs)}. In yours: {difference(theirs, mine)}.",
            ]
            choices.insert(1, Choice("Use the other one", self._use_other))
        self._show(ChoicePage(self._look, "Your file was changed elsewhere", says, choices, "Decide later"))

    def show_earlier(self) -> None:
        """List the earlier versions, each with what changed and a way back to it."""
        versions = self._keeper.earlier()  # opened one by one, as they come into the list
        newest = next(versions, None)
        rows = map(self._version_row, chain([newest], versions) if newest else ())
        says = [_VERSIONS if newest else _NO_VERSION]
        choices = [Choice("Keep the present version for good", self._pin)] if newest else []
        self._show(ChoicePage(self._look, "Earlier versions", says, choices, "Back", rows, "What is kept"))

    def leave(self) -> None:
        """Close the page, whatever it asked."""
        if self._page:
            self._page.hide()
            self._page.deleteLater()
            self._page = None
            self.closed.emit()

    # --- what is chosen

    def _recover(self, opening: Opening, copy: Copy) -> None:
        kept = " What was there is kept as well." if opening.path.exists() else ""
        self._attempt(lambda: self._keeper.recover(copy, opening.path), lambda: f"You go on in {self._file()}.{kept}")

    def _keep_both(self) -> None:
        self._attempt(self._keeper.keep_both, lambda: f"Both are kept. You go on in {self._file()}.")

    def _use_other(self) -> None:
        self._attempt(
            self._keeper.use_other, lambda: "You go on in the other one. Yours is kept under File, Earlier versions."
        )

    def _use_mine(self) -> None:
        self._attempt(
            self._keeper.use_mine, lambda: "Yours is saved. What was in the file before is kept on this computer."
        )

    def _restore(self, version: Version) -> None:
        when = self._moment(version.when)
        kept = "The one from just now is kept as well, under File, Earlier versions."
        self._attempt(lambda: self._keeper.restore(version), lambda: f"Your profile is again as it was {when}. {kept}")

    def _pin(self) -> None:
        self._attempt(lambda: self._keeper.pin(Why.BY_HAND), lambda: "The present version is kept for good.")

    def _attempt(self, do: Callable[[], object], done: Callable[[], str]) -> None:
        """Do it and say so with the pages back, or say in one sentence why that cannot be, with the page still there.

        The page is gone before anything changes, so that what shows the change is there to be seen.
        """
        try:
            do()
        except PresenceError as trouble:
            self._message.say(str(trouble))
            return
        self.leave()
        self._message.say(done())

    # --- what is shown

    def _show(self, page: ChoicePage) -> None:
        self.leave()
        self.opened.emit()
        self._page = page
        page.left.connect(self.leave)
        self._column.addWidget(page, 1)
        page.show()
        QTimer.singleShot(0, page, self._begin)

    def _begin(self) -> None:
        """Say only what the page says, and put the keyboard there."""
        self._message.say("")
        if self._page:
            self._page.begin()

    def _copy_row(self, copy: Copy, take: Callable[[], object]) -> Row:
        stored = copy.stored
        where = {
            Source.UNFINISHED: "a save that was cut off",
            Source.RESCUE: "kept in a safe place",
            Source.BACKUP: "an earlier version",
            Source.NEARBY: f"{shown(stored.path)} in the same folder",
        }[copy.source]
        return Row(self._moment(stored.saved_at), f"{where}; {_counts(stored.profile)}", Choice("Open", take))

    def _version_row(self, earlier: Earlier) -> Row:
        name = self._moment(earlier.version.when)
        if earlier.stored is None:
            return Row(name, "This one cannot be opened any more.", None)
        parts = (
            _WHY.get(str(earlier.version.why)),
            earlier.difference and f"{earlier.difference} since the one before",
        )
        says = "; ".join([*filter(None, map(str, filter(None, parts))), _counts(earlier.stored.profile)])
        return Row(name, says, Choice("Go back to this one", partial(self._restore, earlier.version)))

    def _moment(self, when: datetime) -> str:
        return moment(when, self._now())

    def _file(self) -> str:
        return shown(self._keeper.file or Path())


def _counts(profile: Profile) -> str:
    done = sum(answer.status is Status.DONE for answer in profile.answers.values())
    return f"{counted(len(profile.answers), 'step')}, {done} done"
