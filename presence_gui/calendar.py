"""A plan as a calendar file: a reminder for every week at the usual time, and one for the weekly review."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Final

from presence_gui.content import Catalog
from presence_gui.diary import DAYS_A_WEEK, PrintedLine, PrintedPlan, Slot
from presence_gui.errors import PresenceError
from presence_gui.plan import Plan, Week
from presence_gui.printed import printed_plan, titled

USUAL_SLOT: Final = Slot(0, time(8, 30))
USUAL_TIME: Final = "Monday 8.30"

_FRIDAY: Final = 4
_SHORTEST: Final = 5  # minutes: less is no slot
_MOST_OCTETS: Final = 75  # of a line, RFC 5545 section 3.1
_FIRST_LINES: Final = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Presence//Action plan//EN", "CALSCALE:GREGORIAN")
# controls, and what some programs take for the end of a line
_NO_SIGNS: Final = frozenset({*map(chr, range(32)), "\x7f", "\x85", "\u2028", "\u2029"} - {"\n"})


def calendar_file(plan: Plan, catalog: Catalog, slot: Slot, now: datetime) -> str:
    """Return the plan as the text of an iCalendar file (RFC 5545), to be written in UTF-8 as it is.

    Every week with something in it has an event at ``slot``, as long as its minutes without the review, with an alarm
    ten minutes before; the weekly review has its own on Friday, behind the other where that is on Friday too. Times
    are as on the wall, wherever that is. Another file of a plan from the same day replaces its events; ``now`` says
    which of the two is newer. Raises PresenceError where nothing is planned.
    """
    minutes = max(0, int(now.timestamp() // 60))
    stamps = (f"DTSTAMP:{_written(now.astimezone(UTC))}Z", f"SEQUENCE:{minutes}")
    printed = printed_plan(plan)
    events = [event for week in plan.weeks for event in _events(plan, catalog, printed, week, slot)]
    if not events:
        raise PresenceError("Nothing is planned in these four weeks, so there is nothing to put into a calendar.")
    lines = [line for event in events for line in ("BEGIN:VEVENT", *stamps, *event, "END:VEVENT")]
    return "".join(_folded(line) for line in (*_FIRST_LINES, *lines, "END:VCALENDAR"))


def _events(plan: Plan, catalog: Catalog, printed: PrintedPlan, week: Week, slot: Slot) -> Iterator[tuple[str, ...]]:
    lines = [line for line in printed.lines if line.week == week.number]
    reviews = [line for line in lines if catalog.items[line.item].review]
    others = [line for line in lines if line not in reviews]
    uid = f"presence-{plan.start.isoformat()}-week-{week.number}"
    minutes = min(max(sum(line.minutes for line in others), _SHORTEST), plan.minutes)
    if others:
        words = "\n".join(_words(catalog, printed, line) for line in others)
        yield _event(uid, _at(week, slot), minutes, f"My action plan, week {week.number}", words)
    for line in reviews:
        after = timedelta(minutes=minutes if others and slot.weekday == _FRIDAY else 0)
        review = catalog.items[line.item]
        begin = _at(week, Slot(_FRIDAY, slot.at)) + after
        yield _event(f"{uid}-review", begin, line.minutes, review.title, "\n".join(review.how))


def _event(uid: str, begin: datetime, minutes: int, summary: str, description: str) -> tuple[str, ...]:
    return (
        f"UID:{uid}",
        f"DTSTART:{_written(begin)}",
        f"DURATION:PT{minutes}M",
        f"SUMMARY:{_escaped(summary)}",
        f"DESCRIPTION:{_escaped(description)}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(summary)}",
        "TRIGGER:-PT10M",
        "END:VALARM",
    )


def _words(catalog: Catalog, printed: PrintedPlan, line: PrintedLine) -> str:
    """Return a line of the page: its boxes, its words, where it is done, its minutes."""
    platform = catalog.platform(catalog.items[line.item].platform)
    site = f"{platform.name}, " if platform and platform.can_leave_out else ""
    return f"{'[ ] ' * line.boxes}{titled(catalog, printed, line)} ({site}{line.minutes} min)"


def _at(week: Week, slot: Slot) -> datetime:
    ahead = (slot.weekday - week.starts.weekday()) % DAYS_A_WEEK
    return datetime.combine(week.starts + timedelta(days=ahead), slot.at)


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")[:19].replace("-", "").replace(":", "")


def _escaped(text: str) -> str:
    """Return a text as a value (section 3.3.11): what is no letter and no sign to read becomes a space."""
    plain = "".join(" " if letter in _NO_SIGNS else letter for letter in text)
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return plain.replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, no letter cut in two, each but the first behind a space."""
    pieces = [b""]
    for letter in line:
        octets = letter.encode()
        if len(pieces[-1]) + len(octets) > _MOST_OCTETS:
            pieces.append(b" ")
        pieces[-1] += octets
    return "".join(f"{piece.decode()}\r\n" for piece in pieces)
