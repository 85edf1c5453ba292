"""Lead to the copy that is wanted: of a file that cannot be read, is behind or was changed, or an earlier one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from presence_gui.days import short_day
from presence_gui.errors import InUseError, PresenceError
from presence_gui.storage.conflict import Foreign
from presence_gui.storage.earlier import Earlier, difference
from presence_gui.storage.findings import changed_by_others, found_copy, found_instead, found_loose, holding, moment
from presence_gui.storage.opening import Copy, Opening, Source
from presence_gui.storage.safekeeping import Why
from presence_gui.storage.sentences import shown
from presence_gui.ui.commands import Commands
from presence_gui.ui.copy_words import capital, holding_of, where_found, why_kept, why_not_in
from presence_gui.ui.decision import Decision, Line, Way
from presence_gui.ui.document import Document
from presence_gui.ui.keeping import Keeper
from presence_gui.ui.message_bar import MessageBar
from presence_gui.ui.stand_in import StandIn
from presence_gui.ui.theme import Look

_IN_USE: Final = "It is open in another window on this computer. Please go on in that one."
_OTHERS: Final = "Another profile used to be in this place"
_DAMAGED: Final = "Damaged files"
_AS_THEY_ARE: Final = "They could not be opened. They are kept as they were when they were found."
_OF_ITS_OWN: Final = "Its versions are kept as well. The one you open goes on in a file of its own."


class Copies(QObject):
    """Asks which copy to go on in, in place of the pages, and goes on in it; ``closed`` says that they may be back."""

    closed = Signal()

    def __init__(
        self,
        window: QWidget,
        stand_in: StandIn,
        look: Look,
        document: Document,
        keeper: Keeper,
        do: Commands,
        message: MessageBar,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(window)
        self._window, self._stand_in, self._look, self._document = window, stand_in, look, document
        self._keeper, self._do, self._message, self._now = keeper, do, message, now
        self._undecided: Foreign | None = None
        keeper.trouble.connect(self._hear_of_trouble)

    def offer(self, opening: Opening) -> None:
        """Ask whether to go on in a copy of a file that cannot be opened, or in newer work than it holds."""
        best, name = opening.copies[0], shown(opening.path)
        said = (self._moment(best.stored.saved_at), best.steps, best.done)
        recover = partial(self._recover, opening.path, best)
        copy = f"the copy from {self._short(best.stored.saved_at)}"
        ways = [Way(f"Open {copy}", recover)]
        if best.source is Source.NEARBY:
            ways = [Way("Open that file", recover, f"{shown(best.stored.path)}, in the same folder.")]
        leave = Way("Not now", self.leave)
        if opening.stored:
            heading, says = f"There is work that is not in {name}", why_not_in(opening.stored, best)(name, *said)
            ways = [ways[0]._replace(words="Go on with that work")]
            leave = Way("Go on with the file as it is", self.leave)
        elif opening.damaged:
            heading, says = f"{name} could not be read", found_copy(name, *said)
        else:
            heading, says = f"{name} could not be opened", found_instead(opening.trouble, *said)
            if not opening.path.exists():
                ways.insert(0, Way("Look for the file…", self._do.open))
        if len(opening.copies) > 1:
            ways.append(Way("Choose another copy…", partial(self._choose, opening)))
        self._ask(heading, [says], ways, leave)

    def offer_loose(self, copy: Copy) -> None:
        """Say that work was found which never had a file."""
        says = found_loose(self._moment(copy.stored.saved_at), copy.steps, copy.done)
        self._message.say(says, "Open it", partial(self._open_loose, copy))

    def say_in_use(self, path: Path) -> None:
        """Say that a profile is open in another window, and lead there."""
        ways = [
            Way("Go to that window", partial(self._go_there, path)),
            Way("Look at it here", partial(self._look_at, path), "You can read and print it; nothing can be changed."),
        ]
        leave = Way("Stay in this window", self.leave)
        self._ask(f"{shown(path)} is open already", [_IN_USE], ways, leave)

    def say_changed(self, other: Foreign) -> None:
        """Say that somebody else wrote the file, without taking anybody away from what they do."""
        if file := self._keeper.file:
            self._undecided = other
            self._message.say(_changed(file), "Decide what to keep…", partial(self._ask_which, file, other))

    def list_earlier(self) -> None:
        """Show the earlier versions, each with what changed and a way back to it."""
        if not self._keeper.file:
            self._message.say("There is no file yet: it is made with your first answer.")
            return
        earlier = self._keeper.earlier()
        first = next(earlier, None)
        says = "Going back loses nothing: what you have now is kept here as well."
        if first is None:
            says = "There is none yet. The first one is kept when something changes."
        ways = [] if self._keeper.read_only else [Way("Keep the present version for good", self._pin)]
        self._ask("Earlier versions", [says], ways, Way("Back", self.leave), choices=self._earlier(first, earlier))

    def leave(self) -> None:
        """Bring the pages back; nothing is decided."""
        self._stand_in.take_away()
        self.closed.emit()
        if self._undecided:
            self.say_changed(self._undecided)

    # --- asking

    def _ask(
        self,
        heading: str,
        says: list[str],
        ways: list[Way],
        leave: Way,
        about: Sequence[Line] = (),
        choices: Iterable[Line] | None = None,
    ) -> None:
        self._stand_in.make_way()
        self._message.say("")
        page = Decision(self._look, heading, says, ways, leave, about, choices)
        self._stand_in.put(page, self.leave)
        page.begin()

    def _choose(self, opening: Opening) -> None:
        back = Way("Back", partial(self.offer, opening))
        says = "Each of them is whole. The one you open goes on in a file of its own."
        self._ask(
            f"Copies of {shown(opening.path)}",
            [says],
            [],
            back,
            choices=map(partial(self._copy, opening), opening.copies),
        )

    def _copy(self, opening: Opening, copy: Copy) -> Line:
        way = Way("Open this copy", partial(self._recover, opening.path, copy))
        says = f"{holding(copy.steps, copy.done)} · {where_found(copy)}"
        return Line(capital(self._moment(copy.stored.saved_at)), says, way)

    def _earlier(self, first: Earlier | None, others: Iterator[Earlier]) -> Iterator[Line]:
        for one in chain(filter(None, [first]), others):
            if one.stored and one.stored.profile == self._document.profile:
                yield self._version(one, "as it is now", None)
            elif self._keeper.read_only:
                yield self._version(one, "", self._apart(one))
            else:
                yield self._version(one, "", Way("Go back to this one", partial(self._restore, one)))
        yield from self._of_others()
        yield from self._damaged()

    def _of_others(self) -> Iterator[Line]:
        """Yield a heading for each other profile that used to be in this place, and its versions."""
        whose = None
        for one in self._keeper.earlier_here():
            if one.version.path.parents[1] != whose:
                whose = one.version.path.parents[1]
                yield Line(_OTHERS, _OF_ITS_OWN)
            yield self._version(one, "of the other profile", self._apart(one))

    def _damaged(self) -> Iterator[Line]:
        """Yield a heading for the damaged files that were kept, and each of them."""
        kept = self._keeper.damaged()
        if kept:
            yield Line(_DAMAGED, _AS_THEY_ARE)
        for one in kept:
            show = Way("Show it in its folder", partial(self._do.show, one.path))
            yield Line(capital(self._moment(one.when)), " · ".join(filter(None, [one.name, "cannot be opened"])), show)

    def _apart(self, one: Earlier) -> Way:
        return Way("Open this one", partial(self._open_apart, one))

    def _version(self, one: Earlier, more: str, way: Way | None) -> Line:
        changed = str(one.difference) if one.difference else ""
        says = ["cannot be opened"]
        if one.stored:
            says = [holding_of(one.stored.profile), changed, why_kept(one.version.why)]
            says += ["made with another version of Presence"] * (not one.stored.whole)
        can_be = one.stored and one.stored.whole
        when = capital(self._moment(one.version.when))
        return Line(when, " · ".join(filter(None, [*says, more])), way if can_be else None)

    def _ask_which(self, file: Path, other: Foreign) -> None:
        both = Way("Keep both", self._keep_both, "Yours goes on in a file of its own beside the other one.")
        ways = [both, Way("Use mine", self._use_mine)]
        says = [other.trouble]
        lines = [Line("Yours, in this window", holding_of(self._document.profile))]
        if theirs := other.stored:
            ways.insert(1, Way("Use the other one", self._use_other))
            says = [changed_by_others(self._moment(theirs.saved_at))]
            changed = difference(theirs.profile, self._document.profile)
            lines = [
                Line("The other one", f"{holding_of(theirs.profile)} · last saved {self._moment(theirs.saved_at)}"),
                Line(
                    "Yours, in this window", f"{holding_of(self._document.profile)} · against the other one: {changed}"
                ),
            ]
        heading = f"{shown(file)} was changed elsewhere"
        self._ask(heading, says, ways, Way("Decide later", self.leave), lines)

    # --- doing

    def _recover(self, path: Path, copy: Copy) -> None:
        kept = f" What was there is still in {shown(path)}." if path.exists() else ""
        go_on = partial(self._keeper.recover, copy, path)
        if copy.source is Source.NEARBY:  # a file of its own already, such as the one that was looked for, renamed
            go_on = partial(self._keeper.open, copy.stored.path)
        if self._do.attempt(go_on) and (file := self._keeper.file):
            self._go_on(f"You go on in {shown(file)}.{kept}")
        elif copy.source is not Source.NEARBY and self._message.sentence != self._keeper.refused:
            new = partial(self._open_loose, copy)  # as where the file is nothing may be written, say on a full stick
            self._message.say(self._message.sentence, "Open it in a new file", new)

    def _open_apart(self, one: Earlier) -> None:
        if self._keeper.file and one.stored:
            self._recover(self._keeper.file, Copy(Source.BACKUP, one.stored))

    def _open_loose(self, copy: Copy) -> None:
        if self._do.attempt(partial(self._keeper.recover, copy)) and self._keeper.file:
            self._go_on(f"You go on in {shown(self._keeper.file)}.")

    def _go_there(self, path: Path) -> None:
        bare = self._keeper.file is None and not self._document.profile.answers
        self.leave()
        try:
            self._keeper.open(path)  # which asks the other window once more, or opens it here where that has gone
        except InUseError:
            if bare:
                self._window.close()
        except PresenceError as trouble:
            self._message.say(str(trouble))

    def _look_at(self, path: Path) -> None:
        if self._do.attempt(partial(self._keeper.open, path, to_read=True)):
            self.closed.emit()

    def _restore(self, one: Earlier) -> None:
        if self._do.attempt(partial(self._keeper.restore, one.version)):
            when = self._moment(one.version.when)
            self._go_on(f"This is how it was {when}. What you had before is kept in Earlier versions.")

    def _pin(self) -> None:
        if self._do.attempt(partial(self._keeper.pin, Why.BY_HAND)):
            self._go_on("The present version is kept for good.")

    def _keep_both(self) -> None:
        other = self._keeper.file
        if self._do.attempt(self._keeper.keep_both) and self._keeper.file and other:
            self._go_on(f"You go on in {shown(self._keeper.file)}. The other one is still {shown(other)}.")

    def _use_other(self) -> None:
        if self._do.attempt(self._keeper.use_other):
            self._go_on("You go on in the other one. Yours is kept in Earlier versions.")

    def _use_mine(self) -> None:
        if self._do.attempt(self._keeper.use_mine):
            self._go_on("You go on in yours. The other one is kept in Earlier versions.")

    def _hear_of_trouble(self, sentence: str) -> None:
        """Ask no longer what to keep once a save has worked."""
        if not sentence and self._undecided:
            self._undecided = None
            if self._keeper.file and self._message.sentence == _changed(self._keeper.file):
                self._message.say("")

    def _go_on(self, sentence: str) -> None:
        self.closed.emit()
        self._message.say(sentence)

    # --- words

    def _moment(self, when: datetime) -> str:
        return moment(when, self._now())

    def _short(self, when: datetime) -> str:
        there = when.astimezone()
        day = "" if there.date() == self._now().date() else f"{short_day(there.date())}, "
        return f"{day}{there:%H:%M}"


def _changed(file: Path) -> str:
    return f"{shown(file)} was changed elsewhere while it was open here. Nothing has been overwritten."
