"""How complete a presence is, and how active; the rules are those of resources/guide/score.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from presence_gui.answering import too_long_by
from presence_gui.content import Catalog, Every, Item, Kind, Platform, Shows
from presence_gui.diary import Pause, days_paused
from presence_gui.profile import Answer, Profile, Status

# goes up whenever the same answers to the same checklists would score otherwise
RULES: Final = 2
PROFILE_PART: Final = 0.6
ACTIVITY_PART: Final = 0.4
# nobody needs every habit: this share of them fills the activity bar
FULL_ACTIVITY: Final = 0.7
# below this much activity on every public platform the overall score stays at most PASSIVE_CAP
HEARD: Final = 0.2
PASSIVE_CAP: Final = 40.0
ENOUGH_BASICS: Final = 0.8
ACTIVE: Final = 0.5
EXPERT: Final = 0.75
RECENT_DAYS: Final = 90

LEFT_OUT: Final = "Left out"
NOT_STARTED: Final = "Not started"
UNDER_WAY: Final = "Under way"
QUIET: Final = "Complete but quiet"
WARMING_UP: Final = "Warming up"
IN_USE: Final = "Active"
GO_TO: Final = "Go-to expert"


@dataclass(frozen=True, slots=True)
class PlatformScore:
    """Where one platform stands: ``profile``, ``activity`` and ``score`` from 0 to 100, ``basics`` as (done, of)."""

    profile: float
    activity: float
    score: float
    label: str
    basics: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Score:
    """Where a person stands, from 0 to 100: ``overall``, and both bars over the platforms that are not left out.

    ``label`` is something a reader can check; ``platforms`` holds each platform by id.
    """

    overall: float
    profile: float
    activity: float
    label: str
    platforms: Mapping[str, PlatformScore]


@dataclass(frozen=True, slots=True)
class Tally:
    """What one platform's items add up to, in impact points; the bars and the score are shares from 0 to 1."""

    earned: float
    possible: int
    kept: float
    habits: int

    @property
    def profile(self) -> float:
        """The profile bar: the share of the one-off items."""
        return _share(self.earned, self.possible)

    @property
    def activity(self) -> float:
        """The activity bar: the share of the habits, full at 70 %."""
        return min(1.0, _share(self.kept, self.habits) / FULL_ACTIVITY)

    @property
    def score(self) -> float:
        """The platform's score."""
        return PROFILE_PART * self.profile + ACTIVITY_PART * self.activity

    def plus(self, item: Item, by: float) -> "Tally":
        """Return the tally after an item's credit rose by this much."""
        more = item.impact * by
        if item.habit:
            return Tally(self.earned, self.possible, self.kept + more, self.habits)
        return Tally(self.earned + more, self.possible, self.kept, self.habits)


def credit(item: Item, answer: Answer, today: date, pauses: Sequence[Pause] = ()) -> float:
    """Return how far an answer fulfils its item, 0 to 1.

    A number counts by its share of the target, a text when it is live and within its limits, as is what data shows to
    be live, and a tick without a text as well; a draft beside a live text changes nothing.
    A day counts in full for ``target`` days and fades to nothing over as many again; a number "in 28 days" fades the
    same way from the day it was given, because it speaks of the days before that one. Days in a pause count for none.
    """
    kind, number = item.kind, answer.number
    if answer.status is Status.DONE:
        said = 1.0
    elif answer.status is Status.NOT_YET:
        said = 0.0
    else:
        return 0.0
    if kind is Kind.DONE:
        return said
    if kind is Kind.NUMBER:
        share = said if number is None else min(1.0, number / item.target)
        return share * _freshness(answer.given, item.window_days, today, pauses) if item.window_days else share
    if kind is Kind.DATE:
        return _freshness(answer.day, item.target, today, pauses)
    text = answer.text
    fits = not text or answer.from_data or (len(text) >= item.least and not too_long_by(item, text))
    return said if fits else 0.0


