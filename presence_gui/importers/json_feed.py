"""Read the JSON Feed of a blog, which holds the newest posts only."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Offer
from presence_gui.importers.addresses import web_address
from presence_gui.importers.archive import Archive
from presence_gui.importers.blog_facts import Blog, Post, Source, export_of, offers, only_one, same_blog
from presence_gui.importers.json_parts import read_table, rows, text
from presence_gui.importers.json_text import inside
from presence_gui.importers.moments import read_moment
from presence_gui.importers.titles import plain_line

NAME: Final = "Blog feed"
OFFERS: Final[tuple[Offer, ...]] = offers("address", "title", "own-address")

_MARK: Final = "https://jsonfeed.org/version/"


def fits(archive: Archive) -> int:
    """Return 90 for one file that says it is a JSON Feed."""
    if len(archive.members) != 1:
        return 0
    head = archive.head(archive.members[0]).replace(b"\\/", b"/")
    return 90 if _MARK.encode() in head else 0


def read(archives: Sequence[Archive], today: date) -> Export:
    """Return what the feeds of one blog say; raise ExportError where one cannot be read, or they are of several."""
    sources = [Source(archive, member) for archive in archives for member in archive.members]
    feeds = [_feed(source) for source in sources]
    entries = [entry for feed in feeds for entry in rows(feed, "items")]
    links = (web_address(text(feed, "home_page_url")) for feed in feeds)
    address, title = same_blog(links, (plain_line(text(feed, "title")) for feed in feeds))
    blog = Blog(
        address=address,
        title=title,
        author=_author(feeds) or _author(entries),
        posts=[Post(_id(entry), _day(entry, "date_published"), _day(entry, "date_modified")) for entry in entries],
        whole=False,
    )
    return export_of(NAME, blog, OFFERS, sources, today)


def _feed(source: Source) -> object:
    feed = read_table(source.archive.read(source.member), source.member.name)
    if not text(feed, "version").startswith(_MARK) or not isinstance(inside(feed, "items"), list):
        raise ExportError(f"“{source.member.name}” is no feed that Presence knows. Save your blog’s feed again.")
    return feed


def _author(several: Sequence[object]) -> str:
    return only_one(plain_line(name) for one in several for name in _authors(one))


def _authors(one: object) -> Iterator[str]:
    yield text(one, "author", "name")
    for author in rows(one, "authors"):
        yield text(author, "name")


def _id(entry: object) -> str:
    return text(entry, "id") or text(entry, "url")


def _day(entry: object, name: str) -> date | None:
    return read_moment(text(entry, name))
