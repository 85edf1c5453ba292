"""Read what Facebook gives out as "Download your information" in its JSON form: old and new folders, in parts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Final, NamedTuple

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Fact, How, Offer, Skipped, Unknown
from presence_gui.importers.activity import activity
from presence_gui.importers.archive import Archive
from presence_gui.importers.facebook_files import (
    COMMENTS,
    FOLLOWERS,
    FRIENDS,
    GROUPS,
    KINDS,
    POSTS,
    PROFILE,
    Part,
    day_of,
    each_once,
    in_folders,
    is_gap,
    latest,
    parts_of,
    says_none,
    unopened,
)
from presence_gui.importers.json_text import entries, inside, words
from presence_gui.importers.words import clean

NAME: Final = "Facebook download"
OFFERS: Final[tuple[Offer, ...]] = (
    Offer("facebook.account", "a Facebook account"),
    Offer("facebook.bio", "your bio"),
    Offer("facebook.about", "your text about yourself"),
    Offer("facebook.city", "the place where you live"),
    Offer("facebook.work", "jobs on your profile"),
    Offer("facebook.education", "schools on your profile"),
    Offer("facebook.websites", "websites on your profile"),
    Offer("facebook.photo", "a profile picture"),
    Offer("facebook.friends", "friends"),
    Offer("facebook.followers", "followers"),
    Offer("facebook.posts", "posts of your own", activity=True),
    Offer("facebook.comments", "comments", activity=True),
    Offer("facebook.group-visits", "posts and comments in groups", activity=True),
)

_READER: Final = "facebook 1"
_SURE: Final = 95
_PAGES: Final = 80
_FOLDERS: Final = 60
_LOOKED_INTO: Final = 3
_MARKS: Final = (b'"timestamp"', b'"profile', b"_v2", b"_v3")
_BEGAN: Final = date(2004, 2, 4)
_DAY_ONE: Final = date(1970, 1, 1).toordinal()
_SECONDS: Final = 86_400
_ROOT_OF_2018: Final = "profile"
_ROOTS: Final = ("profile_v2", _ROOT_OF_2018)
_COUNTED: Final = {FRIENDS: "facebook.friends", FOLLOWERS: "facebook.followers"}
_DONE: Final = {POSTS: "facebook.posts", COMMENTS: "facebook.comments", GROUPS: "facebook.group-visits"}
_WORDS: Final = {kind: kind for kind in KINDS} | {GROUPS: "posts and comments in groups"}
_LISTS: Final = {"work": "work_experiences", "education": "education_experiences", "websites": "websites"}
_ADDRESS: Final = re.compile(r"https://(?:www\.|m\.)?facebook\.com/\S+")
_PAGE: Final = (".html", ".htm")
_OTHER_PARTS: Final = (
    "Facebook gives out only what you tick, in one or several files. "
    "Choose all of them together, or tick more next time."
)

_Said = Iterator[Fact | Unknown]


def fits(archive: Archive) -> int:
    """Return how surely this is a download from Facebook, 0 to 100, in whichever form."""
    parts = parts_of(archive)
    heads = (archive.head(part.member) for part in parts[:_LOOKED_INTO] if not part.page)
    if any(mark in head for head in heads for mark in _MARKS):
        return _SURE
    return _PAGES if any(part.page for part in parts) else _FOLDERS if in_folders(archive) else 0


def read(archives: Sequence[Archive], today: date) -> Export:
    """Return what the parts of one download say together; raise ExportError where they cannot be read."""
    kept, old = latest(archives)
    parts = each_once(kept)
    if not parts:
        raise _nothing_to_read(kept)
    of = {kind: [part for part in parts if part.kind == kind] for kind in KINDS}
    done = {kind: _done(of[kind]) for kind in _DONE}
    named = max((day for archive in kept if (day := day_of(archive))), default=None)
    blank = Fact(
        key="",
        as_of=min(named or _newest(kept, done.values(), today), today),
        reader=_READER,
        archive=parts[0].archive.fingerprint(),
    )
    said = (
        *_about_profile(of[PROFILE], blank),
        Unknown(
            "facebook.photo", "Facebook names the album of profile pictures in your language, so it cannot be told."
        ),
        *(_counted(of[kind], kept, kind, replace(blank, key=key)) for kind, key in _COUNTED.items()),
        *(_active(of[kind], done[kind], kept, kind, replace(blank, key=key)) for kind, key in _DONE.items()),
    )
    used = tuple(sorted({part.member.name for part in parts}))
    not_used, never_opened = unopened(kept, used)
    return Export(
        name=NAME,
        as_of=blank.as_of,
        dated=named is not None,
        facts=tuple(one for one in said if isinstance(one, Fact)),
        unknown=tuple(one for one in said if isinstance(one, Unknown)),
        used=used,
        not_used=not_used,
        never_opened=never_opened,
        notes=tuple(f"“{archive.name}” is from an older download, and was left out." for archive in old),
    )


def unmangled(text: str) -> str:
    """Return a text as it was written: Facebook writes each byte of a letter as a letter of its own."""
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


class _Done(NamedTuple):
    """How often something was done on which day, and the rows that were not used, and why."""

    days: Counter[date]
    skipped: Counter[str]


def _done(parts: Iterable[Part]) -> _Done:
    done, seen = _Done(Counter(), Counter()), set[tuple[int, int]]()
    for entry in chain.from_iterable(part.entries() for part in parts):
        at = inside(entry, "timestamp")
        day = _day(at) if isinstance(at, int) and at > 0 else None
        # what was said only tells two posts of one second apart, and one that both an old and a new file hold
        what = (at if isinstance(at, int) else 0, hash(_said(entry)))
        if day is None:
            done.skipped["without a readable date"] += 1
        elif day < _BEGAN:
            done.skipped["dated before Facebook began in 2004"] += 1
        elif what in seen:
            done.skipped["listed twice"] += 1
        else:
            done.days[day] += 1
            seen.add(what)
    return done


def _day(seconds: int) -> date | None:
    try:
        return date.fromordinal(_DAY_ONE + seconds // _SECONDS)
    except (ValueError, OverflowError):
        return None


def _said(entry: object) -> str:
    return "".join(words(one, "post") or words(one, "comment", "comment") for one in entries(entry, "data"))


def _newest(archives: Iterable[Archive], done: Iterable[_Done], today: date) -> date:
    """Return the newest day in a download that does not say when it was made.

    The files in a ZIP were changed when Facebook made it; those in a folder perhaps when somebody copied it.
    """
    members = [(archive.packed, member.changed) for archive in archives for member in archive.members]
    days = [*chain.from_iterable(one.days for one in done), *(day for packed, day in members if packed and day)]
    last = [day for _packed, day in members if day]
    return max((day for day in days or last if day <= today), default=today)


def _about_profile(parts: Sequence[Part], blank: Fact) -> _Said:
    values = [part.value() for part in parts]
    began = (inside(value, key, "registration_timestamp") for value in values for key in _ROOTS)
    if len({at for at in began if isinstance(at, int)}) > 1:
        raise ExportError("These are downloads of two people’s Facebook accounts. Choose the files of one of them.")
    root, profile = next(
        ((key, found) for value in values for key in _ROOTS if isinstance(found := inside(value, key), dict)), ("", {})
    )
    blank = _in(parts, blank)
    name = words(profile, "username")
    address = clean(unmangled(words(profile, "profile_uri") or (f"https://www.facebook.com/{name}" if name else "")))
    address = address if _ADDRESS.fullmatch(address) else ""
    # whatever Facebook gave out, it gave to somebody with an account
    yield replace(blank, key="facebook.account", number=1, text=address, how=How.READ if root else How.WORKED_OUT)
    if not root:
        keys = ("bio", "about", "city", *_LISTS)
        yield from (
            Unknown(f"facebook.{key}", f"“profile_information.json” is not there. {_OTHER_PARTS}") for key in keys
        )
        return
    texts = {"bio": _text(profile, "intro_bio"), "about": _text(profile, "about_me")}
    for key, text in texts.items():
        if text:
            yield replace(blank, key=f"facebook.{key}", text=text)
        elif key == "bio" and root == _ROOT_OF_2018:
            yield Unknown("facebook.bio", "A download from 2018 does not hold the bio. Download a new one.")
        else:
            yield replace(blank, key=f"facebook.{key}", number=0)
    yield replace(blank, key="facebook.city", number=int(bool(_text(profile, "current_city"))))
    for key, name in _LISTS.items():
        yield replace(blank, key=f"facebook.{key}", number=len(entries(profile, name)))


def _text(profile: object, key: str) -> str:
    """Return a text of the owner's, which stands alone or under "name"."""
    return clean(unmangled(words(profile, key) or words(profile, key, "name"))).strip()


