"""Read the feed of a blog, which holds the newest posts only: RSS and Atom."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final
from xml.etree.ElementTree import Element

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Offer
from presence_gui.importers.addresses import web_address
from presence_gui.importers.archive import Archive
from presence_gui.importers.blog_facts import Blog, Post, Source, export_of, offers, only_one, same_blog
from presence_gui.importers.moments import read_moment
from presence_gui.importers.titles import plain_line
from presence_gui.importers.xml_tree import Shape, is_web_page, read_xml, text_of, texts_of

NAME: Final = "Blog feed"
OFFERS: Final[tuple[Offer, ...]] = offers("address", "title", "own-address")

_ROOTS: Final = ("rss", "feed", "rdf:RDF")
_ENTRIES: Final = ("item", "entry")
_PERSONS: Final = ("managingEditor", "dc:creator")
_TITLES: Final = ("title", "dc:title")
_MADE: Final = ("lastBuildDate", "pubDate", "updated", "modified", "dc:date")
_PUBLISHED: Final = ("published", "issued", "pubDate", "dc:date", "dcterms:issued", "created")
_CHANGED: Final = ("updated", "modified")
_SHAPE: Final = Shape(
    frozenset({*_ROOTS, *_ENTRIES, "channel", "author"}),
    frozenset({*_PERSONS, *_MADE, *_PUBLISHED, *_CHANGED, *_TITLES, "link", "guid", "id", "name"}),
)
_BASE: Final = "xml:base"
_ROOT: Final = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)[\s>]", re.IGNORECASE)
_OTHERS: Final = (b"http://wordpress.org/export/", b"http://schemas.google.com/blogger/2018", b".archive</id>")
_IN_BRACKETS: Final = re.compile(r"[^()]*\(([^()]+)\)\s*")


def fits(archive: Archive) -> int:
    """Return 60 for one XML file that begins as a feed."""
    if len(archive.members) != 1:
        return 0
    head = archive.head(archive.members[0]).replace(b"\0", b"")
    if any(mark in head for mark in _OTHERS):
        return 0
    return 60 if _ROOT.search(head) and not is_web_page(head) else 0


def read(archives: Sequence[Archive], today: date) -> Export:
    """Return what the feeds of one blog say; raise ExportError where one cannot be read, or they are of several."""
    sources = [Source(archive, member) for archive in archives for member in archive.members]
    roots = [_root(source) for source in sources]
    feeds = [channel if (channel := root.find("channel")) is not None else root for root in roots]
    entries = [entry for root in roots for entry in root.iter() if entry.tag in _ENTRIES]
    made = max((day for feed in feeds if (day := _moment(feed, _MADE))), default=None)
    saved = max((source.member.changed for source in sources if source.member.changed), default=None)
    address, title = same_blog(map(_address, feeds), (plain_line(text_of(feed, *_TITLES)) for feed in feeds))
    blog = Blog(
        address=address,
        title=title,
        author=_author(feeds, entries),
        posts=[Post(_id(entry), _moment(entry, _PUBLISHED), _moment(entry, _CHANGED)) for entry in entries],
        whole=False,
        made=made if made and (saved is None or made >= saved) else None,
    )
    return export_of(NAME, blog, OFFERS, sources, today)


def _root(source: Source) -> Element:
    file = source.member.name
    root = read_xml(source.archive.read(source.member), file, _SHAPE)
    if root.tag not in _ROOTS:
        raise ExportError(f"“{file}” is neither a feed nor a blog’s export. Save your blog’s feed again.")
    links = [
        link.get("href", "") for feed in (root, *root) for link in feed.findall("link") if link.get("rel") == "self"
    ]
    if any("/comments/" in link for link in links):
        raise ExportError(f"“{file}” is the feed of the comments on a blog. Save the feed of its posts instead.")
    return root


def _address(feed: Element) -> str:
    base = web_address(feed.get(_BASE, ""))
    links = [link.get("href", "") for link in feed.findall("link") if link.get("rel", "alternate") == "alternate"]
    written = (*texts_of(feed, "link"), *links)
    known = (base if link == "/" else link for link in written)
    return next((address for link in known if (address := web_address(link))), "")


def _author(feeds: Sequence[Element], entries: Sequence[Element]) -> str:
    """Return whom the feeds name as the one who writes, or the one name all posts have."""
    for several in (feeds, entries):
        if author := only_one(name for one in several for name in _authors(one)):
            return author
    return ""


def _authors(one: Element) -> Iterator[str]:
    """Yield the names of whoever a feed or a post is by, never an e-mail address: "mail@example.org (Name)"."""
    for name in (
        *texts_of(one, *_PERSONS),
        *(name for author in one.findall("author") for name in texts_of(author, "name")),
    ):
        in_brackets = _IN_BRACKETS.fullmatch(name) if "@" in name else None
        yield plain_line(in_brackets[1] if in_brackets else name)


def _moment(one: Element, names: Sequence[str]) -> date | None:
    return next((day for text in texts_of(one, *names) if (day := read_moment(text))), None)


def _id(entry: Element) -> str:
    """Return what tells a post from the others: its id, else its address, else nothing."""
    links = (link.get("href", "") for link in entry.findall("link") if link.get("rel", "alternate") == "alternate")
    return text_of(entry, "guid", "id", "link") or next(links, "") or entry.get("rdf:about", "")
