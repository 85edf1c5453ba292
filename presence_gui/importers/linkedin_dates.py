"""Days as LinkedIn writes them, each file in a way of its own; never by the system's language, never by guessing."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Final

from presence_gui.days import month_of

_TIME: Final = r"(?:,?[ T]\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp][Mm])?(?: UTC|Z)?)?"
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        # posts, comments, reactions, follows of people; endorsements
        rf"(?P<year>\d{{4}})(?P<mark>[-/])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}}){_TIME}",
        # connections; the second also after a spreadsheet saved them
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
    text = text.strip()
    return next(
        (_day(*found.group("year", "month", "day")) for form in _FORMS if (found := form.fullmatch(text))), None
    )


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


def days_of(texts: Iterable[str]) -> tuple[Counter[date], int]:
    """Return how often each day is said in a column, and how many of its cells say none.

    Whether 1/30/2026 has the month first a cell of 3/4/2026 cannot tell, but the column can.
    """
    days: Counter[date] = Counter()
    unread, slashed = 0, []
    for text, times in Counter(texts).items():
        if day := day_of(text):
            days[day] += times
        elif found := _EITHER_ORDER.fullmatch(text.strip()):
            slashed.append((found.groups(), times))
        else:
            unread += times
    month_first = any(int(second) > _MONTHS for (_first, second, _year), _times in slashed)
    day_first = any(int(first) > _MONTHS for (first, _second, _year), _times in slashed)
    for (first, second, year), times in slashed:
        day = _day(year, *((first, second) if month_first else (second, first))) if month_first != day_first else None
        if day:
            days[day] += times
        else:
            unread += times
    return days, unread


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(
            int(year) if len(year) > len("26") else 2000 + int(year),
            int(month) if month.isdigit() else month_of(month),
            int(day),
        )
    except ValueError:
        return None
