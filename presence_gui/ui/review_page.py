"""Show what was found in the user's data beside their answers, and let them choose."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from presence_gui.content import Catalog
from presence_gui.evidence import Finding, Verdict, answers_from
from presence_gui.fact_lines import ANSWERS_NOTHING, finding_line, finding_says, full_day, skipped_line, source_line
from presence_gui.facts import Export
from presence_gui.printout import counted
from presence_gui.profile import Profile
from presence_gui.ui.buttons import Button, CheckBox, Kind
from presence_gui.ui.containers import Card
from presence_gui.ui.document import Document
from presence_gui.ui.fold import Fold
from presence_gui.ui.labels import Label, body, quiet, small, title
from presence_gui.ui.portions import Portions
from presence_gui.ui.profile_page import ProfilePage
from presence_gui.ui.reading_data import Found
from presence_gui.ui.spacing import spaced
from presence_gui.ui.tab_order import back_to, name_at_hand
from presence_gui.ui.theme import Look, Type
from presence_gui.ui.words import breakable

_WIDEST = 860
_SHOWN: Final = 40  # files never opened are named as they are: it is a promise, and nobody should have to ask for it
_MOST_FILES: Final = 300
_PROMISE = "Messages, e-mails, log-ins and what belongs to others are never opened. That is a promise."
_ALL_KNOWN = "Everything in this export is already in your answers."
# by verdict: the heading, and what it means
_SECTIONS: Final = (
    ({Verdict.NEW, Verdict.NEWER}, "Found", "Ticked lines are filled in."),
    ({Verdict.DIFFERS}, "Differs from your answer", "Yours stays, unless you tick the line."),
)


class ReviewPage(ProfilePage):
    """Lists what can be filled in with a tick box each, and then what cannot, what is known, and the files.

    What is new or newer is ticked to begin with. ``chosen_changed`` says that ``chosen`` is another. The first
    line is there from the start, and so is what is chosen.
    """

    chosen_changed = Signal()

    def __init__(
        self, look: Look, catalog: Catalog, document: Document, today: Callable[[], date], found: Found
    ) -> None:
        super().__init__(look, "What your data says", document, today, _WIDEST)
        self._catalog, self._found = catalog, found
        days = {export.as_of for export in found.exports}
        self._day = days.pop() if len(days) == 1 else None  # said at the top, and so not again in every line
        self._findings: tuple[Finding, ...] = ()
        self._ticked: dict[str, bool] = {}
        self._boxes: dict[str, CheckBox] = {}
        self._cards: list[tuple[Card, list[str]]] = []
        self._content = QWidget()
        self._portions: Portions | None = None
        self.column.addWidget(self._content)
        self.column.addStretch(1)
        self._catch_up()

    @property
    def chosen(self) -> frozenset[str]:
        """The ids of the items whose answer is to be filled in."""
        return frozenset(item for item, ticked in self._ticked.items() if ticked)

    @property
    def offers(self) -> bool:
        """Whether there is anything to choose from."""
        return bool(self._ticked)

    @property
    def in_words(self) -> str:
        """How much there is to choose from, or why there is nothing."""
        if not self.offers:
            return _ALL_KNOWN if self._of(Verdict.SAME) else ANSWERS_NOTHING
        sections = ((heading, len(self._of(*verdicts))) for verdicts, heading, _ in _SECTIONS)
        return " ".join(f"{heading}: {counted(count, 'answer')}." for heading, count in sections if count)

    def begin(self) -> bool:
        """Put the keyboard on the first tick box; return whether there is one."""
        first = next(iter(self._boxes.values()), None)
        if first:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(0))
        return first is not None

    def rest(self) -> None:
        """Show no change any more: the page is about to go."""
        self._document.changed.disconnect(self._changed)

    def _show(self, profile: Profile) -> None:
        """Compare with the answers as they are now; what was ticked or unticked stays so."""
        here = name_at_hand(self._content)
        self._findings = answers_from(self._catalog, profile, self._found.exports, self._today())
        offered = {one.item.id: one.taken for one in self._of(Verdict.NEW, Verdict.NEWER, Verdict.DIFFERS)}
        self._ticked = offered | {item: ticked for item, ticked in self._ticked.items() if item in offered}
        self._boxes, self._cards = {}, []
        old, self._content = self._content, QWidget()
        column = spaced(self._look, QVBoxLayout(self._content), 16)
        self.column.replaceWidget(old, self._content)
        old.hide()
        old.deleteLater()
        before, self._portions = self._portions, Portions(self, self._build(column))
        if before:  # somebody reads it: all at once, so that it stays where it is under their eyes
            before.stop()
            self._portions.finish()
        back_to(here, self._content)
        self.chosen_changed.emit()

    def _advise(self) -> None:
        """All of it is quick, and shown at once."""

    def _build(self, column: QVBoxLayout) -> Iterator[None]:
        column.addWidget(self._head())
        if self._found.problems:
            column.addWidget(self._told("Could not be read", self._found.problems))
        for verdicts, heading, meaning in _SECTIONS:
            if findings := self._of(*verdicts):
                yield from self._choice(column, heading, meaning, findings)
        if untold := self._of(Verdict.UNKNOWN, Verdict.TOO_OLD):
            yield from self._untold(column, untold)
        if known := self._of(Verdict.SAME):
            card = Card(self._look, "Already as in your answers", counted(len(known), "answer"))
            card.add(Fold(self._look, "Already as in your answers", lambda: map(finding_line, known)))
            column.addWidget(card)
            yield
        if notes := [note for export in self._found.exports for note in export.notes]:
            column.addWidget(self._told("Worth knowing", notes))
            yield
        column.addWidget(self._files())

    def _head(self) -> QWidget:
        look, head = self._look, QWidget()
        column = spaced(look, QVBoxLayout(head), 4)
        column.addWidget(title(look, "Fill in from your data"))
        for export in self._found.exports:
            column.addWidget(quiet(look, _named(export)))
        if not self._of(Verdict.NEW, Verdict.NEWER, Verdict.DIFFERS):
            column.addSpacing(look.theme.gap(8))
            column.addWidget(body(look, self.in_words))
        return head

    def _of(self, *verdicts: Verdict) -> list[Finding]:
        return [one for one in self._findings if one.verdict in verdicts]

    def _choice(self, column: QVBoxLayout, heading: str, meaning: str, findings: Sequence[Finding]) -> Iterator[None]:
        card = Card(self._look, heading, " ")
        items = [one.item.id for one in findings]
        self._cards.append((card, items))
        self._count()
        card.add(self._beside(meaning, heading, items))
        column.addWidget(card)
        lines = card.add_stack()
        for finding in findings:
            lines.add(self._line(finding), tick=True)
            yield

    def _beside(self, meaning: str, heading: str, items: Sequence[str]) -> QWidget:
        """Return what a section means, with links that tick all of it or none."""
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(small(self._look, meaning), 1)
        for words, ticked in (("All", True), ("None", False)):
            button = Button(self._look, words, Kind.LINK, small=True)
            button.setAccessibleName(f"{words}: {heading}")
            button.clicked.connect(partial(self._tick, items, ticked=ticked))
            row.addWidget(button)
        return both

    def _line(self, finding: Finding) -> QWidget:
        line = _Line(self._look, self._titled(finding), finding_says(finding), "\n".join(self._sources(finding)))
        item = finding.item.id
        line.box.setChecked(self._ticked[item])
        line.box.toggled.connect(partial(self._choose, item))
        self._boxes[item] = line.box
        return line

    def _titled(self, finding: Finding) -> str:
        """Return what a finding is about, with the platform where there is more than one."""
        platforms = {one.item.platform for one in self._findings}
        platform = self._catalog.platform(finding.item.platform)
        return f"{platform.name} · {finding.item.title}" if platform and len(platforms) > 1 else finding.item.title

    def _sources(self, finding: Finding) -> Iterator[str]:
        for fact in finding.facts:
            says = self._found.says.get(fact.key, fact.key)
            yield _sentence(source_line(fact, says, self._day))
            yield from (f"Not used: {skipped_line(one)}" for one in fact.skipped)

    def _tick(self, items: Iterable[str], *, ticked: bool) -> None:
        self._ticked |= dict.fromkeys(items, ticked)
        for item in self._boxes.keys() & set(items):
            self._boxes[item].setChecked(ticked)
        self._count()

    def _choose(self, item: str, ticked: bool) -> None:  # noqa: FBT001  Qt's signal
        self._ticked[item] = ticked
        self._count()

    def _count(self) -> None:
        for card, items in self._cards:
            card.set_note(f"{sum(self._ticked[item] for item in items)} of {len(items)}")
        self.chosen_changed.emit()

    def _untold(self, column: QVBoxLayout, findings: Sequence[Finding]) -> Iterator[None]:
        card = Card(self._look, "Could not tell", "you are asked as before")
        column.addWidget(card)
        lines = card.add_stack()
        for finding in findings:
            why = finding.why or f"{_sentence(finding_says(finding))}."
            lines.add(_stacked(Label(self._look, self._titled(finding)), small(self._look, breakable(why))))
            yield

    def _told(self, heading: str, sentences: Iterable[str]) -> Card:
        card = Card(self._look, heading)
        for sentence in sentences:
            card.add(body(self._look, breakable(sentence)))
        return card

    def _files(self) -> Card:
        look, exports = self._look, self._found.exports
        card = Card(look, "The files inside")
        card.add(body(look, _PROMISE))
        for words, names, shown in (
            ("Never opened", [name for export in exports for name in export.never_opened], _SHOWN),
            ("Not used", [name for export in exports for name in export.not_used], 0),
            ("Read", [name for export in exports for name in export.used], 0),
        ):
            if names:
                parts: list[QWidget] = [Label(look, f"{words}: {counted(len(names), 'file')}", Type.STRONG)]
                if shown:
                    parts.append(small(look, breakable(" · ".join(names[:shown]))))
                if rest := names[shown:]:
                    parts.append(Fold(look, words, partial(_listed, rest)))
                card.add_row(_stacked(*parts))
        return card


def _stacked(*parts: QWidget) -> QWidget:
    both = QWidget()
    column = QVBoxLayout(both)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    return both


class _Line(QWidget):
    """What would be filled in, with its tick box, and where it stands."""

    def __init__(self, look: Look, about: str, says: str, sources: str) -> None:
        super().__init__()
        self._look = look
        self.box = CheckBox(look, about, bold=True)
        self.box.setAccessibleDescription(f"{says}. {sources}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.box)
        self._below = QVBoxLayout()
        for label in (body(look, breakable(_sentence(says))), small(look, breakable(sources))):
            self._below.addWidget(label)
        column.addLayout(self._below)
        self._dress()
        look.changed.connect(self._dress)

    def _dress(self) -> None:
        theme = self._look.theme
        self._below.setContentsMargins(CheckBox.indent(theme), 0, 0, theme.gap(4))
        self._below.setSpacing(theme.gap(2))


def _named(export: Export) -> str:
    """Return "LinkedIn export, complete, of 17 December 2025"."""
    return f"{export.name}, of {full_day(export.as_of)}{'' if export.dated else ' (the newest day in it)'}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _listed(names: Sequence[str]) -> Iterator[str]:
    yield from map(breakable, names[:_MOST_FILES])
    if len(names) > _MOST_FILES:
        yield f"and {len(names) - _MOST_FILES:,} more"
