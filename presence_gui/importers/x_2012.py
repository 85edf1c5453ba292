"""Read a Twitter archive from before autumn 2018, which says what was and nothing about today."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Final

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Fact, How, Offer, Skipped, Unknown
from presence_gui.importers.archive import Archive, Member
from presence_gui.importers.csv_rows import Columns, Rows
from presence_gui.importers.json_text import items_of, value_of, words
from presence_gui.importers.words import clean
from presence_gui.importers.x_manifest import day_in
from presence_gui.importers.x_tweets import BEGAN, day_of

OFFER: Final = Offer("x.before-2018", "posts of all sorts in an archive from before autumn 2018")

_READER: Final = "x 1"
_SURE: Final = 100
_MONTH: Final = re.compile(r"(?:.*/)?tweets/\d{4}_\d\d\.js")
_USER: Final = "user_details.js"
_TABLE: Final = "tweets.csv"
_COLUMNS: Final = (b"tweet_id", b"in_reply_to_status_id")
_NOT_TODAY: Final = "An archive from before autumn 2018 does not say how things stand today. Download a new one from X."
_UNKNOWN: Final = (
    *("x.name", "x.bio", "x.website", "x.location", "x.avatar", "x.header", "x.following", "x.followers"),
    *("x.own-posts", "x.replies", "x.shares"),
)


def fits(archive: Archive) -> int:
    """Return how surely this is an archive from X of that time, 0 to 100."""
    months, table = _files(archive)
    if any(b"Grailbird.data." in archive.head(member) for member in months[:1]):
        return _SURE
    heads = (archive.head(member) for member in table[:1])
    return _SURE if any(all(name in head for name in _COLUMNS) for head in heads) else 0


def read(archives: Sequence[Archive], today: date) -> Export:
    """Return what such an archive says; raise ExportError where there is none among these files."""
    files = [(archive, *_files(archive)) for archive in archives]
    # the table holds the same posts as the months
    posts = [
        (_months_posts if months else _table_posts, one, file)
        for one, months, table in files
        for file in months or table
    ]
    if not posts:
        raise ExportError(
            f"“{archives[0].name}” looks like an archive from X, but the folder “data” is missing. "
            "Download the archive from X again, and choose the file as it came."
        )
    days, skipped = _counted(chain.from_iterable(read_posts(one, file) for read_posts, one, file in posts), today)
    names = [file.name for _read_posts, _one, file in posts]
    blank = Fact(
        key=OFFER.key,
        as_of=max(days, default=today),
        reader=_READER,
        archive=posts[0][1].fingerprint(),
        file=f"{names[0]} and {len(names) - 1} more" if len(names) > 1 else names[0],
    )
    before = replace(
        blank,
        number=days.total(),
        day=max(days, default=None),
        rows=days.total(),
        skipped=tuple(Skipped(rows, why) for why, rows in sorted(skipped.items())),
    )
    users = [(one, file) for one in archives for file in one.texts if _base(file) == _USER][:1]
    handle = "".join(clean(words(_value(one, file), "screen_name")).strip() for one, file in users)
    how = How.READ if handle else How.WORKED_OUT
    names += [file.name for _one, file in users]
    account = replace(blank, key="x.account", number=1, text=handle, how=how, file=names[-1])
    return Export(
        name="X archive from before autumn 2018",
        as_of=blank.as_of,
        dated=False,
        facts=(account, before),
        unknown=tuple(Unknown(key, _NOT_TODAY) for key in _UNKNOWN),
        used=tuple(names),
        not_used=tuple(sorted({file.name for one in archives for file in one.members} - {*names})),
        notes=(_NOT_TODAY,),
    )


def _files(archive: Archive) -> tuple[list[Member], list[Member]]:
    """Return the files of one month each, and the table of all."""
    months = [one for one in archive.texts if _MONTH.fullmatch(_path(one)) or _MONTH.fullmatch(f"tweets/{_path(one)}")]
    return sorted(months), [one for one in archive.texts if _base(one) == _TABLE][:1]


def _counted(posts: Iterable[tuple[str, date | None]], today: date) -> tuple[Counter[date], Counter[str]]:
    """Return how many of these posts were made on which day, and how many are not used, and why."""
    days, skipped, seen = Counter[date](), Counter[str](), set[str]()
    for number, day in posts:
        if day is None or not BEGAN <= day <= today:
            skipped["without a readable date"] += 1
        elif number in seen:
            skipped["listed twice"] += 1
        else:
            days[day] += 1
            seen.update([number] if number else [])
    return days, skipped


def _months_posts(archive: Archive, member: Member) -> Iterator[tuple[str, date | None]]:
    for post in items_of(archive.read(member), member.name):
        made = words(post, "created_at")
        yield words(post, "id_str"), day_of(made) or day_in(made)


def _table_posts(archive: Archive, member: Member) -> Iterator[tuple[str, date | None]]:
    table = Rows([archive.read(member)], Columns(("tweet_id", "timestamp")))
    yield from ((number, day_in(made)) for number, made in table)
    yield from [("", None)] * table.damaged
    if table.headless:
        raise ExportError(
            f"“{member.name}” cannot be read: it is cut off, or was changed after it was downloaded. "
            "Download a new archive from X."
        )


def _value(archive: Archive, member: Member) -> object:
    return value_of(archive.read(member), member.name)


def _path(member: Member) -> str:
    return member.name.replace("\\", "/").lower()


def _base(member: Member) -> str:
    return _path(member).rpartition("/")[2]
