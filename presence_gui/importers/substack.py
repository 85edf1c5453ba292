"""Read the export of a Substack: the list of posts, and nothing about its readers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Offer, Skipped
from presence_gui.importers.archive import Archive, Member
from presence_gui.importers.blog_facts import Blog, Post, Source, each_once, export_of, is_about, offers
from presence_gui.importers.csv_rows import Columns, Rows
from presence_gui.importers.moments import read_moment
from presence_gui.importers.titles import plain_line

NAME: Final = "Substack export"
OFFERS: Final[tuple[Offer, ...]] = tuple(one for one in offers("about", "drafts") if one.key != "blog.author")

_FILE: Final = "posts.csv"
_COLUMNS: Final = Columns(("post_id", "post_date", "is_published", "type"), ("title",))
_NAMES: Final = (*_COLUMNS.needed, *_COLUMNS.wanted)


def fits(archive: Archive) -> int:
    """Return 90 where there is a posts.csv with the columns of Substack."""
    return 90 if _lists(archive) else 0


def read(archives: Sequence[Archive], today: date) -> Export:
    """Return what the list of posts says; raise ExportError where it cannot be read."""
    sources = [Source(archive, member) for archive in archives for member in _lists(archive)]
    tables = [Rows([source.archive.read(source.member)], _COLUMNS) for source in sources]
    found = [dict(zip(_NAMES, row, strict=True)) for table in tables for row in table]
    damaged = sum(table.damaged for table in tables)
    if any(table.headless for table in tables) or (damaged and not found):
        message = f"“{sources[0].member.name}” cannot be read: it may have been changed. Download the export again."
        raise ExportError(message)
    entries = each_once(found, lambda row: row["post_id"])
    posts = [row for row in entries if row["type"].strip().lower() == "newsletter"]
    published = [row for row in posts if _is_published(row)]
    pages = [row for row in entries if row["type"].strip().lower() == "page" and _is_published(row)]
    blog = Blog(
        posts=[Post(row["post_id"], read_moment(row["post_date"])) for row in published],
        about=any(is_about(row["post_id"].partition(".")[2], plain_line(row["title"])) for row in pages),
        whole=not damaged,
        drafts=len(posts) - len(published),
        skipped=(
            Skipped(len(posts) - len(published), "not published"),
            Skipped(len(entries) - len(posts), "of pages, podcasts or threads"),
            Skipped(damaged, "too damaged to be told apart"),
        ),
    )
    return export_of(NAME, blog, OFFERS, sources, today)


def _lists(archive: Archive) -> list[Member]:
    lists = [member for member in archive.texts if member.base.lower() == _FILE]
    return [member for member in lists if all(name.encode() in archive.head(member)[:400] for name in _COLUMNS.needed)]


def _is_published(row: Mapping[str, str]) -> bool:
    return row["is_published"].strip().lower() == "true"
