"""Read the export of a Blogger blog: the backup file of old, and what Google Takeout holds since 2018."""

import re
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

NAME: Final = "Blogger export"
OFFERS: Final[tuple[Offer, ...]] = offers("address", "title", "about", "drafts", "own-address")

_DAYS: Final = ("published", "blogger:created")
_SHAPE: Final = Shape(
    frozenset({"entry", "author", "app:control"}),
    frozenset(
        {
            *("title", "link", "name", "category", "id", *_DAYS),
            *("app:draft", "blogger:type", "blogger:status", "blogger:filename"),
        }
    ),
)
_MARKS: Final = (b".archive</id>", b"http://schemas.google.com/blogger/2018")
_LOOKED_INTO: Final = 50
# what an entry is stands in its category before 2018
_KIND: Final = "http://schemas.google.com/g/2005#kind"
_PAGE_OF: Final = re.compile(r"[^?#]*/([^/?#]+?)(?:\.html?)?(?:[?#](?s:.*))?")


def fits(archive: Archive) -> int:
    """Return 90 where a file says that it is a backup by Blogger."""
    return 90 if any(_exports(archive)) else 0


def read(archives: Sequence[Archive], today: date) -> Export:
    """Return what the backups of one blog say; raise ExportError where one cannot be read, or they are of several."""
    sources = [Source(archive, member) for archive in archives for member in _exports(archive)]
    feeds = [_feed(source) for source in sources]
    address, title = same_blog(map(_address, feeds), (plain_line(text_of(feed, "title")) for feed in feeds))
    found = (entry for feed in feeds for entry in feed.findall("entry"))
    entries = each_once(found, lambda entry: text_of(entry, "id"))
    posts, pages = ([entry for entry in entries if _kind(entry) == kind] for kind in ("post", "page"))
    published = [post for post in posts if _state(post) == "live"]
    author = _author(feeds) or _author(published)
    blog = Blog(
        address=address,
        title=title,
        author=author,
        posts=[Post(text_of(post, "id"), _day(post)) for post in published],
        about=any(is_about(*_names(page), of=(title, author)) for page in pages if _state(page) == "live"),
        drafts=sum(_state(post) in {"draft", "scheduled"} for post in posts),
        skipped=(
            Skipped(len(posts) - len(published), "not published"),
            Skipped(len(entries) - len(posts), "of pages, comments or settings"),
        ),
    )
    return export_of(NAME, blog, OFFERS, sources, today)


def _exports(archive: Archive) -> Iterator[Member]:
    files = [member for member in archive.texts if member.base.lower().endswith((".xml", ".atom"))]
    for member in files[:_LOOKED_INTO]:
        head = archive.head(member)
        if any(mark in head for mark in _MARKS):
            yield member


def _feed(source: Source) -> Element:
    root = read_xml(source.archive.read(source.member), source.member.name, _SHAPE)
    if root.tag != "feed":
        raise ExportError(f"“{source.member.name}” holds no blog, though it looks like a Blogger export.")
    return root


def _address(feed: Element) -> str:
    links = (link.get("href", "") for link in feed.findall("link") if link.get("rel") == "alternate")
    return next((address for link in links if (address := web_address(link))), "")


def _kind(entry: Element) -> str:
    """Return "post", "page", "comment" …, by either way of saying it."""
    terms = (one.get("term", "") for one in entry.findall("category") if one.get("scheme") == _KIND)
    return text_of(entry, "blogger:type").lower() or next(terms, "").rpartition("#")[2]


def _state(entry: Element) -> str:
    """Return "live", "draft", "scheduled", "soft_trashed" …, by either way of saying it."""
    is_draft = any(text_of(control, "app:draft") == "yes" for control in entry.findall("app:control"))
    return "draft" if is_draft else text_of(entry, "blogger:status").lower() or "live"


def _names(page: Element) -> Iterator[str]:
    """Yield what a page is called: its title, and the last part of its address."""
    yield text_of(page, "title")
    links = [link.get("href", "") for link in page.findall("link") if link.get("rel") == "alternate"]
    for link in (text_of(page, "blogger:filename"), *links):
        if found := _PAGE_OF.fullmatch(link):
            yield found[1]


def _author(several: Sequence[Element]) -> str:
    authors = (author for one in several for author in one.findall("author"))
    return only_one(plain_line(name) for author in authors for name in texts_of(author, "name"))


def _day(post: Element) -> date | None:
    return next((day for text in texts_of(post, *_DAYS) if (day := read_moment(text))), None)
