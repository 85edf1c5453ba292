"""The outside of a profile file: who wrote it, when, in which form, and the fingerprint that proves it whole."""

import encodings.utf_16_le  # noqa: F401  loaded by the first save it would be too late, where no more files may be open
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice, product
from types import MappingProxyType
from typing import Final, TypeVar, cast

from presence_gui.errors import NewerError, ProfileError
from presence_gui.plain import JSON
from presence_gui.storage.sentences import damaged, not_a_profile, of_another_program, too_new
from presence_gui.storage.strict_json import canonical_pieces, parse

APP: Final = "presence"
MIN_READER: Final = 2
# From this schema on the fingerprint inside a file is over all of it; before, only over the profile.
_WHOLE: Final = 2
_AT_ONCE: Final = 100

_PROFILE_ID: Final = re.compile("[0-9a-f]{32}")
_FINGERPRINT_OR_NONE: Final = re.compile("([0-9a-f]{64})?")

_T = TypeVar("_T", bound=JSON)


@dataclass(frozen=True, slots=True)
class Envelope:
    """All that is in a profile file besides the profile.

    ``rev`` counts saves from 1. ``parent_sha256`` is the fingerprint of the whole file this one replaced, "" for the
    first. ``saved_at`` is in UTC, to the second, for showing only: ``rev`` gives the order. A program that knows
    ``schema`` can change the file, one that knows ``min_reader`` can show it. ``extra`` are fields of a newer version.
    """

    profile_id: str
    rev: int
    parent_sha256: str
    saved_at: datetime
    schema: int
    min_reader: int = MIN_READER
    extra: Mapping[str, JSON] = field(default_factory=lambda: MappingProxyType({}))

    def newer_than(self, newest: int) -> bool:
        """Return whether a program that knows schemas up to ``newest`` has to leave the file alone."""
        return max(self.schema, self.min_reader) > newest


def fingerprint(raw: bytes) -> str:
    """Return the SHA-256 of the bytes, in hexadecimal."""
    return sha256(raw).hexdigest()


def with_whole_characters(value: _T) -> _T:
    """Return plain data in the order it is written, each half of a character replaced by �.

    An input field that counts in UTF-16 can cut an emoji in two; no file could hold the half.
    """
    whole: JSON = value
    if isinstance(value, dict):
        whole = {_whole_characters(key): with_whole_characters(inner) for key, inner in sorted(value.items())}
    elif isinstance(value, list):
        whole = [with_whole_characters(inner) for inner in value]
    elif isinstance(value, str):
        whole = _whole_characters(value)
    return cast("_T", whole)


def _whole_characters(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def to_bytes(envelope: Envelope, data: dict[str, JSON]) -> bytes:
    """Return the file, laid out for a person to read; raise ValueError for what JSON in UTF-8 cannot hold."""
    fields: dict[str, JSON] = {
        "app": APP,
        "schema": envelope.schema,
        "min_reader": envelope.min_reader,
        "profile_id": envelope.profile_id,
        "rev": envelope.rev,
        "parent_sha256": envelope.parent_sha256,
        "saved_at": envelope.saved_at.isoformat().replace("+00:00", "Z"),
        "sha256": "",
        **envelope.extra,
        "data": data,
    }
    fields["sha256"] = _proof(fields)
    written = json.JSONEncoder(indent=2, ensure_ascii=False, allow_nan=False).iterencode(fields)
    # in parts: as one text, a large file takes twice its room, and longer to be given it than to be written
    parts = iter(lambda: "".join(islice(written, _AT_ONCE)).encode(), b"")
    return b"".join(parts) + b"\n"


def from_bytes(raw: bytes, name: str, newest: int) -> tuple[Envelope, dict[str, JSON]]:
    """Return what ``to_bytes`` was given; raise ProfileError for a file that is anything else.

    ``name`` is the file's, as the sentence shall show it; ``newest`` is the newest schema known here, by which a file
    that cannot be read is told from one of a newer version.
    """
    try:
        value = parse(raw)
    except ValueError as trouble:
        raise ProfileError(not_a_profile(name, raw, _line(raw, trouble))) from trouble
    if not isinstance(value, dict) or value.get("app") != APP:
        raise ProfileError(of_another_program(name))
    try:
        return _from_fields(dict(value))
    except ValueError as trouble:
        if _is_newer(value, newest):
            raise NewerError(too_new(name)) from trouble
        raise ProfileError(damaged(name, str(trouble))) from trouble


def _proof(fields: dict[str, JSON]) -> str:
    """Return the fingerprint a file holds of its fields: of all but itself, as far as its schema says so."""
    schema = fields.get("schema")
    is_whole = isinstance(schema, int) and schema >= _WHOLE
    proven = {key: value for key, value in fields.items() if key != "sha256"} if is_whole else fields.get("data")
    proof = sha256()
    for piece in canonical_pieces(proven):
        proof.update(piece.encode())
    return proof.hexdigest()


def _is_newer(fields: dict[str, JSON], newest: int) -> bool:
    """Return whether fields that make no sense here are a newer version's, and not ours with just that damaged."""
    says_so = any(isinstance(said, int) and said > newest for said in (fields.get("schema"), fields.get("min_reader")))
    known = product(range(1, newest + 1), repeat=2)
    return says_so and all(
        _proof({**fields, "schema": schema, "min_reader": reader}) != fields.get("sha256") for schema, reader in known
    )


def _from_fields(left: dict[str, JSON]) -> tuple[Envelope, dict[str, JSON]]:
    proof = _proof(left)
    del left["app"]
    data = _take(left, "data", dict)
    if _take(left, "sha256", str) != proof:
        raise ValueError  # what was changed may be anywhere
    saved_at = _moment(_take(left, "saved_at", str))
    profile_id = _take(left, "profile_id", str)
    parent = _take(left, "parent_sha256", str)
    schema, min_reader, rev = (_take(left, key, int) for key in ("schema", "min_reader", "rev"))
    _expect(_PROFILE_ID.fullmatch(profile_id), "profile_id")
    _expect(_FINGERPRINT_OR_NONE.fullmatch(parent), "parent_sha256")
    _expect(min(schema, min_reader, rev) >= 1, "schema, min_reader, rev")
    return Envelope(profile_id, rev, parent, saved_at, schema, min_reader, MappingProxyType(left)), data


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _does_not_fit("saved_at") from None
    _expect(moment.tzinfo == UTC, "saved_at")
    return moment


def _take(left: dict[str, JSON], key: str, kind: type[_T]) -> _T:
    value = left.pop(key, None)
    # bool is an int to isinstance, never to a person
    if isinstance(value, kind) and not isinstance(value, bool):
        return value
    raise _does_not_fit(key)


def _expect(fits: object, key: str) -> None:
    if not fits:
        raise _does_not_fit(key)


def _does_not_fit(key: str) -> ValueError:
    return ValueError(f"“{key}”")


def _line(raw: bytes, trouble: ValueError) -> str:
    """Return the line at which a text stops making sense, "" where that cannot be told."""
    if isinstance(trouble, json.JSONDecodeError):
        return f"line {trouble.lineno}"
    if isinstance(trouble, UnicodeDecodeError):
        lines_before = raw.count(b"\n", 0, trouble.start)
        return f"line {lines_before + 1}"
    return ""
