"""Turn facts from an export into answers, by the checklists' own rules."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain
from types import MappingProxyType
from typing import Final

from presence_gui.answering import ticked, unticked, with_day, with_number
from presence_gui.content import Catalog, Item, Kind, Platform
from presence_gui.diary import DAYS_A_WEEK
from presence_gui.facts import FRESH_DAYS, Export, Fact
from presence_gui.known import latest, merged, total
from presence_gui.profile import MOST_CHARACTERS, MOST_NUMBER, Answer, Profile, Status

NOT_SAID: Final = "Your export does not say."
NO_DATES: Final = "Your export does not say when."
NO_WORDS: Final = "Your export says that there is one, but not its words."
ONLY_A_PART: Final = "Your export holds only a part, so there may be more."


_AROUND_ADDRESS: Final = re.compile(r"^(?:https?://)?(?:www\.)?|/$")


class Verdict(StrEnum):
    """How what the data says stands to what the user has said.

    *New*: the user has said nothing. *Same*: there is nothing to change. *Newer*: the answer came from data that is
    older by now. *Differs*: the answer was given by hand and is another. *Too old* to speak of today, and *unknown*:
    the user is asked as before.
    """

    NEW = "new"
    SAME = "same"
    NEWER = "newer"
    DIFFERS = "differs"
    TOO_OLD = "too-old"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the data says of one item, beside what the user has said.

    ``answer`` is the user's, ``offered`` what it would be by the data; None where there is nothing to take over.
    ``facts`` are those the offer rests on, ``why`` a sentence where the data cannot tell.
    """

    item: Item
    verdict: Verdict
    answer: Answer
    offered: Answer | None = None
    facts: tuple[Fact, ...] = ()
    why: str = ""

    @property
    def taken(self) -> bool:
        """Whether it is taken over unless somebody says otherwise: only where nothing given by hand is replaced."""
        return self.verdict in {Verdict.NEW, Verdict.NEWER}


def answers_from(catalog: Catalog, profile: Profile, exports: Iterable[Export], today: date) -> tuple[Finding, ...]:
    """Return a finding for every item these exports speak of, in the order of the tabs.

    It rests on all that is known, from them and from earlier exports. An item that is *not for me* is left alone.
    """
    every = tuple(exports)
    known = _known(profile, every)
    whys = {one.key: one.why for one in chain.from_iterable(export.unknown for export in every)}
    spoken_of = {fact.key for fact in chain.from_iterable(export.facts for export in every)} | whys.keys()
    return tuple(
        _finding(item, profile.answer(item.id), known, whys, today)
        for item in catalog.items.values()
        if not spoken_of.isdisjoint(item.facts) and profile.answer(item.id).status is not Status.NOT_FOR_ME
    )


def filled_in(
    catalog: Catalog, profile: Profile, exports: Iterable[Export], chosen: Collection[str], today: date
) -> Profile:
    """Return the profile that knows these exports, with the findings for the items chosen by id as answers.

    Doing it again changes nothing.
    """
    every = tuple(exports)
    filled = replace(profile, facts=_known(profile, every))
    for finding in answers_from(catalog, profile, every, today):
        if finding.offered is not None and finding.item.id in chosen:
            filled = filled.answered(finding.item.id, finding.offered)
    return filled


def fresh_until(catalog: Catalog, profile: Profile) -> Mapping[str, date]:
    """Return by platform id the last day on which what exports said of its activity still speaks of today."""
    until: dict[str, date] = {}
    for item in catalog.items.values():
        for key in item.facts if _ages(item) else ():
            if fact := latest(profile.facts, key):
                last = fact.as_of + min(timedelta(FRESH_DAYS), date.max - fact.as_of)
                until[item.platform] = max(last, until.get(item.platform, last))
    return MappingProxyType(until)


def stale(catalog: Catalog, profile: Profile, today: date) -> tuple[Platform, ...]:
    """Return the platforms, not left out, of which an export is known that is too old to speak of today's activity."""
    until = fresh_until(catalog, profile)
    return tuple(
        platform
        for platform in catalog.platforms
        if platform.id not in profile.left_out and until.get(platform.id, today) < today
    )


def _known(profile: Profile, exports: Iterable[Export]) -> Mapping[str, Fact]:
    return merged(profile.facts, chain.from_iterable(export.facts for export in exports))


def _ages(item: Item) -> bool:
    """Whether an answer to the item is activity, which a fact proves for 90 days only."""
    return item.kind is Kind.DATE or item.window_days > 0


def _finding(item: Item, answer: Answer, known: Mapping[str, Fact], whys: Mapping[str, str], today: date) -> Finding:
    found = {key: (latest if _ages(item) else total)(known, key) for key in item.facts}
    facts = tuple(fact for fact in found.values() if fact)
    if len(facts) < len(found):
        untold = (whys[key] for key, fact in found.items() if fact is None and key in whys)
        return Finding(item=item, verdict=Verdict.UNKNOWN, answer=answer, facts=facts, why=next(untold, NOT_SAID))
    as_of = min(fact.as_of for fact in facts)
    if _ages(item) and (today - as_of).days > FRESH_DAYS:
        return Finding(item=item, verdict=Verdict.TOO_OLD, answer=answer, facts=facts)
    offered = _offered(item, answer, facts, today)
    if isinstance(offered, str):
        return Finding(item=item, verdict=Verdict.UNKNOWN, answer=answer, facts=facts, why=offered)
    offered = replace(offered, from_data=None if _is_silent(item, offered) else as_of)
    verdict = _verdict(item, answer, offered, facts)
    return Finding(item=item, verdict=verdict, answer=answer, offered=offered, facts=facts)


