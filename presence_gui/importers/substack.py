"""Read the export of a Substack: the list of posts, and nothing about its readers."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Final

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Offer, Skipped
from presence_gui.importers.archive import Archive, Member
from presence_gui.importers.blog_facts import Blog, Post, Source, each_once, export_of, is_about, offers
from presence_gui.importers.moments import read_moment
from presence_gui.importers.titles import plain_line

NAME: Final = "Substack export"
OFFERS: Final[tuple[Offer, ...]] = tuple(one for one in offers("about", "drafts") if one.key != "blog.author")

_FILE: Final = "posts.csv"
_COLUMNS: Final = ("post_id", "post_date", "is_published", "type")


def fits(archive: Archive) -> int:
    """Return 90 where there is a posts.csv with the columns of Substack."""
    return 90 if _lists(archive) else 0


def read(archives: Sequence[Archive], today: date) -> Export:
    """Return what the list of posts says; raise ExportError where it cannot be read."""
    sources = [Source(archive, member) for archive in archives for member in _lists(archive)]
    found = (row for source in sources for row in _rows(source))
    entries = each_once(found, lambda row: row["post_id"])
    posts = [row for row in entries if row["type"].strip().lower() == "newsletter"]
    published = [row for row in posts if _is_published(row)]
    pages = [row for row in entries if row["type"].strip().lower() == "page" and _is_published(row)]
    blog = Blog(
        posts=[Post(row["post_id"], read_moment(row["post_date"])) for row in published],
        about=any(is_about(row["post_id"].partition(".")[2], plain_line(row.get("title", ""))) for row in pages),
        drafts=len(posts) - len(published),
        skipped=(
            Skipped(len(posts) - len(published), "that are not published"),
            Skipped(len(entries) - len(posts), "that are pages, podcasts or threads"),
        ),
    )
    return export_of(NAME, blog, OFFERS, sources, today)


def _lists(archive: Archive) -> list[Member]:
    lists = [member for member in archive.members if member.base.lower() == _FILE]
    return [member for member in lists if all(name.encode() in archive.head(member)[:400] for name in _COLUMNS)]


def _rows(source: Source) -> Sequence[Mapping[str, str]]:
    raw = source.archive.read(source.member).replace(b"\0", b"")
    try:
        text = raw.decode("utf-8-sig")
    except ValueError:
        text = raw.decode("cp1252", "replace")
    listed = csv.DictReader(StringIO(text, newline=""), restkey="", restval="")
    try:
        rows = [{name: value for name, value in row.items() if isinstance(value, str)} for row in listed]
    except csv.Error:
        rows = [{}]
    if any(name not in row for row in rows for name in _COLUMNS):
        message = f"“{source.member.name}” cannot be read: it may have been changed. Download the export again."
        raise ExportError(message)
    return rows


def _is_published(row: Mapping[str, str]) -> bool:
    return row["is_published"].strip().lower() == "true"
