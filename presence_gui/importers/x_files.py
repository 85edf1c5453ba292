"""The files of an X archive that may be opened, wherever they lie, and what is missing among them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from typing import Final, NamedTuple

from presence_gui.errors import ExportError
from presence_gui.importers.archive import Archive, Member
from presence_gui.importers.json_text import items_of, value_of
from presence_gui.importers.x_manifest import Manifest, day_in, manifest_of

MOST_BYTES: Final = 120_000_000
MANIFEST: Final = "manifest"
ACCOUNT: Final = "account"
PROFILE: Final = "profile"
TWEETS: Final = "posts"
FOLLOWING: Final = "accounts you follow"
FOLLOWERS: Final = "followers"

_KINDS: Final = {
    "manifest": MANIFEST,
    "account": ACCOUNT,
    "profile": PROFILE,
    "tweet": TWEETS,
    "tweets": TWEETS,
    "community-tweet": TWEETS,
    "following": FOLLOWING,
    "follower": FOLLOWERS,
}
_NAMED: Final = re.compile(r"([a-z-]+?)(?:-part(\d{1,4}))?\.js")
_ZIP_DATE: Final = re.compile(r"twitter-(\d{4}-\d\d-\d\d)")
_WEB_PAGE: Final = "assets"
_PRIVATE: Final = re.compile(
    r"(?:direct-message|contact|ip-audit|phone-number|email-address|ad-|ads-|personalization|grok|device|ni-devices|"
    r"account-creation|ageinfo|connected-app|key-registry|sso|saved-search|protected|block|mute|like|.*_media/)"
)


class Part(NamedTuple):
    """A file that may be opened: of which kind, which part of its kind, and the folder the archive lies in."""

    archive: Archive
    member: Member
    kind: str
    number: int
    folder: str

    @property
    def base(self) -> str:
        """The name by which the manifest calls it."""
        return _path(self.member).rpartition("/")[2]

    def items(self) -> Iterator[object]:
        """Yield what is listed in it; raise ExportError where it cannot be read."""
        return items_of(self._raw(), self._name())

    def value(self) -> object:
        """Return what it holds; raise ExportError where it cannot be read."""
        return value_of(self._raw(), self._name())

    def _raw(self) -> bytes:
        return self.archive.read(self.member, MOST_BYTES)

    def _name(self) -> str:
        return self.member.name if self.member.name == self.archive.name else f"{self.archive.name}/{self.member.name}"


@dataclass(frozen=True, slots=True)
class Found:
    """One archive as X made it, in however many files: its parts, its manifest if there is one, the day if known."""

    parts: tuple[Part, ...]
    manifest: Manifest | None
    made: date | None

    def of(self, kind: str) -> list[Part]:
        """Return the parts of a kind in their order."""
        return sorted((one for one in self.parts if one.kind == kind), key=lambda one: (one.number, one.base))

    def promised(self, kind: str) -> dict[str, int] | None:
        """Return how many rows of a kind X put into which file; None where nothing says so."""
        rows = self.manifest.rows if self.manifest else {}
        return {base: count for base, count in rows.items() if _kind_of(base)[0] == kind} or None

    def lacks(self, kind: str, rows: int) -> str:
        """Return why there may be more of a kind than the rows that were found; "" where they are all."""
        parts, promised = self.of(kind), self.promised(kind)
        missing = sorted({base for base, count in (promised or {}).items() if count} - {one.base for one in parts})
        numbers = {one.number for one in parts}
        if missing:
            return f"“{missing[0]}” is missing from the archive"
        if promised and rows < sum(promised.values()):
            return f"X put {sum(promised.values()):,} {kind} into the archive, but {rows:,} were found"
        if self.manifest and self.manifest.partial:
            return "X says that the archive is not complete"
        if numbers != set(range(len(numbers))):
            return "A part of the archive is missing"
        if any(one.member.name == one.archive.name for one in parts):
            return "This is one file out of an archive"
        return ""


def parts_of(archives: Iterable[Archive]) -> list[Part]:
    """Return the files that may be opened, those first that say most surely what this is."""
    kinds = list(dict.fromkeys(_KINDS.values()))
    found = chain.from_iterable(_parts(archive) for archive in archives)
    return sorted(found, key=lambda one: kinds.index(one.kind))


def find(archives: Sequence[Archive]) -> Found | None:
    """Return the newest X archive among these files, in all its parts; None where there is none of 2018 or later."""
    folders: defaultdict[tuple[int, str], list[Part]] = defaultdict(list)
    for part in parts_of(archives):
        folders[archives.index(part.archive), part.folder].append(part)
    alike = [_found(parts) for parts in folders.values()]
    latest = max((one.made for one in alike if one.made), default=None)
    # made one night, and named by the day there or here
    kept = [one for one in alike if not (latest and one.made) or latest - one.made <= timedelta(1)]
    if not kept:
        return None
    manifests = [one.manifest for one in kept if one.manifest]
    owners = {one.account: one.handle for one in manifests if one.account}
    if len(owners) > 1:
        names = " and ".join(f"@{name}" for name in sorted(owners.values()))
        raise ExportError(f"These are archives of two accounts on X, {names}. Choose the files of one of them.")
    return Found(tuple(chain.from_iterable(one.parts for one in kept)), manifests[0] if manifests else None, latest)


def unopened(archives: Iterable[Archive], used: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the files not used, and those never opened: private ones and pictures, by folder where there are many."""
    plain, private = set[str](), set[str]()
    for member in chain.from_iterable(archive.members for archive in archives):
        folder, _, base = member.name.rpartition("/")
        inside = folder.rpartition("/")[2]
        if inside.endswith("_media"):
            private.add(f"{folder}/")
        elif _PRIVATE.match(base):
            private.add(member.name)
        elif _WEB_PAGE in folder.split("/"):
            plain.add(folder.partition(_WEB_PAGE)[0] + f"{_WEB_PAGE}/")
        else:
            plain.add(member.name)
    return tuple(sorted(plain.difference(used))), tuple(sorted(private))


def _parts(archive: Archive) -> Iterator[Part]:
    for member in archive.texts:
        folder, _, base = _path(member).rpartition("/")
        kind, number = _kind_of(base)
        if kind and _WEB_PAGE not in folder.split("/"):
            yield Part(archive, member, kind, number, folder.removesuffix("data").rstrip("/"))


def _kind_of(base: str) -> tuple[str, int]:
    named = _NAMED.fullmatch(base)
    return (_KINDS.get(named[1], ""), int(named[2] or 0)) if named else ("", 0)


def _path(member: Member) -> str:
    return member.name.replace("\\", "/").lower()


def _found(parts: list[Part]) -> Found:
    manifest = next((manifest_of(part.value()) for part in parts if part.kind == MANIFEST), None)
    named = _ZIP_DATE.match(parts[0].archive.name)
    return Found(tuple(parts), manifest, (manifest and manifest.made) or (day_in(named[1]) if named else None))