def _offered(item: Item, answer: Answer, facts: Sequence[Fact], today: date) -> Answer | str:
    """Return what the answer would be by the facts, or the sentence that says why they cannot tell."""
    fact = facts[0]  # only what is done or not takes several
    match item.kind:
        case Kind.NUMBER:
            return _counted(item, answer, fact)
        case Kind.DATE:
            return _dated(answer, fact, today)
        case Kind.TEXT:
            return _worded(item, answer, fact)
        case _:
            return _done(item, answer, facts)


def _counted(item: Item, answer: Answer, fact: Fact) -> Answer | str:
    number = fact.number
    if item.window_days and number != 0:
        number = sum(fact.weeks[: item.window_days // DAYS_A_WEEK]) if fact.weeks else None
    if number is None:
        return NO_DATES if item.window_days else NOT_SAID
    if not number and fact.at_least:
        return ONLY_A_PART
    return with_number(item, answer, min(MOST_NUMBER, number), fact.as_of)


def _dated(answer: Answer, fact: Fact, today: date) -> Answer | str:
    if fact.day:
        return with_day(answer, min(fact.day, today))
    if fact.number or not (fact.weeks or fact.number == 0):
        return NO_DATES
    return ONLY_A_PART if fact.at_least else with_day(answer, None)


def _worded(item: Item, answer: Answer, fact: Fact) -> Answer | str:
    """Return the answer with the owner's words as live; other words the user wrote stay beside them, as a draft."""
    found = fact.text.strip()[:MOST_CHARACTERS]
    if not found and fact.number:
        return NO_WORDS
    by_hand = not item.for_yourself and (answer.from_data is None or answer.draft is not None)
    own = answer.words if by_hand else ""
    if not found:
        return replace(answer, status=Status.NOT_YET, text=own, given=None, draft=None)
    draft = own if _as_said(own) not in {"", _as_said(found)} else None
    return replace(answer, status=Status.DONE, text=found, given=None, draft=draft)


def _done(item: Item, answer: Answer, facts: Sequence[Fact]) -> Answer | str:
    short = [fact for fact in facts if _amount(fact) < item.enough]
    if not short:
        return ticked(item, answer, min(fact.as_of for fact in facts))
    return ONLY_A_PART if all(fact.at_least for fact in short) else unticked(answer)


def _amount(fact: Fact) -> int:
    """Return what there is of a fact: its number, or the characters of its text, or once where only a day is known."""
    if fact.number is not None:
        return fact.number
    return len(fact.text.strip()) or int(fact.day is not None)


def _verdict(item: Item, answer: Answer, offered: Answer, facts: Sequence[Fact]) -> Verdict:
    if _is_silent(item, answer):
        return Verdict.SAME if _is_silent(item, offered) else Verdict.NEW
    if answer.from_data is None:
        return Verdict.SAME if _agree(item, answer, offered, facts) else Verdict.DIFFERS
    rests_on = min(fact.as_of for fact in facts)
    return Verdict.SAME if answer == offered or rests_on < answer.from_data else Verdict.NEWER


def _is_silent(item: Item, answer: Answer) -> bool:
    """Whether an answer says nothing of what is there, or only that somebody is not sure.

    A note, minutes spent and a draft, which stays beside what the data says, say nothing.
    """
    is_open = answer.status in {Status.NOT_YET, Status.NOT_SURE}
    words = answer.text.strip() if item.for_yourself else ""
    return is_open and answer.number is None and answer.day is None and not words


def _agree(item: Item, answer: Answer, offered: Answer, facts: Sequence[Fact]) -> bool:
    """Whether an answer given by hand can be as true as what the data says, which may be a lower bound."""
    fact = facts[0]
    match item.kind:
        case Kind.NUMBER:
            said, counted = (-1 if one.number is None else one.number for one in (answer, offered))
            return _both_done(answer, offered) or said == counted or (fact.at_least and said > counted)
        case Kind.DATE:
            day, seen = answer.day or date.min, offered.day or date.min
            return day == seen or day > fact.as_of or (fact.at_least and day > seen)
        case Kind.TEXT:
            said_so = _as_said(answer.text) in ("", _as_said(offered.text))
            return answer.status is offered.status and said_so
        case _:
            return answer.status is offered.status


def _as_said(text: str) -> str:
    """Return a text as it is compared: whatever its blanks, and an address in each of the ways people write it."""
    words = " ".join(text.split())
    return words if " " in words else _AROUND_ADDRESS.sub("", words.lower())


def _both_done(answer: Answer, offered: Answer) -> bool:
    return answer.status is Status.DONE and offered.status is Status.DONE
