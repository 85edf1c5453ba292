"""What every export and every refusal of a reader must be, whatever bytes it was given."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from presence_gui.diary import DAYS_A_WEEK
from presence_gui.errors import ProfileError
from presence_gui.facts import WEEKS_KEPT, Export, Fact, Offer
from presence_gui.importers.words import clean
from presence_gui.plain import from_plain, to_plain
from tests.fuzzing.trials import CANARY

_CONTROLS: Final = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LONGEST_SENTENCE: Final = 1500


class BrokenPromiseError(Exception):
    """Something that is promised is not so; the text says what."""


def broken_promises(export: Export, offers: Sequence[Offer], today: date) -> Iterator[str]:
    """Yield each promise of facts.py that an export breaks, in words that do not depend on the export's values."""
    text = json.dumps(to_plain(export))
    if not _survives(export, text):
        yield "it is not the same after it was written and read"
    if CANARY.decode() in text:
        yield "something was kept of a file that is never opened"
    words = (export.name, *export.used, *export.not_used, *export.never_opened, *export.notes)
    if not all(map(_is_fit, (*words, *(one.why for one in export.unknown)))):
        yield "a name or a sentence has control characters"
    if export.as_of > today:
        yield "it is of a day after today"
    known, unknown = [fact.key for fact in export.facts], [one.key for one in export.unknown]
    if sorted({*known, *unknown}) != sorted((*known, *unknown)):
        yield "a key is there twice"
    if not {*known} <= {offer.key for offer in offers}:
        yield "a fact was never offered"
    for fact in export.facts:
        yield from (f"{fact.key}: {promise}" for promise in _broken(fact, today))


def _broken(fact: Fact, today: date) -> Iterator[str]:
    if fact.as_of > today:
        yield "it is of a day after today"
    if fact.day and fact.day > fact.as_of:
        yield "its last day is after the export"
    if min((fact.number or 0, fact.rows, *fact.weeks, *(one.rows for one in fact.skipped))) < 0:
        yield "a number is negative"
    if clean(fact.text).strip() != fact.text or not _is_fit(fact.file):
        yield "its text or file has control characters, or spaces around it"
    if not (fact.text or fact.number is not None or fact.day or fact.weeks):
        yield "it says nothing"
    if fact.weeks:
        yield from _broken_weeks(fact)


def _broken_weeks(fact: Fact) -> Iterator[str]:
    if len(fact.weeks) != WEEKS_KEPT:
        yield "it has not thirteen weeks"
    if fact.number is not None and sum(fact.weeks) > fact.number:
        yield "its weeks hold more than there is"
    newest = next((week for week, times in enumerate(fact.weeks) if times), WEEKS_KEPT)
    last = min((fact.as_of - fact.day).days // DAYS_A_WEEK, WEEKS_KEPT) if fact.day else WEEKS_KEPT
    if newest != last:
        yield "its last day is not in the last of its weeks"


def _survives(export: Export, text: str) -> bool:
    try:
        return from_plain(Export, json.loads(text)) == export
    except ProfileError:
        return False


def is_plain_sentence(sentence: str) -> bool:
    """Whether a refusal can be shown: not empty, no longer than a screen, with nothing in it that cannot be seen."""
    return _is_fit(sentence) and 0 < len(sentence.strip()) <= _LONGEST_SENTENCE


def _is_fit(text: str) -> bool:
    return not _CONTROLS.search(text)