def _counted(parts: Sequence[Part], archives: Sequence[Archive], kind: str, blank: Fact) -> Fact | Unknown:
    if not parts:
        return _none_or_unknown(archives, kind, blank)
    # never in parts: a second such file is an older one
    number = max(sum(1 for _entry in part.entries()) for part in parts)
    return replace(_in(parts, blank), number=number, rows=number)


def _active(parts: Sequence[Part], done: _Done, archives: Sequence[Archive], kind: str, blank: Fact) -> Fact | Unknown:
    # somebody who only reads in groups leaves no trace, and of numbered files one may lie in a part that is not here
    blank = replace(blank, at_least=kind == GROUPS or is_gap(parts))
    if not parts:
        found = _none_or_unknown(archives, kind, blank)
        return activity(found, {}) if isinstance(found, Fact) else found
    fact = replace(
        _in(parts, blank),
        rows=done.days.total(),
        skipped=tuple(Skipped(rows, why) for why, rows in sorted(done.skipped.items())),
    )
    return activity(fact, done.days)


def _none_or_unknown(archives: Sequence[Archive], kind: str, blank: Fact) -> Fact | Unknown:
    if file := says_none(archives, kind):
        return replace(blank, number=0, how=How.ABSENT, file=file)
    return Unknown(blank.key, f"No file of {_WORDS[kind]} is there. {_OTHER_PARTS}")


def _in(parts: Sequence[Part], fact: Fact) -> Fact:
    """Return the fact with the files it stands in."""
    if not parts:
        return fact
    more = f" and {len(parts) - 1} more" if len(parts) > 1 else ""
    return replace(fact, file=parts[0].member.name + more, archive=parts[0].archive.fingerprint())


def _nothing_to_read(archives: Sequence[Archive]) -> ExportError:
    name = archives[0].name
    if any(member.name.lower().endswith(_PAGE) for archive in archives for member in archive.texts):
        return ExportError(
            f"“{name}” is your Facebook information as web pages, which are made for looking at. "
            "Ask Facebook for it once more, and choose “JSON” instead of “HTML” as the format."
        )
    return ExportError(
        f"“{name}” is a part of your Facebook information that Presence does not use, such as pictures. "
        "Choose all the files of the download together."
    )
