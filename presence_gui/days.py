"""Days and times as people write and read them, in British order."""

import re
from datetime import date, time

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SHORTEST_MONTH = 3
_LEAP_YEARS_APART = 8  # at most, around 1900
_NUMBERS = re.compile(r"(\d{1,2})[./ -](\d{1,2})(?:[./ -](\d{4}|\d{2}))?\.?")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(?:[a-z]+\.?,? )?(\d{1,2})(?:st|nd|rd|th)?\.? (?:of )?([a-z]+)\.?,?(?: (\d{4}))?")
_TIME = re.compile(r"(\d{1,2})(?:[.: ]?(\d{2}))? ?(?:([ap])\.?m\.?|h|o.?clock)?")
_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_HALF_A_DAY = 12
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")


def whole_day(day: date) -> str:
    """Return a day as "Tue 4 March 2026"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def whole_month(day: date) -> str:
    """Return the month of a day as "March 2026"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """Return a day as "4 Mar"."""
    return f"{day.day} {_MONTHS[day.month - 1][:_SHORTEST_MONTH]}"


def read_day(text: str, today: date) -> date | None:
    """Read a typed day: "4 March 2026", "Tue 4 Mar", "March 4", "4/3/26", "2026-03-04", "today"; None if it is none.

    Without a year, the latest such day up to today is meant: whoever is asked in January when something was done
    says "28 December" and means the one just gone.
    """
    words = " ".join(text.lower().split())
    if words == "today":
        return today
    if found := _YEAR_FIRST.fullmatch(words):
        year, month, day = found.groups()
    elif (found := _NUMBERS.fullmatch(words)) or (found := _DAY_FIRST.fullmatch(words)):
        day, month, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(words):
        month, day, year = found.groups()
    else:
        return None
    return _latest(int(day), _month(month), year, today)


def read_time(text: str) -> time | None:
    """Read a typed time: "8.15", "08:15", "8", "8.15 pm", "8 o'clock", "noon"; None if it is none."""
    words = " ".join(text.lower().split())
    found = _TIME.fullmatch(words)
    if not found:
        return _TIMES.get(words)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= _HALF_A_DAY:
        return None
    if half:
        hour = hour % _HALF_A_DAY + (_HALF_A_DAY if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def month_of(word: str) -> int:
    """Return the number of an English month, "mar" or "March"; 0 if it is none. Never asks the system's language."""
    fitting = [n for n, name in enumerate(_MONTHS, 1) if name.lower().startswith(word.lower())]
    return fitting[0] if len(word) >= _SHORTEST_MONTH and fitting else 0


def _month(word: str) -> int:
    return int(word) if word.isdigit() else month_of(word)


def _latest(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _day(int(year) if len(year) > len("26") else 2000 + int(year), month, day)
    past = range(today.year, today.year - _LEAP_YEARS_APART - 1, -1)
    days = (found for y in past if (found := _day(y, month, day)))
    return next((found for found in days if found <= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
