"""Three that are fuzzed like a reader: opening any file, the door through which files come, and opening a profile."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from presence_gui.content import Catalog, load_catalog
from presence_gui.errors import ExportError
from presence_gui.facts import Export, Fact, Offer
from presence_gui.importers.archive import HEAD, Archive
from presence_gui.importers.reading import offers, read_exports
from presence_gui.paths import PLATFORMS
from presence_gui.scoring import score
from presence_gui.storage.envelope import _proof
from presence_gui.storage.opening import look_for
from presence_gui.storage.profile_file import StoredProfile, as_saved, profile_in
from presence_gui.storage.strict_json import parse
from tests.fuzzing.verdict import BrokenPromiseError, broken_promises, is_plain_sentence

_FILES: Final = Offer("archive.files", "files that can be read")


def _read_all(archives: Sequence[Archive], today: date) -> Export:
    """Read every member as a reader would, whatever it is."""
    whole = 0
    for archive in archives:
        names = [member.name for member in archive.members]
        for member in archive.members:
            try:
                data = archive.read(member)
            except ExportError as refused:
                _check(is_plain_sentence(str(refused)), "a refusal cannot be shown")
            else:
                whole += 1
                _check(names.count(member.name) == 1, "two members have one name, and one of them was read")
                _check(archive.head(member) == data[:HEAD], "the head is not what a member begins with")
        with Archive(archive.path) as again:
            _check(archive.fingerprint() == again.fingerprint(), "it is not known again")
    used = tuple(sorted({member.name for archive in archives for member in archive.members}))
    return Export(name="Archive", as_of=today, facts=(Fact(key=_FILES.key, number=whole, as_of=today),), used=used)


def _bring_in(archives: Sequence[Archive], today: date) -> Export:
    """Read the files as the program does, each with the reader it fits best."""
    done: list[float] = []
    exports, problems = read_exports([archive.path for archive in archives], today, done.append)
    for export in exports:
        broken = next(broken_promises(export, offers(), today), "")
        _check(not broken, broken)
    _check(all(map(is_plain_sentence, problems)), "a refusal cannot be shown")
    _check(exports or problems, "a file is passed over in silence")
    _check(done == sorted(done) and done[-1] == 1, "the share that is done does not grow to all of it")
    return Export(name="Door", as_of=today)


def _open_profiles(archives: Sequence[Archive], today: date) -> Export:
    """Open each file as a profile, as it is and once more with the fingerprint that would prove it whole."""
    now = datetime.combine(today, time(12), UTC)
    for archive in archives:
        for path in (archive.path, *_proven(archive.path)):
            opening = look_for(path, archive.path.parent / "kept", now)
            if opening.stored:
                _live_with(opening.stored, today, now)
            else:
                _check(is_plain_sentence(opening.trouble), "a refusal cannot be shown")
    return Export(name="Profile", as_of=today)


def _proven(path: Path) -> Iterator[Path]:
    """Yield a copy of a profile with the right fingerprint, without which what is inside would never be looked at."""
    with suppress(ValueError, OSError):
        fields = parse(path.read_bytes())
        if isinstance(fields, dict):
            proven = path.parent / "proven"
            proven.write_text(json.dumps({**fields, "sha256": _proof(fields)}), encoding="utf-8")
            yield proven


def _live_with(stored: StoredProfile, today: date, now: datetime) -> None:
    if not stored.read_only:
        raw, _ = as_saved(stored, stored.profile, now)
        again = profile_in(raw, stored.path, may_write=True)
        _check(again.profile == stored.profile, "it is not the same after it was saved and opened")
    score(_catalog(), stored.profile, today)


@cache
def _catalog() -> Catalog:
    return load_catalog(PLATFORMS)


def _check(promise: object, broken: str) -> None:
    if not promise:
        raise BrokenPromiseError(broken)


class Whole(NamedTuple):
    """What a module that reads exports offers."""

    NAME: str
    OFFERS: tuple[Offer, ...]
    fits: Callable[[Archive], int]
    read: Callable[[Sequence[Archive], date], Export]


WHOLES: Final = {
    "archive": Whole("Archive", (_FILES,), lambda _archive: 1, _read_all),
    "door": Whole("Door", (), lambda _archive: 1, _bring_in),
    "profile": Whole("Profile", (), lambda _archive: 1, _open_profiles),
}
