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
from presence_gui.ui.profile_page import ProfilePage
from presence_gui.ui.reading_data import Found
from presence_gui.ui.theme import Look, Type
from presence_gui.ui.words import breakable

_WIDEST = 860
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

    What is new or newer is ticked to begin with. ``chosen_changed`` says that ``chosen`` is another.
    """

    chosen_changed = Signal()

    def __init__(
        self, look: Look, catalog: Catalog, document: Document, today: Callable[[], date], found: Found
    ) -> None:
        super().__init__(look, "What your data says", document, today, _WIDEST)
        self._catalog, self._found = catalog, found
        self._findings: tuple[Finding, ...] = ()
        self._boxes: dict[str, CheckBox] = {}
        self._cards: list[tuple[Card, list[CheckBox]]] = []
        self._content = QWidget()
        self.column.addWidget(self._content)
        self.column.addStretch(1)
        self._catch_up()

    @property
    def chosen(self) -> frozenset[str]:
        """The ids of the items whose answer is to be filled in."""
        return frozenset(item for item, box in self._boxes.items() if box.isChecked())

    @property
    def offers(self) -> bool:
        """Whether there is anything to choose from."""
        return bool(self._boxes)

    def begin(self) -> bool:
        """Put the keyboard on the first tick box; return whether there is one."""
        first = next(iter(self._boxes.values()), None)
        if first:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(0))
        return first is not None

    def _show(self, profile: Profile) -> None:
        """Compare with the answers as they are now; what was ticked or unticked stays so."""
        before = {item: box.isChecked() for item, box in self._boxes.items()}
        here = next((item for item, box in self._boxes.items() if box.hasFocus()), "")
        self._findings = answers_from(self._catalog, profile, self._found.exports, self._today())
        self._boxes, self._cards = {}, []
        old, self._content = self._content, QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._look.theme.gap(16))
        for part in self._parts():
            column.addWidget(part)
        self.column.replaceWidget(old, self._content)
        old.hide()
        old.deleteLater()
        for item, ticked in before.items():
            if item in self._boxes:
                self._boxes[item].setChecked(ticked)
        if here in self._boxes:
            self._boxes[here].setFocus(Qt.FocusReason.OtherFocusReason)
        self._count()

    def _advise(self) -> None:
        """All of it is quick, and shown at once."""

    def _parts(self) -> Iterator[QWidget]:
        yield self._head()
        if self._found.problems:
            yield self._told("Could not be read", self._found.problems)
        for verdicts, heading, meaning in _SECTIONS:
            if findings := self._of(*verdicts):
                yield self._choice(heading, meaning, findings)
        if untold := self._of(Verdict.UNKNOWN, Verdict.TOO_OLD):
            yield self._untold(untold)
        if known := self._of(Verdict.SAME):
            card = Card(self._look, "Already as in your answers", counted(len(known), "answer"))
            card.add(Fold(self._look, "Already as in your answers", lambda: map(finding_line, known)))
            yield card
        if notes := [note for export in self._found.exports for note in export.notes]:
            yield self._told("Worth knowing", notes)
        yield self._files()

    def _head(self) -> QWidget:
        look, head = self._look, QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.theme.gap(4))
        column.addWidget(title(look, "Fill in from your data"))
        for export in self._found.exports:
            column.addWidget(quiet(look, _named(export)))
        if not self._of(Verdict.NEW, Verdict.NEWER, Verdict.DIFFERS):
            column.addSpacing(look.theme.gap(8))
            column.addWidget(body(look, _ALL_KNOWN if self._of(Verdict.SAME) else ANSWERS_NOTHING))
        return head

    def _of(self, *verdicts: Verdict) -> list[Finding]:
        return [one for one in self._findings if one.verdict in verdicts]

    def _choice(self, heading: str, meaning: str, findings: Sequence[Finding]) -> Card:
        look = self._look
        card = Card(look, heading, " ")
        lines = [self._line(one) for one in findings]
        self._cards.append((card, [self._boxes[one.item.id] for one in findings]))
        card.add(self._beside(meaning, heading, self._cards[-1][1]))
        for line in lines:
            card.add_row(line, tick=True)
        return card

    def _beside(self, meaning: str, heading: str, boxes: Sequence[CheckBox]) -> QWidget:
        """Return what a section means, with links that tick all of it or none."""
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(small(self._look, meaning), 1)
        for words, ticked in (("All", True), ("None", False)):
            button = Button(self._look, words, Kind.LINK, small=True)
            button.setAccessibleName(f"{words}: {heading}")
            button.clicked.connect(partial(self._tick, boxes, ticked=ticked))
            row.addWidget(button)
        return both

    def _line(self, finding: Finding) -> QWidget:
        line = _Line(self._look, self._titled(finding), finding_says(finding), "\n".join(self._sources(finding)))
        line.box.setChecked(finding.taken)
        line.box.toggled.connect(self._count)
        self._boxes[finding.item.id] = line.box
        return line

    def _titled(self, finding: Finding) -> str:
        """Return what a finding is about, with the platform where there is more than one."""
        platforms = {one.item.platform for one in self._findings}
        platform = self._catalog.platform(finding.item.platform)
        return f"{platform.name} · {finding.item.title}" if platform and len(platforms) > 1 else finding.item.title

    def _sources(self, finding: Finding) -> Iterator[str]:
        for fact in finding.facts:
            yield source_line(fact, self._found.says.get(fact.key, fact.key))
            yield from (f"Not used: {skipped_line(one)}" for one in fact.skipped)

    def _tick(self, boxes: Iterable[CheckBox], *, ticked: bool) -> None:
        for box in boxes:
            box.setChecked(ticked)

    def _count(self) -> None:
        for card, boxes in self._cards:
            card.set_note(f"{sum(box.isChecked() for box in boxes)} of {len(boxes)}")
        self.chosen_changed.emit()

    def _untold(self, findings: Sequence[Finding]) -> Card:
        look = self._look
        card = Card(look, "Could not tell", "you are asked as before")
        for finding in findings:
            line = QWidget()
            column = QVBoxLayout(line)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(Label(look, self._titled(finding)))
            column.addWidget(small(look, breakable(finding.why or f"{_sentence(finding_says(finding))}.")))
            card.add_row(line)
        return card

    def _told(self, heading: str, sentences: Iterable[str]) -> Card:
        card = Card(self._look, heading)
        for sentence in sentences:
            card.add(body(self._look, breakable(sentence)))
        return card

    def _files(self) -> Card:
        look, exports = self._look, self._found.exports
        card = Card(look, "The files inside")
        card.add(body(look, _PROMISE))
        for words, names in (
            ("Never opened", [name for export in exports for name in export.never_opened]),
            ("Not used", [name for export in exports for name in export.not_used]),
            ("Read", [name for export in exports for name in export.used]),
        ):
            if names:
                row = QWidget()
                column = QVBoxLayout(row)
                column.setContentsMargins(0, 0, 0, 0)
                column.setSpacing(0)
                column.addWidget(Label(look, f"{words}: {counted(len(names), 'file')}", Type.STRONG))
                column.addWidget(Fold(look, words, partial(_listed, names)))
                card.add_row(row)
        return card


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
