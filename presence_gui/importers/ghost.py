"""Read the export of a Ghost blog: one JSON file."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Offer, Skipped
from presence_gui.importers.archive import Archive, Member
from presence_gui.importers.blog_facts import Blog, Post, Source, each_once, export_of, is_about, offers, same_blog
from presence_gui.importers.json_parts import read_table, rows, text
from presence_gui.importers.json_text import inside
from presence_gui.importers.moments import read_moment
from presence_gui.importers.titles import plain_line

NAME: Final = "Ghost export"
OFFERS: Final[tuple[Offer, ...]] = offers("title", "about", "bio", "photo", "drafts")

_MARKS: Final = (b'"exported_on"', b'"meta"')
_BEGIN: Final = date(1970, 1, 1)
_WAITING: Final = frozenset({"draft", "scheduled"})


def fits(archive: Archive) -> int:
    """Return 90 for a JSON file that begins as an export of Ghost."""
    return 90 if _exports(archive) else 0


def read(archives: Sequence[Archive], today: date) -> Export:
    """Return what the export of a blog says; raise ExportError where it cannot be read."""
    sources = [Source(archive, member) for archive in archives for member in _exports(archive)]
    parts = [_parts(source) for source in sources]
    titles = (plain_line(text(row, "value")) for one in parts for row in _settings(one, "title"))
    _, title = same_blog((), titles)
    found = (row for one in parts for row in rows(one, "data", "posts"))
    entries = each_once(found, lambda row: text(row, "id"))
    posts = [entry for entry in entries if _kind(entry) == "post"]
    published = [post for post in posts if text(post, "status") == "published"]
    pages = [entry for entry in entries if _kind(entry) == "page" and text(entry, "status") == "published"]
    owner = next((_owner(one) for one in parts), None)
    name = plain_line(text(owner, "name"))
    blog = Blog(
        title=title,
        author=name,
        posts=[Post(text(post, "id"), _day(inside(post, "published_at"))) for post in published],
        about=any(is_about(text(page, "slug"), text(page, "title"), of=(title, name)) for page in pages),
        bio=None if owner is None else text(owner, "bio"),
        photo=None if owner is None else bool(text(owner, "profile_image") or text(owner, "image")),
        drafts=sum(text(post, "status") in _WAITING for post in posts),
        made=max((day for one in parts if (day := _day(inside(one, "meta", "exported_on")))), default=None),
        skipped=(
            Skipped(len(posts) - len(published), "not published"),
            Skipped(len(entries) - len(posts), "of pages"),
        ),
    )
    return export_of(NAME, blog, OFFERS, sources, today)


def _exports(archive: Archive) -> list[Member]:
    files = [member for member in archive.texts if member.base.lower().endswith(".json")]
    return [member for member in files[:10] if all(mark in archive.head(member) for mark in _MARKS)]


def _parts(source: Source) -> Mapping[str, object]:
    """Return the table with "meta" and "data", which newer exports wrap in a list of data bases."""
    found = read_table(source.archive.read(source.member), source.member.name)
    one = next(iter(rows(found, "db")), found)
    if not isinstance(inside(one, "data", "posts"), list):
        raise ExportError(f"“{source.member.name}” holds no posts, though it looks like a Ghost export.")
    return one


def _settings(one: object, key: str) -> list[dict[str, object]]:
    return [row for row in rows(one, "data", "settings") if text(row, "key") == key]


def _owner(one: object) -> Mapping[str, object] | None:
    """Return the user there is, or the owner by role; None where nobody can tell which it is."""
    users = rows(one, "data", "users")
    role = {str(inside(row, "id")) for row in rows(one, "data", "roles") if text(row, "name") == "Owner"}
    theirs = {
        str(inside(row, "user_id")) for row in rows(one, "data", "roles_users") if str(inside(row, "role_id")) in role
    }
    owners = users if len(users) == 1 else [user for user in users if str(inside(user, "id")) in theirs]
    return owners[0] if len(owners) == 1 else None


def _kind(entry: object) -> str:
    """Return "post" or "page"; older exports have a field "page" for it."""
    return text(entry, "type") or ("page" if inside(entry, "page") == 1 else "post")


def _day(moment: object) -> date | None:
    """Return the day in UTC of a text, or of milliseconds since 1970."""
    if isinstance(moment, str):
        return read_moment(moment)
    try:
        return _BEGIN + timedelta(milliseconds=moment) if isinstance(moment, int | float) else None
    except (OverflowError, ValueError):
        return None