def credits_of(catalog: Catalog, profile: Profile, today: date) -> dict[str, float]:
    """Return by item id the credit of every answered item; the others have none."""
    items, pauses = catalog.items, profile.pauses
    return {
        name: credit(item, answer, today, pauses)
        for name, answer in profile.answers.items()
        if (item := items.get(name)) is not None
    }


def score(catalog: Catalog, profile: Profile, today: date) -> Score:
    """Return where this person stands today."""
    credited = credits_of(catalog, profile, today)
    tallies = tally_all(catalog, profile, credited)
    platforms = {
        platform.id: _platform_score(platform, tallies[platform.id], profile, credited)
        for platform in catalog.platforms
    }
    label = _overall_label(catalog, tallies, profile, credited, today)
    points = overall(catalog, tallies, profile.left_out)
    return Score(points, *bars(catalog, tallies, profile.left_out), label, MappingProxyType(platforms))


def tally_all(catalog: Catalog, profile: Profile, credited: Mapping[str, float]) -> dict[str, Tally]:
    """Return every platform's tally by id, also of platforms left out."""
    return {platform.id: tally(platform, profile, credited) for platform in catalog.platforms}


def tally(platform: Platform, profile: Profile, credited: Mapping[str, float]) -> Tally:
    """Return what one platform adds up to.

    A one-off item marked *not for me* leaves the sum; a habit marked so just earns nothing, for the activity bar is
    full long before every habit is kept.
    """
    earned, possible, kept, habits = 0.0, 0, 0.0, 0
    for item in platform.items:
        gained = credited.get(item.id, 0.0)
        if item.every is Every.WEEK:
            habits += item.impact
            kept += item.impact * gained
        elif gained or not _declined(profile, item):
            possible += item.impact
            earned += item.impact * gained
    return Tally(earned, possible, kept, habits)


def overall(catalog: Catalog, tallies: Mapping[str, Tally], left_out: frozenset[str]) -> float:
    """Return the overall score, 0 to 100, from every platform's tally.

    A platform left out hands its weight to the habits of the platform its file names, so that leaving out never lifts
    somebody who is silent; where nobody can take it, it counts as nothing. Nobody who is heard nowhere passes 40.
    """
    total = sum(platform.weight for platform in catalog.platforms)
    earned = 0.0
    for platform in catalog.platforms:
        if platform.id not in left_out:
            earned += platform.weight * tallies[platform.id].score
        elif platform.weight_goes_to in tallies and platform.weight_goes_to not in left_out:
            earned += platform.weight * tallies[platform.weight_goes_to].activity
    points = 100.0 * _share(earned, total)
    return points if heard(catalog, tallies, left_out) >= HEARD else min(PASSIVE_CAP, points)


def bars(catalog: Catalog, tallies: Mapping[str, Tally], left_out: frozenset[str]) -> tuple[float, float]:
    """Return the profile and the activity bar over all platforms, 0 to 100: means by the platforms' weights.

    A platform left out counts in neither; its weight goes to the activity of the platform that carries it, as in
    ``overall``, which is 60 % of the one and 40 % of the other where nothing is left out and nobody is held at 40.
    """
    complete = in_use = present = carried = 0.0
    for platform in catalog.platforms:
        weight = platform.weight
        if platform.id not in left_out:
            present += weight
            complete += weight * tallies[platform.id].profile
            in_use += weight * tallies[platform.id].activity
        elif platform.weight_goes_to in tallies and platform.weight_goes_to not in left_out:
            carried += weight
            in_use += weight * tallies[platform.weight_goes_to].activity
    return 100.0 * _share(complete, present), 100.0 * _share(in_use, present + carried)


def heard(catalog: Catalog, tallies: Mapping[str, Tally], left_out: frozenset[str]) -> float:
    """Return the best activity, 0 to 1, on the public platforms that are not left out."""
    public = (p.id for p in catalog.platforms if p.public and p.id not in left_out)
    return max((tallies[platform_id].activity for platform_id in public), default=0.0)


