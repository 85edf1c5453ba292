"""Read the export of a Medium account: a folder of posts, and a profile."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from presence_gui.days import month_of
from presence_gui.facts import Export, Offer, Skipped
from presence_gui.importers.addresses import web_address
from presence_gui.importers.archive import Archive
from presence_gui.importers.blog_facts import Blog, Post, Source, export_of, offers, only_one, same_blog
from presence_gui.importers.moments import read_moment
from presence_gui.importers.titles import plain_line

NAME: Final = "Medium export"
OFFERS: Final[tuple[Offer, ...]] = offers("address", "bio", "photo", "drafts", "own-address")

_POST: Final = re.compile(r"(?:.*/)?posts/[^/]+\.html", re.IGNORECASE)
_PROFILE: Final = re.compile(r"(?:.*/)?profile/profile\.html", re.IGNORECASE)
_MARKS: Final = (b'class="h-entry"', b'class="h-card"')
_LOOKED_INTO: Final = 5
# Medium writes all its pages the same way, so a tag is what stands between two brackets
_TAG: Final = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"""\s(class|href|src|datetime)=(?:"([^"]*)"|'([^']*)')""")
_PARAGRAPH: Final = re.compile(r"<p[\s>]")
_MORE_THAN_TEXT: Final = re.compile(r"<(?:h[1-6]|img|figure|ul|ol|pre|blockquote|iframe)[\s>]")
_EXPORTED: Final = re.compile(r"</a>\s+on\s+([A-Z][a-z]{2,8}) (\d{1,2}), (\d{4})")


class _Page(NamedTuple):
    """A page as far as it is read: its elements by class, each as its attributes and the text that follows."""

    parts: dict[str, tuple[dict[str, str], str]]
    response: bool
    exported: date | None

    def text(self, name: str) -> str:
        return plain_line(self.parts[name][1]) if name in self.parts else ""

    def value(self, name: str, attribute: str) -> str:
        return self.parts[name][0].get(attribute, "") if name in self.parts else ""


def fits(archive: Archive) -> int:
    """Return 90 where pages of a folder of posts, or the profile, are marked as Medium marks them."""
    pages = [member for member in archive.texts if _POST.fullmatch(member.name) or _PROFILE.fullmatch(member.name)]
    heads = (archive.head(member) for member in pages[:_LOOKED_INTO])
    return 90 if any(b"medium.com" in head and any(mark in head for mark in _MARKS) for head in heads) else 0


def read(archives: Sequence[Archive], today: date) -> Export:
    """Return what the posts and the profile say; a response to somebody else's post is no post."""
    posts, profiles = (
        [Source(a, m) for a in archives for m in a.members if kind.fullmatch(m.name)] for kind in (_POST, _PROFILE)
    )
    pages = {source.member.base: _page(source) for source in posts}
    dated = {name: page for name, page in pages.items() if page.value("dt-published", "datetime") and not _draft(name)}
    published = {name: page for name, page in dated.items() if not page.response}
    me = [_page(source) for source in profiles]
    address, author = same_blog(
        (web_address(page.value("u-url", "href")) for page in me), (p.text("p-name") for p in me)
    )
    blog = Blog(
        address=address,
        author=author or only_one(page.text("p-author") for page in published.values()),
        posts=[Post(name, read_moment(page.value("dt-published", "datetime"))) for name, page in published.items()],
        bio=next((page.text("p-note") for page in me if page.text("p-note")), None),
        photo=any(page.value("u-photo", "src") for page in me) if me else None,
        drafts=len(pages) - len(dated),
        made=max((page.exported for page in pages.values() if page.exported), default=None),
        skipped=(
            Skipped(len(pages) - len(dated), "not published"),
            Skipped(len(dated) - len(published), "of responses to other people’s posts"),
        ),
    )
    return export_of(NAME, blog, OFFERS, [*posts, *profiles], today)


def _draft(name: str) -> bool:
    return name.lower().startswith("draft_")


def _page(source: Source) -> _Page:
    text = source.archive.read(source.member).decode("utf-8", "replace")
    _, _, body = text.partition('class="e-content"')
    body, _, footer = body.partition("<footer")
    parts: dict[str, tuple[dict[str, str], str]] = {}
    for tag in _TAG.finditer(text):
        attributes = {name: one or other for name, one, other in _ATTRIBUTE.findall(tag[0])}
        for name in attributes.get("class", "").split():
            parts.setdefault(name, (attributes, text[tag.end() : text.find("<", tag.end())]))
    response = len(_PARAGRAPH.findall(body)) == 1 and not _MORE_THAN_TEXT.search(body)
    return _Page(parts, response, _exported(footer))


def _exported(footer: str) -> date | None:
    """Return the day of "Exported from Medium on June 3, 2024"."""
    if not (found := _EXPORTED.search(footer)):
        return None
    try:
        return date(int(found[3]), month_of(found[1]), int(found[2]))
    except ValueError:
        return None
