"""Phrases that more than one page says."""

import re

from presence_gui import scoring
from presence_gui.content import Catalog, Platform
from presence_gui.profile import Profile

_SAYS = {
    scoring.LEFT_OUT: "You chose to leave it out. That is an honest answer.",
    scoring.NOT_STARTED: "Nothing here yet. The first step is small.",
    scoring.UNDER_WAY: "It has begun. People who look for your expertise will not find much yet.",
    scoring.QUIET: "Your profile is complete. What is missing is you: in the last 28 days nothing shows you took part.",
    scoring.WARMING_UP: "People who know you begin to hear from you.",
    scoring.IN_USE: "People in your field see your name while they work.",
    scoring.GO_TO: "You are the person others ask.",
}
_HOUR = 60
_NOON, _EVENING = 12, 18
_NEARLY_ONE, _LEAST_SHOWN = 0.95, 0.05  # what is written "1" and "0.1"


_LONG_WORD = re.compile(r"\S{20,}")
_JOINT = re.compile(r"[_./-](?=\w)|[^_./-]{20}")


def say_label(label: str) -> str:
    """Return one sentence on what a score's label means to somebody who looks this person up."""
    return _SAYS.get(label, "You cannot be found there yet. Opening an account takes a quarter of an hour.")


def minutes_in_words(minutes: int) -> str:
    """Return minutes as "45 min" or "3 h 10 min"."""
    hours, rest = divmod(minutes, _HOUR)
    return " ".join(filter(None, (f"{hours} h" if hours else "", f"{rest} min" if rest or not hours else "")))


def gained(points: float) -> str:
    """Return "+0.4" or "+3"; "" for a gain too small to show, as while the overall score is held at its cap."""
    return f"+{points:.0f}" if points >= _NEARLY_ONE else f"+{points:.1f}" if points >= _LEAST_SHOWN else ""


def greeting(hour: int, name: str) -> str:
    """Return a greeting for this hour of the day, 0 to 23."""
    part = "morning" if hour < _NOON else "afternoon" if hour < _EVENING else "evening"
    return f"Good {part}, {name.strip()}" if name.strip() else f"Good {part}"


def counts_for(catalog: Catalog, profile: Profile, platform: Platform) -> float:
    """Return what a platform counts for in the overall score, in points of 100, with what it carries for others."""
    if platform.id in profile.left_out:
        return 0.0
    carried = sum(p.weight for p in catalog.platforms if p.id in profile.left_out and p.weight_goes_to == platform.id)
    return 100 * (platform.weight + carried) / sum(p.weight for p in catalog.platforms)


def breakable(text: str) -> str:
    """Return a text that can be wrapped inside a long word, such as the name of a file, best after a mark in it."""
    return _LONG_WORD.sub(lambda word: _JOINT.sub("\\g<0>\u200b", word[0]), text)
