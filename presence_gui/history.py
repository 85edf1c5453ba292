"""Readings over time: one for each day of change, what moved since, and pauses."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from types import MappingProxyType
from typing import Final
from zlib import crc32

from presence_gui.content import Catalog, Item
from presence_gui.days import whole_day
from presence_gui.diary import Mark, Pause, Reading, paused_since
from presence_gui.profile import Profile
from presence_gui.scoring import ACTIVITY_PART, PROFILE_PART, RULES, credit, score

MARKS: Final = MappingProxyType({Mark.IMPORT: "import", Mark.PLAN: "plan done"})

_DAYS_IN_FULL: Final = 365  # readings older than this are thinned out to one a week
_A_LITTLE: Final = 10  # points
_NOTHING_YET: Final = "The day after your next step, a line begins here."


def rules_of(catalog: Catalog) -> str:
    """Return the version of the rules: another one whenever something in the checklists that counts is another.

    Readings by different rules are not to be compared. Words, minutes and sources count for nothing here.
    """
    counts = [
        (
            *(one.id, one.weight, one.main, one.public, one.account, one.weight_goes_to, one.counting),
            *sorted(
                (
                    *(item.id, item.kind.value, item.target, item.window_days, item.least, item.every.value),
                    *(item.impact, item.core, item.optional, item.shows.value),
                )
                for item in one.items
            ),
        )
        for one in sorted(catalog.platforms, key=lambda platform: platform.id)
    ]
    return f"{RULES}-{crc32(repr(counts).encode()):08x}"


def noted(catalog: Catalog, profile: Profile, today: date, rules: str) -> Profile:
    """Return the profile with today's reading as it stands now; a mark the day already has stays.

    There is never more than one reading a day, and old ones are thinned out.
    """
    stands = score(catalog, profile, today)
    overall, complete, in_use = (round(one, 1) for one in (stands.overall, stands.profile, stands.activity))
    mark = next((one.mark for one in profile.readings if one.day == today), Mark.NOTHING)
    return _with_reading(profile, Reading(today, rules, overall, complete, in_use, mark))


def marked(profile: Profile, today: date, mark: Mark) -> Profile:
    """Return the profile with today's reading marked; where there is none yet, ``noted`` must fill in its numbers."""
    found = next((one for one in profile.readings if one.day == today), Reading(today, "", 0.0, 0.0, 0.0))
    return _with_reading(profile, replace(found, mark=mark))


def so_far(catalog: Catalog, profile: Profile, today: date, rules: str) -> tuple[Reading, ...]:
    """Return the readings up to today, the last one as things stand now, whether or not it was noted."""
    return tuple(one for one in noted(catalog, profile, today, rules).readings if one.day <= today)


def thinned(readings: Sequence[Reading], today: date) -> tuple[Reading, ...]:
    """Return the readings of the last year in full; of those before, the first of all and one a week.

    Of a week stays the last marked reading, or else the last; under each version of the rules one.
    """
    old = [one for one in readings if (today - one.day).days > _DAYS_IN_FULL]
    weeks = groupby(old, lambda one: (one.rules, one.day.isocalendar()[:2]))
    kept = [max(week, key=lambda one: (one.mark is not Mark.NOTHING, one.day)) for _, week in weeks]
    return (*(one for one in old[:1] if one not in kept), *kept, *readings[len(old) :])


def stretches(readings: Iterable[Reading]) -> tuple[tuple[Reading, ...], ...]:
    """Return the runs of readings under one version of the rules; only within a run are they to be joined."""
    return tuple(tuple(run) for _, run in groupby(readings, lambda one: one.rules))


def moved(catalog: Catalog, profile: Profile, today: date, rules: str) -> str:
    """Return one sentence that says what moved since the reading before today's, in whole points."""
    if since := paused_since(profile.pauses, today):
        return f"Paused since {_day(since, today)}. Nothing is lost."
    *earlier, now = so_far(catalog, profile, today, rules)
    if not earlier:
        noted_today = any(one.day == today for one in profile.readings)
        return "From tomorrow on, a line shows how it goes." if noted_today else _NOTHING_YET
    if earlier[-1].rules != now.rules:
        return f"What counts has changed since {_day(earlier[-1].day, today)}, so a new line begins."
    if _points(earlier[-1]) == _points(now):
        return f"Nothing has changed since {_day(_same_since(earlier, now), today)}."
    return _compared(catalog, profile, earlier[-1], now)


def in_words(readings: Sequence[Reading], pauses: Iterable[Pause], today: date) -> str:
    """Return what a chart of these readings shows, for somebody who cannot see it; there must be one at least."""
    return " ".join(_sentences(readings, pauses, today))


