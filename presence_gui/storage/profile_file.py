"""Open and save profile files: the door of this package."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from presence_gui.errors import ConflictError, NewerError, OlderError, ProfileError, SaveError
from presence_gui.plain import JSON
from presence_gui.profile import Profile, profile_from_data, profile_to_data
from presence_gui.storage import sentences
from presence_gui.storage.envelope import Envelope, fingerprint, from_bytes, to_bytes, with_whole_characters
from presence_gui.storage.migrations import SCHEMA, STEPS, Steps, lift, newest_schema
from presence_gui.storage.strict_json import MOST_BYTES
from presence_gui.storage.system import SYSTEM, System
from presence_gui.storage.whole_file import read_whole, write_whole

SUFFIX: Final = ".presence"

MOST_TO_READ: Final = MOST_BYTES + 1  # one more than any profile has


@dataclass(frozen=True, slots=True)
class StoredProfile:
    """A profile and the file it was last read from or written to.

    ``path`` is as the user named it, links and all. ``sha256`` is the fingerprint of the whole file as we last saw it:
    a file that has another now was changed by somebody else. ``read_only`` is "" or the sentence that says why changes
    cannot be saved here. A profile that is not ``whole`` is understood in part: it is shown, and written nowhere.
    ``schema`` is the newest schema a program has to know to change the file. ``saved_at`` is in UTC. ``extra`` are
    fields around the profile that a newer version wrote.
    """

    path: Path
    profile: Profile
    profile_id: str
    rev: int
    sha256: str
    saved_at: datetime
    schema: int
    read_only: str = ""
    whole: bool = True
    extra: Mapping[str, JSON] = field(default_factory=lambda: MappingProxyType({}))


def open_profile(path: Path, *, system: System = SYSTEM, steps: Steps = STEPS) -> StoredProfile:
    """Return the profile in a file; raise ProfileError, and leave the file as it is, when it holds none we can read.

    A profile of a newer version is returned as far as we understand it, with ``read_only`` set, and so is one whose
    file is marked as read-only. One of an older version is lifted in memory; the first save writes it. Where a step of
    that fails, what can be read of it as it is is returned, ``read_only`` too; where that is nothing, it is an
    OlderError.
    """
    try:
        raw = read_whole(path, MOST_TO_READ, system)
        may_write = system.may_write(path)
    except (OSError, ValueError) as trouble:
        raise ProfileError(sentences.not_opened(sentences.shown(path), trouble)) from trouble
    return profile_in(raw, path, may_write=may_write, steps=steps)


def profile_in(raw: bytes, path: Path, *, may_write: bool, steps: Steps = STEPS) -> StoredProfile:
    """Return the profile in the bytes of the file at ``path`` as ``open_profile`` does, without a look at the disk."""
    name = sentences.shown(path)
    newest = newest_schema(steps)
    envelope, data = from_bytes(raw, name, newest)
    read_only = "" if may_write else sentences.marked_read_only(name)
    if envelope.newer_than(newest):
        profile, read_only = _of_a_newer_version(data, name), sentences.newer(name)
        return _stored(path, profile, envelope, raw, read_only, whole=False)
    try:
        data = lift(data, envelope.schema, steps)
    except ValueError as trouble:
        profile = _of_an_older_version(data, name, trouble)
        return _stored(path, profile, envelope, raw, sentences.not_lifted(name), whole=False)
    try:
        profile = profile_from_data(data)
    except ProfileError as trouble:
        raise ProfileError(sentences.damaged(name, trouble.where)) from trouble
    return _stored(path, profile, envelope, raw, read_only)


def _of_a_newer_version(data: dict[str, JSON], name: str) -> Profile:
    try:
        return profile_from_data(data)
    except ProfileError as trouble:
        raise NewerError(sentences.too_new(name)) from trouble


def _of_an_older_version(data: dict[str, JSON], name: str, why: ValueError) -> Profile:
    """Return what can be read of a profile that could not be lifted; raise OlderError where that is nothing."""
    with suppress(ProfileError):
        profile = profile_from_data(data)
        if replace(profile, extra={}) != Profile():
            return profile
    raise OlderError(sentences.too_old(name)) from why


def save_profile(
    stored: StoredProfile, profile: Profile, now: datetime, *, system: System = SYSTEM, steps: Steps = STEPS
) -> StoredProfile:
    """Put ``profile`` where ``stored`` came from and return it as stored there; when this returns, it is on the drive.

    Raise SaveError, and leave the file as it is, when it is read-only, when it is not the one we last read or wrote
    (a ConflictError, whatever its date says), or when the computer refuses. On Windows this may wait 1.5 seconds for a
    file that another program is holding. ``now`` without a time zone is the local time.
    """
    if stored.read_only:
        raise SaveError(stored.read_only)
    name = sentences.shown(stored.path)

    def still_ours(real: Path) -> None:
        try:
            found = read_whole(real, MOST_TO_READ, system)
        except FileNotFoundError as trouble:
            raise SaveError(sentences.gone(name)) from trouble
        if fingerprint(found) != stored.sha256:
            raise ConflictError(sentences.changed_elsewhere(name))

    return _write(stored.path, profile, _next(stored, now, newest_schema(steps)), still_ours, system)


def as_saved(stored: StoredProfile, profile: Profile, now: datetime) -> tuple[bytes, StoredProfile]:
    """Return the file that saving ``profile`` now would write, and what it would be stored as; nothing is written.

    Raise SaveError for a profile that would not open again as it is.
    """
    envelope = _next(stored, now, SCHEMA)
    raw = _proven(profile, envelope, sentences.shown(stored.path))
    return raw, _stored(stored.path, profile, envelope, raw)


def loose(path: Path, profile: Profile, now: datetime, profile_id: str) -> StoredProfile:
    """Return a profile that has no file yet, as one that would go to ``path``; its first save has revision 1."""
    return StoredProfile(path, profile, profile_id, 0, "", _to_the_second(now), SCHEMA)


def go_on_in(
    path: Path, stored: StoredProfile, profile: Profile, now: datetime, *, system: System = SYSTEM
) -> StoredProfile:
    """Put ``profile`` in a new file, as the next revision of the same profile.

    Raise SaveError if anything is there, or where the profile is not ``whole``.
    """
    if not stored.whole:
        raise SaveError(stored.read_only)
    return _create(path, profile, _next(stored, now, SCHEMA), system)


def new_file(  # noqa: PLR0913  # each is the caller's to decide
    path: Path,
    profile: Profile,
    now: datetime,
    profile_id: str,
    *,
    kept: str = "",
    system: System = SYSTEM,
) -> StoredProfile:
    """Put ``profile`` in a new file for its owner's eyes only; when this returns, it is on the drive.

    Raise SaveError when the computer refuses, and also when anything is there already but the file with the fingerprint
    ``kept``, which the user agreed to replace. ``profile_id`` is 32 hexadecimal digits that no other profile has.
    """
    first = Envelope(profile_id, 1, "", _to_the_second(now), SCHEMA)
    return _create(path, profile, first, system, kept)


def save_copy(  # noqa: PLR0913  # each is the caller's to decide
    stored: StoredProfile,
    profile: Profile,
    path: Path,
    now: datetime,
    profile_id: str,
    *,
    kept: str = "",
    system: System = SYSTEM,
) -> StoredProfile:
    """Put ``profile`` in a file of its own as ``new_file`` does, with all that a newer version wrote around it.

    The file it came from is neither read nor touched. Raise SaveError also for a profile that is not ``whole``.
    """
    if not stored.whole:
        raise SaveError(stored.read_only)
    first = Envelope(profile_id, 1, "", _to_the_second(now), SCHEMA, extra=stored.extra)
    return _create(path, profile, first, system, kept)


def _create(path: Path, profile: Profile, first: Envelope, system: System, kept: str = "") -> StoredProfile:
    def nobody_elses(real: Path) -> None:
        with suppress(FileNotFoundError):
            system.stat(real)
            if not kept or fingerprint(read_whole(real, MOST_TO_READ, system)) != kept:
                raise SaveError(sentences.taken(sentences.shown(path)))

    return _write(path, profile, first, nobody_elses, system)


def _write(
    path: Path, profile: Profile, envelope: Envelope, may_replace: Callable[[Path], None], system: System
) -> StoredProfile:
    name = sentences.shown(path)
    raw = _proven(profile, envelope, name)
    try:
        real = system.real(path)
        write_whole(real, raw, lambda: may_replace(real), system)
    except (OSError, ValueError) as trouble:
        raise SaveError(sentences.not_saved(name, trouble)) from trouble
    return _stored(path, profile, envelope, raw)


def _proven(profile: Profile, envelope: Envelope, name: str) -> bytes:
    """Return the file after reading it back in memory, so that no mistake of ours reaches the disk."""
    try:
        plain = profile_to_data(profile)
        data = with_whole_characters(plain)
        expected = profile if data == plain else profile_from_data(data)
        raw = to_bytes(envelope, data)
        seen, data_seen = from_bytes(raw, name, envelope.schema)
        same = (seen, data_seen, profile_from_data(data_seen)) == (envelope, data, expected)
    except (ProfileError, TypeError, ValueError, RecursionError) as trouble:
        raise SaveError(sentences.would_not_read_back(name)) from trouble
    if not same:
        raise SaveError(sentences.would_not_read_back(name))
    return raw


def _stored(  # noqa: PLR0913  # what a file is, and what it may be used for
    path: Path, profile: Profile, envelope: Envelope, raw: bytes, read_only: str = "", *, whole: bool = True
) -> StoredProfile:
    return StoredProfile(
        path=path,
        profile=profile,
        profile_id=envelope.profile_id,
        rev=envelope.rev,
        sha256=fingerprint(raw),
        saved_at=envelope.saved_at,
        schema=max(envelope.schema, envelope.min_reader),
        read_only=read_only,
        whole=whole,
        extra=envelope.extra,
    )


def _next(stored: StoredProfile, now: datetime, schema: int) -> Envelope:
    return Envelope(
        profile_id=stored.profile_id,
        rev=stored.rev + 1,
        parent_sha256=stored.sha256,
        saved_at=_to_the_second(now),
        schema=schema,
        extra=stored.extra,
    )


def _to_the_second(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(microsecond=0)
