"""Read the export of a WordPress blog: one XML file, or several that belong together."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Offer, Skipped
from presence_gui.importers.addresses import web_address
from presence_gui.importers.archive import Archive, Member
from presence_gui.importers.blog_facts import (
    Blog,
    Post,
    Source,
    each_once,
    export_of,
    is_about,
    offers,
    only_one,
    same_blog,
)
from presence_gui.importers.moments import read_moment
from presence_gui.importers.titles import plain_line
from presence_gui.importers.xml_tree import Shape, read_xml, text_of, texts_of

NAME: Final = "WordPress export"
OFFERS: Final[tuple[Offer, ...]] = offers("address", "title", "about", "drafts", "own-address")

_DAYS: Final = ("wp:post_date_gmt", "wp:post_date", "pubDate")
_PERSON: Final = "wp:author_display_name"
_SHAPE: Final = Shape(
    frozenset({"channel", "item", "wp:author"}),
    frozenset(
        {
            *("title", "link", "pubDate", "wp:wxr_version", "wp:base_blog_url", _PERSON),
            *("wp:post_id", "wp:post_type", "wp:post_name", "wp:status", *_DAYS),
        }
    ),
)
_MARK: Final = b"http://wordpress.org/export/"
_ENDS: Final = (".xml", ".wxr", ".rss", ".txt")
_LOOKED_INTO: Final = 50
_WAITING: Final = frozenset({"draft", "pending", "future"})


def fits(archive: Archive) -> int:
    """Return 90 where an XML file says that it is an export of WordPress."""
    return 90 if any(_exports(archive)) else 0


def read(archives: Sequence[Archive], today: date) -> Export:
    """Return what the files of one blog's export say; raise ExportError where one cannot be read.

    WordPress also exports posts alone, or pages alone: what then is not there is not known.
    """
    sources = [Source(archive, member) for archive in archives for member in _exports(archive)]
    channels = [_channel(source) for source in sources]
    links = (web_address(text_of(channel, "link", "wp:base_blog_url")) for channel in channels)
    address, title = same_blog(links, (plain_line(text_of(channel, "title")) for channel in channels))
    persons = [person for channel in channels for person in channel.findall("wp:author")]
    author = only_one(plain_line(text_of(person, _PERSON)) for person in persons)
    found = (item for channel in channels for item in channel.findall("item"))
    items = each_once(found, lambda item: text_of(item, "wp:post_id"))
    posts, pages = ([item for item in items if text_of(item, "wp:post_type") == kind] for kind in ("post", "page"))
    published = [post for post in posts if _is_published(post)]
    blog = Blog(
        address=address,
        title=title,
        author=author,
        posts=[Post("", _day(post)) for post in published],
        whole=bool(posts),
        about=any(_is_about(page, title, author) for page in pages if _is_published(page)) if pages else None,
        drafts=sum(text_of(post, "wp:status") in _WAITING for post in posts) if posts else None,
        made=max((day for channel in channels if (day := read_moment(text_of(channel, "pubDate")))), default=None),
        skipped=(
            Skipped(len(posts) - len(published), "not published"),
            Skipped(len(items) - len(posts), "of pages, pictures or the like"),
        ),
    )
    return export_of(NAME, blog, OFFERS, sources, today)


def _exports(archive: Archive) -> Iterator[Member]:
    files = [member for member in archive.texts if member.base.lower().endswith(_ENDS)]
    for member in files[:_LOOKED_INTO]:
        if _MARK in archive.head(member).replace(b"\0", b""):
            yield member


def _channel(source: Source) -> Element:
    root = read_xml(source.archive.read(source.member), source.member.name, _SHAPE)
    channel = root.find("channel")
    if channel is None:
        raise ExportError(f"“{source.member.name}” holds no blog, though it looks like a WordPress export.")
    return channel


def _is_published(item: Element) -> bool:
    return text_of(item, "wp:status") == "publish"


def _is_about(page: Element, title: str, author: str) -> bool:
    return is_about(text_of(page, "wp:post_name"), text_of(page, "title"), of=(title, author))


def _day(post: Element) -> date | None:
    return next((day for text in texts_of(post, *_DAYS) if (day := read_moment(text))), None)