def pausing(profile: Profile, today: date) -> Profile:
    """Return the profile with a pause that begins today; the same one while it is in a pause."""
    if paused_since(profile.pauses, today):
        return profile
    return replace(profile, pauses=tuple(sorted((*profile.pauses, Pause(today)), key=lambda pause: pause.since)))


def back(profile: Profile, today: date) -> Profile:
    """Return the profile with its pause ended yesterday; one that began today leaves no trace."""
    ended = (replace(one, until=today - timedelta(1)) if one.lasts(today) else one for one in profile.pauses)
    return replace(profile, pauses=tuple(one for one in ended if one.until is None or one.since <= one.until))


def _with_reading(profile: Profile, reading: Reading) -> Profile:
    earlier = [one for one in profile.readings if one.day < reading.day]
    later = (one for one in profile.readings if one.day > reading.day)
    readings = (*thinned(earlier, reading.day), reading, *later)
    return profile if readings == profile.readings else replace(profile, readings=readings)


def _compared(catalog: Catalog, profile: Profile, before: Reading, now: Reading) -> str:
    points, complete, in_use = (b - a for a, b in zip(_points(before), _points(now), strict=True))
    when = _day(before.day, now.day)
    fades = in_use < 0 and points <= 0 and ACTIVITY_PART * in_use < PROFILE_PART * complete
    if fades and (habit := _faded(catalog, profile, before.day, now.day)):
        little = "a little " if in_use > -_A_LITTLE else ""
        return f"Activity has faded {little}since {when}; the quickest way back is “{habit.title}”."
    if points:
        return f"{_up_or_down(points).capitalize()} since {when}{_mostly(before, now)}."
    both = [f"{name} {_up_or_down(by)}" for name, by in (("profile", complete), ("activity", in_use)) if by]
    return f"{' and '.join(both).capitalize()} since {when}."


def _points(reading: Reading) -> tuple[int, int, int]:
    return round(reading.overall), round(reading.profile), round(reading.activity)


def _same_since(earlier: Sequence[Reading], now: Reading) -> date:
    """Return the day of the first of the last readings that all say what is so now."""
    same = earlier[-1].day
    for one in reversed(earlier):
        if (one.rules, _points(one)) != (now.rules, _points(now)):
            break
        same = one.day
    return same


def _mostly(before: Reading, now: Reading) -> str:
    """Return which bar the points come from, where one of them or both went their way."""
    way = 1 if now.overall > before.overall else -1
    profile = way * PROFILE_PART * (now.profile - before.profile)
    activity = way * ACTIVITY_PART * (now.activity - before.activity)
    if max(profile, activity) <= 0:
        return ""
    if activity > 2 * profile:
        return ": mostly activity"
    return ": mostly your profile" if profile > 2 * activity else ": profile and activity alike"


def _faded(catalog: Catalog, profile: Profile, since: date, today: date) -> Item | None:
    """Return the habit that has faded since then and whose return adds most for its minutes; None where none has."""
    worth = {}
    for platform in catalog.platforms:
        for item in platform.items if platform.id not in profile.left_out else ():
            answer = profile.answer(item.id)
            lost = credit(item, answer, since, profile.pauses) - credit(item, answer, today, profile.pauses)
            if item.habit and lost > 0:
                worth[item.id] = platform.weight * item.impact * lost / item.minutes
    return catalog.items[max(worth, key=worth.__getitem__)] if worth else None


def _up_or_down(by: int) -> str:
    return f"{'up' if by > 0 else 'down'} {abs(by)}"


def _day(day: date, today: date) -> str:
    if (today - day).days == 1:
        return "yesterday"
    return whole_day(day).removesuffix(f" {today.year}")


def _on(day: date, today: date) -> str:
    return "today" if day == today else f"on {_day(day, today)}".replace("on yesterday", "yesterday")


def _sentences(readings: Sequence[Reading], pauses: Iterable[Pause], today: date) -> Iterator[str]:
    for number, run in enumerate(stretches(readings)):
        if number:
            yield "Then what counts changed, and a new line begins."
        first, last = run[0], run[-1]
        profile, activity = f"Profile {first.profile:.0f} {_on(first.day, today)}", f"activity {first.activity:.0f}"
        if last is not first:
            profile += f", {last.profile:.0f} {_on(last.day, today)}"
            activity += f", then {last.activity:.0f}"
        yield f"{profile}; {activity}."
    yield from (f"{MARKS[one.mark].capitalize()} {_on(one.day, today)}." for one in readings if one.mark)
    for pause in pauses:
        if pause.since <= today:
            until = f" to {_day(pause.until, today)}" if pause.until else ""
            yield f"Paused from {_day(pause.since, today)}{until}."
