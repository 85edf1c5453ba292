"""R11: a file of every schema ever written opens, twice the same, and keeps all that was in it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from presence_gui import plain
from presence_gui.errors import PresenceError
from presence_gui.plain import JSON
from presence_gui.profile import profile_to_data
from presence_gui.storage import custody, profile_file
from presence_gui.storage.custody import Custody
from presence_gui.storage.envelope import Envelope, fingerprint, to_bytes
from presence_gui.storage.migrations import SCHEMA
from presence_gui.storage.opening import look_for
from presence_gui.storage.profile_file import open_profile
from presence_gui.storage.safekeeping import versions
from tests.reliability.bar import Bar, Measured, Place, all_of
from tests.unit.storage.samples import FULL, LATER, NOON, PROFILE_ID, with_news
from tests.unit.storage.test_golden import GOLDEN, WRITTEN

_OF_A_SAVE: Final = {"schema", "min_reader", "rev", "parent_sha256", "saved_at", "sha256", "goal"}
_GOAL: Final = "said since"
_GONE: Final = "what is there no longer"


def _files() -> Iterator[tuple[str, bytes]]:
    """Yield the golden files, and for each schema one with something in every part and news in each."""
    for schema, proof in WRITTEN.items():
        raw = (GOLDEN / f"schema-{schema}.presence").read_bytes()
        assert fingerprint(raw) == proof, "a golden file is never changed"
        yield f"golden, schema {schema}", raw
        envelope = Envelope(PROFILE_ID, 5, "e" * 64, NOON, schema, 1, {"written_with": "9.9", "more": {"of": [1]}})
        yield f"full, schema {schema}", to_bytes(envelope, with_news(profile_to_data(FULL)))


def _wrong_with(folder: Path, raw: bytes) -> Iterator[str]:
    file = folder / "My plan.presence"
    file.write_bytes(raw)
    root = folder / "data"
    first, second = (look_for(file, root, LATER).stored for _ in range(2))
    if first is None or first != second:
        yield "it does not open the same twice"
        return
    if file.read_bytes() != raw or root.exists():
        yield "it is written to when it is only looked at"
    saved = Custody(root, first.profile_id).save(first, replace(first.profile, goal=_GOAL), LATER)
    if open_profile(file) != saved or saved.schema != SCHEMA or saved.profile != replace(first.profile, goal=_GOAL):
        yield "what was saved is not what was there"
    yield from _lost(json.loads(raw), json.loads(file.read_bytes()), "it")
    kept = [one.path.read_bytes() for one in versions(Custody(root, first.profile_id).safe) if one.pinned]
    if raw not in kept:
        yield "the old file is not kept for good"


def _lost(before: JSON, after: JSON, where: str) -> Iterator[str]:
    """Yield every place whose value is not what it was, but for what a save changes."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in before.keys() - _OF_A_SAVE:
            yield from _lost(before[key], after.get(key, _GONE), f"{where} / {key}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for number, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from _lost(one, other, f"{where} / {number}")
    elif before != after:
        yield f"{where} is lost"


def _swept(place: Place) -> Measured:
    files, wrong = list(_files()), list[str]()
    for number, (name, raw) in enumerate(files):
        try:
            wrong += [f"{name}: {one}" for one in _wrong_with(place.room(str(number)), raw)]
        except PresenceError as trouble:
            wrong.append(f"{name}: {trouble}")
    return Measured(f"{len(wrong)} faults in {len(files)} files of {len(WRITTEN)} schemas", all_of(wrong))


def _opened(place: Place) -> Measured:
    return _swept(place)


def _who_drops_what_is_not_known(place: Place) -> Measured:
    known = plain.from_plain

    def forgetful(make: type, data: JSON, where: str = "") -> object:
        value: Any = known(make, data, where)
        return replace(value, extra={}) if hasattr(value, "extra") else value

    with patch.object(plain, "from_plain", forgetful):
        return _swept(place)


def _who_lifts_otherwise_each_time(place: Place) -> Measured:
    moods = iter(range(1000))

    def moody(data: dict[str, JSON], _schema: int, _steps: object) -> dict[str, JSON]:
        return {**data, "name": f"Ada {next(moods)}"}

    with patch.object(profile_file, "lift", moody):
        return _swept(place)


def _who_keeps_no_old_file(place: Place) -> Measured:
    with patch.object(custody, "back_up", lambda *_what, **_how: None):
        return _swept(place)


BARS: Final = (
    Bar(
        11,
        "a file of every schema opens, twice the same; saved, it keeps every key, and the old one is kept for good",
        "0",
        _opened,
        (_who_drops_what_is_not_known, _who_lifts_otherwise_each_time, _who_keeps_no_old_file),
    ),
)
