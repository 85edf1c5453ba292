"""Days as LinkedIn writes them, each file in a way of its own; never by the system's language, never by guessing."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final

from presence_gui.days import month_of

_TIME: Final = r"(?:,?[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?(?: UTC|Z)?)?"
# posts, comments, reactions, follows of people: most of all the cells there are
_STAMP: Final = re.compile(r"(\d{4}-\d\d-\d\d) \d\d:\d\d:\d\d(?: UTC)?", re.ASCII)
# these, and endorsements, however they are written
_YEAR_FIRST: Final = re.compile(rf"(\d{{4}})([-/])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        # connections; with dashes after a spreadsheet saved them
        r"(?P<day>\d{1,2})(?P<mark>[- ])(?P<month>[A-Za-z]{3,9})(?P=mark)(?P<year>\d{4}|\d{2})",
        # recommendations and invitations: in these the month is first, and there is a comma before the time
        r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2}), \d{1,2}:\d{2}\s?[AP]M",
        # follows of firms
        r"[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) (?P<day>\d{1,2}) \d{2}:\d{2}:\d{2} [A-Z]{3,4} (?P<year>\d{4})",
        # with points the day is first, wherever that is written
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}){_TIME}",
    )
)
_EITHER_ORDER: Final = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/(\d{{4}}|\d{{2}}){_TIME}")
_IN_A_SENTENCE: Final = re.compile(r"\bon (?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2}), (?P<year>\d{4})\b")
_POST_ID: Final = re.compile(r"(?:share|ugcpost|activity)(?:%3A|:|-)(\d{15,19})(?!\d)", re.IGNORECASE)
_TIME_IN_ID: Final = 22  # bits to the right of the milliseconds
_LINKEDIN_BEGAN: Final = 2003
_MONTHS: Final = 12


def day_of(text: str) -> date | None:
    """Return the day a cell says in one of LinkedIn's ways; None if it says none, or could mean two."""
    if found := _STAMP.fullmatch(text):
        return _iso(found[1])
    text = text.strip()
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(found[1], found[3], found[4])
    for form in _FORMS:
        if found := form.fullmatch(text):
            return _day(*found.group("year", "month", "day"))
    return None


def day_in(sentence: str) -> date | None:
    """Return the day in a sentence such as "You uploaded a photo on March 8, 2026 at 9:37 AM (GMT)"; None if none."""
    found = _IN_A_SENTENCE.search(sentence)
    return _day(*found.group("year", "month", "day")) if found else None


def day_of_post(link: str) -> date | None:
    """Return the UTC day a post was made, which its number in a link holds; None if there is no such number."""
    found = _POST_ID.search(link)
    if not found:
        return None
    day = datetime.fromtimestamp((int(found[1]) >> _TIME_IN_ID) // 1000, UTC).date()
    return day if day.year >= _LINKEDIN_BEGAN else None


def days_of(texts: Iterable[str]) -> tuple[Counter[date], Counter[str]]:
    """Return how often each day is said in a column, and its cells that say none.

    Whether 1/30/2026 has the month first a cell of 3/4/2026 cannot tell, but the column can.
    """
    days: Counter[date] = Counter()
    unread: Counter[str] = Counter()
    for text, times in Counter(texts).items():
        if day := day_of(text):
            days[day] += times
        else:
            unread[text] = times
    for text, day in _in_one_order(unread).items():
        days[day] += unread.pop(text)
    return days, unread


def _in_one_order(texts: Iterable[str]) -> Mapping[str, date]:
    """Return the days of cells such as 1/30/2026, if all of a column are in the same order and it can be told."""
    slashed = [(text, found.groups()) for text in texts if (found := _EITHER_ORDER.fullmatch(text.strip()))]
    day_first = any(int(first) > _MONTHS for _text, (first, _second, _year) in slashed)
    month_first = any(int(second) > _MONTHS for _text, (_first, second, _year) in slashed)
    if day_first == month_first:
        return {}
    days = {
        text: _day(year, first, second) if month_first else _day(year, second, first)
        for text, (first, second, year) in slashed
    }
    return {text: day for text, day in days.items() if day}


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(
            int(year) if len(year) > len("26") else 2000 + int(year),
            int(month) if month.isdigit() else _month(month),
            int(day),
        )
    except ValueError:
        return None


@lru_cache(maxsize=64)  # the same few words thousands of times
def _month(word: str) -> int:
    return month_of(word)
