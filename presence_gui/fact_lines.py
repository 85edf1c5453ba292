"""Facts and findings from exports in words: what is known, where it stands, and what it would change."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from presence_gui.answering import is_draft
from presence_gui.content import Item, Kind, Platform
from presence_gui.days import whole_day
from presence_gui.evidence import Finding, Verdict
from presence_gui.facts import FRESH_DAYS, Fact, How, Skipped
from presence_gui.printout import counted
from presence_gui.profile import UNANSWERED, Answer, Status

HOW: Final = MappingProxyType(
    {
        How.READ: "read from your export",
        How.WORKED_OUT: "worked out from your export",
        How.ABSENT: "your export has none",
    }
)
CANNOT_TELL: Final = "your export cannot tell"
ANSWERS_NOTHING: Final = "Nothing in this export answers a line of your checklists."

_STATUS: Final = MappingProxyType(
    {
        Status.DONE: "done",
        Status.NOT_YET: "not yet",
        Status.NOT_FOR_ME: "not for me",
        Status.NOT_SURE: "not sure",
    }
)
_LONGEST: Final = 220  # characters: a headline is quoted in full, so that two of them can be told apart
# such as "your headline" and "a photo": there is one or none, so it is not counted
_ONE_THING: Final = re.compile(r"^(?:an?|the|your) ")


def fact_line(fact: Fact, says: str) -> str:
    """Return "214 connections · Connections.csv, 214 rows · export of 17 December 2025".

    ``says`` is what the fact counts, as its reader offers it.
    """
    return _with_place(fact, known(fact, says))


def source_line(fact: Fact, says: str, day: date | None = None) -> str:
    """Return the same with how it is known, and without what is shown already: a text, and an export of that day."""
    return f"{_with_place(fact, says if fact.text else known(fact, says), day)} · {HOW[fact.how]}"


def known(fact: Fact, says: str) -> str:
    """Return what a fact says, such as "214 connections", "your headline: “Accountant”" or "no posts"."""
    if fact.text:
        return f"{says}: {_quoted(fact.text)}"
    number = fact.number
    recent, least = sum(fact.weeks), "at least " * fact.at_least
    if number == 0 or (number is None and not recent and not fact.day):
        return f"no {_ONE_THING.sub('', says)}"
    if number is None:
        said = f"{says}: {least}{recent:,}{_in_weeks(fact)}" if fact.weeks else says
    elif _ONE_THING.match(says):
        said = says
    else:
        said = f"{says}: {least}1" if number == 1 else f"{least}{number:,} {says}"
        said += f", {recent:,} of them{_in_weeks(fact)}" if fact.weeks else ""
    return said + (f", last on {full_day(fact.day)}" if fact.day else "")


def skipped_line(skipped: Skipped) -> str:
    """Return "3 rows without a readable date"."""
    return f"{counted(skipped.rows, 'row')} {skipped.why}"


def finding_line(finding: Finding) -> str:
    """Return what a finding is about and what it would change; of one that differs, both answers."""
    return f"{finding.item.title}: {finding_says(finding)}"


def finding_says(finding: Finding) -> str:
    """Return what a finding would change, such as "214, after 180"; of one that differs, both answers."""
    item, answer = finding.item, finding.answer
    before, after = answered(item, answer), answered(item, finding.offered or answer)
    match finding.verdict:
        case Verdict.NEW:
            return after
        case Verdict.SAME:
            by_hand = answer.from_data is None and answer != UNANSWERED  # of whom nothing was heard, nothing was said
            return f"{before}, as you said" if by_hand else f"{before}, as before"
        case Verdict.NEWER:
            return f"{after}, after {before}" if before != after else f"{after}, still"
        case Verdict.DIFFERS:
            return f"{before} as you said, {after} by your export"
        case Verdict.TOO_OLD:
            return f"your export is more than {FRESH_DAYS} days old"
        case _:
            return f"{CANNOT_TELL}. {finding.why}".removesuffix(".")


def fetch_again(platforms: Sequence[Platform]) -> str:
    """Return the sentence that asks for a fresh export of these platforms; "" where there is none."""
    *others, last = [platform.name for platform in platforms] or [""]
    if not last:
        return ""
    whose = f"{', '.join(others)} and {last} exports are" if others else f"{last} export is"
    return f"Your {whose} more than {FRESH_DAYS} days old; a fresh one says how active you are now."


def fetch_after(until: Mapping[str, date]) -> str:
    """Return the sentence that says until when exports are fresh, by the name of their platform; "" without any."""
    said = ", ".join(f"{name} until {full_day(day)}" for name, day in until.items())
    return f"Your data is fresh: {said}. Fetch a new export after that." if said else ""


def answered(item: Item, answer: Answer) -> str:
    """Return an answer in words, by its item's kind: "214", "4 March 2026", "“Accountant”", "not live yet", "done"."""
    if answer.status in {Status.NOT_FOR_ME, Status.NOT_SURE}:
        return _STATUS[answer.status]
    if item.kind is Kind.NUMBER and answer.number is not None:
        return f"{answer.number:,}"
    if item.kind is Kind.DATE and answer.day:
        return full_day(answer.day)
    if answer.status is Status.NOT_YET and is_draft(item, answer):
        return "not live yet"
    if item.kind is Kind.TEXT and answer.text.strip():
        return _quoted(answer.text)
    return _STATUS[answer.status]


def full_day(day: date) -> str:
    """Return a day as "17 December 2025"."""
    return whole_day(day).partition(" ")[2]


def _with_place(fact: Fact, what: str, day: date | None = None) -> str:
    export = "" if fact.as_of == day else f"export of {full_day(fact.as_of)}"
    return " · ".join(filter(None, (what, _place(fact), export)))


def _place(fact: Fact) -> str:
    return ", ".join(filter(None, [fact.file, counted(fact.rows, "row") if fact.rows else ""]))


def _in_weeks(fact: Fact) -> str:
    return f" in the last {len(fact.weeks)} weeks"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return f"“{line}”" if len(line) <= _LONGEST else f"{len(text):,} characters"
