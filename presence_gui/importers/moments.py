"""Days as feeds and exports write them: RFC 822 and ISO, counted in UTC; nothing is guessed."""

import re
from datetime import date, timedelta
from typing import Final

from presence_gui.days import month_of

_CLOCK: Final = r"(?:[T ]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:[.,]\d+)?)?)?"
_ZONE: Final = r"\s*(?P<zone>[A-Za-z]{1,4}|(?P<sign>[+-])(?P<by_hours>\d{2}):?(?P<by_minutes>\d{2}))?"
_FORMS: Final = (
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}}){_CLOCK}{_ZONE}"),
    re.compile(
        rf"(?:[^\W\d]+\.?,?\s+)?(?P<day>\d{{1,2}})[ -](?P<month>[A-Za-z]{{3,9}})\.?[ -](?P<year>\d{{4}}|\d{{2}})"
        rf"{_CLOCK}{_ZONE}"
    ),
)
_HOURS_BEHIND: Final = {"EDT": 4, "EST": 5, "CDT": 5, "CST": 6, "MDT": 6, "MST": 7, "PDT": 7, "PST": 8}
_FIRST_OF_1900S: Final = 50  # two digits of a year, by RFC 2822
_HOURS: Final = 24
_MINUTES: Final = 60


def read_moment(text: str) -> date | None:
    """Return the day in UTC of "Thu, 05 Sep 2002 00:00:01 +0200" or "2002-09-05T00:00:01Z"; None if it is none.

    Without a zone, the day stands as it is written. A month in another language, or a date without a day, is none.
    """
    words = " ".join(text[:100].split())
    found = next((one for form in _FORMS if (one := form.fullmatch(words))), None)
    if not found:
        return None
    month = found["month"]
    try:
        day = date(_year(found["year"]), int(month) if month.isdigit() else month_of(month), int(found["day"]))
        return day + timedelta(_days_on(found))
    except (ValueError, OverflowError):
        return None


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > len("02"):
        return year
    return year + (1900 if year >= _FIRST_OF_1900S else 2000)


def _days_on(found: "re.Match[str]") -> int:
    """Return how many days later it is in UTC: -1, 0 or 1."""
    if not found["hour"]:
        return 0
    hour, minute = int(found["hour"]), int(found["minute"])
    if hour > _HOURS or minute >= _MINUTES:
        raise ValueError
    behind = _HOURS_BEHIND.get((found["zone"] or "").upper(), 0) * _MINUTES
    if found["sign"]:
        by = int(found["by_hours"]) * _MINUTES + int(found["by_minutes"])
        behind = by if found["sign"] == "-" else -by
    return (hour * _MINUTES + minute + behind) // (_HOURS * _MINUTES)
