"""Read an X (Twitter) archive: all layouts since 2018; one from before then is history, which x_2012 reads."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from presence_gui.facts import Export, Fact, How, Offer, Skipped, Unknown
from presence_gui.importers import x_2012
from presence_gui.importers.activity import activity
from presence_gui.importers.archive import Archive
from presence_gui.importers.json_text import inside, words
from presence_gui.importers.words import clean
from presence_gui.importers.x_files import (
    ACCOUNT,
    FOLLOWERS,
    FOLLOWING,
    MANIFEST,
    PROFILE,
    TWEETS,
    Found,
    Part,
    find,
    parts_of,
    unopened,
)
from presence_gui.importers.x_tweets import OWN, REPLIES, SHARES, Owner, Tally

NAME: Final = "X archive"
OFFERS: Final[tuple[Offer, ...]] = (
    Offer("x.account", "an account on X"),
    Offer("x.name", "your name on X"),
    Offer("x.bio", "your bio"),
    Offer("x.website", "a website on your profile"),
    Offer("x.location", "a place on your profile"),
    Offer("x.avatar", "a profile picture"),
    Offer("x.header", "a header picture"),
    Offer("x.following", "accounts you follow"),
    Offer("x.followers", "followers"),
    Offer("x.own-posts", "posts of your own without a link, a thread counted once", activity=True),
    Offer("x.replies", "replies to other people", activity=True),
    Offer("x.shares", "posts passed on: reposts, quotes, and posts of your own with a link", activity=True),
    x_2012.OFFER,
)

_READER: Final = "x 1"
_SURE: Final = 100
_PERHAPS: Final = 40
_LOOKED_INTO: Final = 3
_MARKS: Final = (b"window.YTD.", b"window.__THAR_CONFIG")
_PICTURE: Final = re.compile(r"(?:.*/)?profile_media/\d+-([^/]+?)(?:\.\w+)?")
_NO_PICTURE: Final = "default_profile"
_AGAIN: Final = "Download the archive from X again, and choose the file as it came."
_OLD: Final = "“{}” is older than the newest archive, and was left out."
_NO_PROFILE: Final = f"The archive does not hold “profile.js”. {_AGAIN}"

_Said = Iterator[Fact | Unknown]


def fits(archive: Archive) -> int:
    """Return how surely this is an archive from X, 0 to 100."""
    looked_into = (archive.head(part.member) for part in parts_of([archive])[:_LOOKED_INTO])
    if any(mark in head for head in looked_into for mark in _MARKS):
        return _SURE
    page = any(member.base.lower() == "your archive.html" for member in archive.texts)
    return max(x_2012.fits(archive), _PERHAPS if page else 0)


def read(archives: Sequence[Archive], today: date) -> Export:
    """Return what an archive from X says, in however many files it came; raise ExportError where it cannot be read."""
    found = find(archives)
    if not found:
        return x_2012.read(archives, today)
    read_from = [part.archive for part in found.parts]
    kept = [archive for archive in archives if archive in read_from or not parts_of([archive])]
    account = inside(_first(found, ACCOUNT), "account")
    owner = _owner(found, account)
    tally = Tally()
    for part in found.of(TWEETS):
        tally.add(part.items(), owner)
    people = {kind: _people(found, kind) for kind in (FOLLOWING, FOLLOWERS)}
    rows = {TWEETS: tally.rows, **{kind: len(accounts) for kind, accounts in people.items()}}
    lacks = {kind: why for kind, number in rows.items() if (why := found.lacks(kind, number))}
    blank = Fact(
        key="",
        as_of=min(found.made or _newest(tally, found, today), today),
        reader=_READER,
        archive=found.parts[0].archive.fingerprint(),
    )
    said = (
        *_about_account(found, account, owner, blank),
        *_about_profile(found, blank),
        *_pictures(found, kept, blank),
        *(_counted(found, kind, accounts, lacks, blank) for kind, accounts in people.items()),
        *_posted(found, tally, owner, lacks, blank),
    )
    used = tuple(sorted({part.member.name for part in found.parts}))
    not_used, never_opened = unopened(kept, used)
    return Export(
        name=f"{NAME}, in part" if lacks else NAME,
        as_of=blank.as_of,
        dated=found.made is not None,
        facts=tuple(one for one in said if isinstance(one, Fact)),
        unknown=tuple(one for one in said if isinstance(one, Unknown)),
        used=used,
        not_used=not_used,
        never_opened=never_opened,
        notes=(
            *(f"{why}, so {kind} are counted as “at least”." for kind, why in lacks.items()),
            *(_OLD.format(archive.name) for archive in archives if archive not in kept),
        ),
    )


def _first(found: Found, kind: str) -> object:
    """Return the first entry of the first file of a kind; None where there is none."""
    return next((item for part in found.of(kind) for item in part.items()), None)


def _owner(found: Found, account: object) -> Owner:
    manifest = found.manifest
    return Owner(
        words(account, "accountId") or (manifest.account if manifest else ""),
        clean(words(account, "username") or (manifest.handle if manifest else "")).strip(),
    )


def _newest(tally: Tally, found: Found, today: date) -> date:
    """Return the newest day in an archive that does not say when it was made, in its posts or else of its files."""
    posted = (day for days in tally.days.values() for day in days if day <= today)
    changed = (part.member.changed for part in found.parts)
    return max(posted, default=max((day for day in changed if day and day <= today), default=today))


def _people(found: Found, kind: str) -> list[str]:
    """Return the number of each account in a list, "" for a row without one."""
    rows = (item for part in found.of(kind) for item in part.items())
    keys = {FOLLOWING: "following", FOLLOWERS: "follower"}
    return [words(row, keys[kind], "accountId") for row in rows]


def _about_account(found: Found, account: object, owner: Owner, blank: Fact) -> _Said:
    # whatever X gave away, it gave to somebody with an account
    blank = _in(found.of(ACCOUNT) or found.of(MANIFEST) or found.parts, blank)
    how = How.READ if owner.handle else How.WORKED_OUT
    yield replace(blank, key="x.account", number=1, text=owner.handle, how=how)
    name = clean(words(account, "accountDisplayName") or (found.manifest.name if found.manifest else "")).strip()
    if name:
        yield replace(blank, key="x.name", text=name)
    else:
        yield Unknown("x.name", "The archive does not hold “account.js”, where your name stands.")


def _about_profile(found: Found, blank: Fact) -> _Said:
    profile = inside(_first(found, PROFILE), "profile")
    if not isinstance(profile, dict):
        yield from (Unknown(f"x.{key}", _NO_PROFILE) for key in ("bio", "website", "location"))
        return
    blank = _in(found.of(PROFILE), blank)
    bio = clean(words(profile, "description", "bio")).strip()
    yield replace(blank, key="x.bio", text=bio) if bio else replace(blank, key="x.bio", number=0)
    for key in ("website", "location"):
        yield replace(blank, key=f"x.{key}", number=int(bool(words(profile, "description", key).strip())))


def _pictures(found: Found, archives: Sequence[Archive], blank: Fact) -> _Said:
    """Yield whether there are pictures: by their addresses, or by files of which no more than the name is looked at."""
    profile = inside(_first(found, PROFILE), "profile")
    names = {member.name: _PICTURE.fullmatch(member.name) for one in archives for member in one.members}
    # X names the file of a header picture by a number, and that of a profile picture by letters
    files = {named[1].isdecimal(): file for file, named in names.items() if named and _NO_PICTURE not in named[1]}
    for key, name, is_header in (("avatar", "avatarMediaUrl", False), ("header", "headerMediaUrl", True)):
        address = words(profile, name)
        if address:
            number = int(_NO_PICTURE not in address)
            yield replace(_in(found.of(PROFILE), blank), key=f"x.{key}", number=number)
        elif is_header in files:
            yield replace(blank, key=f"x.{key}", number=1, how=How.WORKED_OUT, file=files[is_header])
        else:
            yield Unknown(f"x.{key}", "The archive says nothing about this picture, which may mean that there is none.")


def _counted(found: Found, kind: str, accounts: list[str], lacks: Mapping[str, str], blank: Fact) -> Fact | Unknown:
    key = {FOLLOWING: "x.following", FOLLOWERS: "x.followers"}[kind]
    if why := _why_unknown(found, kind):
        return Unknown(key, why)
    unnamed = accounts.count("")
    return replace(
        _in(found.of(kind), blank),
        key=key,
        number=len({*accounts} - {""}),
        at_least=kind in lacks,
        how=How.READ if found.of(kind) else How.ABSENT,
        rows=len(accounts) - unnamed,
        skipped=(Skipped(unnamed, "without an account"),) if unnamed else (),
    )


def _posted(found: Found, tally: Tally, owner: Owner, lacks: Mapping[str, str], blank: Fact) -> _Said:
    blank = replace(
        _in(found.of(TWEETS), blank),
        at_least=TWEETS in lacks,
        how=How.WORKED_OUT if found.of(TWEETS) else How.ABSENT,
        rows=tally.rows - tally.skipped.total(),
        skipped=tuple(Skipped(rows, why) for why, rows in sorted(tally.skipped.items())),
    )
    for kind in (OWN, REPLIES, SHARES):
        why = _why_unknown(found, TWEETS)
        if kind == REPLIES and not any(owner):
            why = why or "The archive does not say whose it is, so replies to others and to yourself look alike."
        yield Unknown(f"x.{kind}", why) if why else activity(replace(blank, key=f"x.{kind}"), tally.days[kind])


def _why_unknown(found: Found, kind: str) -> str:
    """Return why nothing can be said about a kind; "" where its files are there, or X put nothing into them."""
    promised = found.promised(kind)
    if found.of(kind) or (promised and not any(promised.values())):
        return ""
    return f"The archive holds no list of {kind}. {_AGAIN}"


def _in(parts: Sequence[Part], fact: Fact) -> Fact:
    """Return the fact with the files it stands in."""
    if not parts:
        return fact
    more = f" and {len(parts) - 1} more" if len(parts) > 1 else ""
    return replace(fact, file=parts[0].member.name + more, archive=parts[0].archive.fingerprint())