def basics(platform: Platform) -> tuple[Item, ...]:
    """Return the items that make a profile complete: the core ones, or all one-offs not optional where none is core."""
    core = [item for item in platform.items if item.core]
    return tuple(core or [item for item in platform.items if not item.habit and not item.optional])


def _platform_score(platform: Platform, sums: Tally, profile: Profile, credited: Mapping[str, float]) -> PlatformScore:
    rungs = _basics_reached(platform, profile, credited)
    if platform.id in profile.left_out:
        label = LEFT_OUT
    elif _has_no_account(platform, credited):
        label = f"Not on {platform.name}"
    elif not (sums.earned or sums.kept):
        label = NOT_STARTED
    else:
        label = _ladder(*rungs, sums.activity)
    done, _, needed = rungs
    return PlatformScore(100 * sums.profile, 100 * sums.activity, 100 * sums.score, label, (done, needed))


def _overall_label(
    catalog: Catalog, tallies: Mapping[str, Tally], profile: Profile, credited: Mapping[str, float], today: date
) -> str:
    main = next((platform for platform in catalog.platforms if platform.main), None)
    if main is None:
        return NOT_STARTED
    if main.id in profile.left_out or _has_no_account(main, credited):
        return f"Not on {main.name}"
    done, spared, needed = _basics_reached(main, profile, credited)
    activity = heard(catalog, tallies, profile.left_out)
    if done + spared >= needed and activity >= EXPERT and _has_standing(catalog, profile, credited, today):
        return GO_TO
    return _ladder(done, spared, needed, activity)


def _basics_reached(platform: Platform, profile: Profile, credited: Mapping[str, float]) -> tuple[int, int, int]:
    """Return how many basics are done, how many are *not for me*, and how many there are."""
    needed = basics(platform)
    undone = [item for item in needed if credited.get(item.id, 0.0) < 1]
    spared = [item for item in undone if _declined(profile, item)]
    return len(needed) - len(undone), len(spared), len(needed)


def _ladder(done: int, spared: int, needed: int, activity: float) -> str:
    complete = done > 0 and done + spared >= needed
    enough = complete or done >= ENOUGH_BASICS * needed
    if not enough or (activity < HEARD and not complete):
        return UNDER_WAY
    if activity < HEARD:
        return QUIET
    return IN_USE if activity >= ACTIVE else WARMING_UP


def _has_no_account(platform: Platform, credited: Mapping[str, float]) -> bool:
    return bool(platform.account) and not credited.get(platform.account)


def _has_standing(catalog: Catalog, profile: Profile, credited: Mapping[str, float], today: date) -> bool:
    """Whether something was published in the last 90 days, and others lent their stage to it or six pieces stand."""
    signs = [item for item in catalog.items.values() if item.platform not in profile.left_out]
    published = any(
        item.shows is Shows.PUBLISHED and credited.get(item.id) and _age(profile, item, today) <= RECENT_DAYS
        for item in signs
    )
    return published and any(item.shows is Shows.STANDING and credited.get(item.id, 0.0) >= 1 for item in signs)


def _age(profile: Profile, item: Item, today: date) -> int:
    answer = profile.answers[item.id]
    day = answer.day or answer.given or date.min
    return (today - day).days - days_paused(profile.pauses, day, today)


def _declined(profile: Profile, item: Item) -> bool:
    answer = profile.answers.get(item.id)
    return answer is not None and answer.status is Status.NOT_FOR_ME


def _freshness(day: date | None, limit: int, today: date, pauses: Sequence[Pause]) -> float:
    """1 for ``limit`` days, then down to 0 at twice as many; a day still to come counts as today."""
    if day is None:
        return 0.0
    age = (today - day).days
    if age > limit:
        age -= days_paused(pauses, day, today)
    return min(1.0, max(0.0, 2.0 - age / limit))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
