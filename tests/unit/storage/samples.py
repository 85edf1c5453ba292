"""One small profile, the moments it is saved at, and what only some systems have."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import MappingProxyType
from typing import Final, NoReturn

import pytest

from presence_gui.diary import Before, Mark, Pause, PrintedLine, PrintedPlan, Reading, Slot
from presence_gui.facts import Fact, Skipped
from presence_gui.plain import JSON
from presence_gui.profile import Answer, Profile, Status, profile_to_data
from presence_gui.storage.envelope import Envelope, from_bytes, to_bytes
from presence_gui.storage.profile_file import StoredProfile, new_file, save_profile
from presence_gui.storage.system import SYSTEM, System

PROFILE_ID: Final = "0123456789abcdef0123456789abcdef"
NOON: Final = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LATER: Final = datetime(2026, 11, 23, 14, 2, 11, tzinfo=UTC)

BEFORE: Final = Profile(name="Ada")
AFTER: Final = Profile(
    name="Ada",
    answers=MappingProxyType({"a": Answer(Status.DONE, number=7, day=date(2026, 1, 2), note="Zoë’s idea 🌱")}),
    left_out=frozenset({"b"}),
)
# Something in every part of a profile.
FULL: Final = replace(
    AFTER,
    slot=Slot(2, time(8, 15)),
    pauses=(Pause(date(2026, 10, 1), date(2026, 10, 9)),),
    printed=(PrintedPlan(date(2026, 11, 2), 30, (PrintedLine("a", 1, 15),), MappingProxyType({"a": Before("done")})),),
    readings=(Reading(date(2026, 11, 2), "1", 10.0, 20.0, 0.5, Mark.IMPORT),),
    facts=MappingProxyType(
        {"a.b": Fact(key="a.b", number=3, skipped=(Skipped(1, "without a date"),), as_of=NOON.date())}
    ),
    extra=MappingProxyType({"mood": "hopeful"}),
)
_BY_NAME: Final = {"answers", "facts", "before"}  # a mapping from names, itself no part

not_windows = pytest.mark.skipif(os.name == "nt", reason="Windows has no modes, no pipes and no fcntl")


def saved(folder: Path, profile: Profile = BEFORE, system: System = SYSTEM) -> StoredProfile:
    return new_file(folder / "My plan.presence", profile, NOON, PROFILE_ID, system=system)


def written(schema: int, data: dict[str, JSON] | None = None, *, min_reader: int = 1, rev: int = 5) -> bytes:
    """Return what a version of that schema wrote, with a field of its own around the profile."""
    extra = MappingProxyType[str, JSON]({"written_with": "9.9"})
    envelope = Envelope(PROFILE_ID, rev, "", NOON, schema, min_reader, extra)
    return to_bytes(envelope, profile_to_data(BEFORE) if data is None else data)


def by_a_newer_version(raw: bytes, schema: int = 9, min_reader: int = 9) -> bytes:
    """Return a file as a version with that schema would have written it."""
    envelope, data = from_bytes(raw, "", schema)
    return to_bytes(replace(envelope, schema=schema, min_reader=min_reader), data)


def with_news(data: dict[str, JSON], name: str = "") -> dict[str, JSON]:
    """Return a profile as data with a field in each of its parts that this version does not know."""
    inner = {key: _with_news(value, key) for key, value in data.items()}
    return inner if name in _BY_NAME else {**inner, "news": [name, {"of": None}]}


def _with_news(value: JSON, name: str = "") -> JSON:
    if isinstance(value, dict):
        return with_news(value, name)
    return [_with_news(one) for one in value] if isinstance(value, list) else value


def changed(stored: StoredProfile, goal: str, now: datetime = LATER, system: System = SYSTEM) -> StoredProfile:
    """Save another goal."""
    return save_profile(stored, replace(stored.profile, goal=goal), now, system=system)


def refusing(number: int, *names: str) -> System:
    """Return a computer that refuses these calls."""

    def refuse(*_args: object, **_kwargs: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return replace(SYSTEM, **dict.fromkeys(names, refuse))
