"""The files of a Facebook download that may be opened, by their names and not their folders, which have moved twice."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import Final, NamedTuple

from presence_gui.importers.archive import Archive, Member
from presence_gui.importers.json_text import items_of, value_of

PROFILE: Final = "profile"
POSTS: Final = "posts"
COMMENTS: Final = "comments"
FRIENDS: Final = "friends"
FOLLOWERS: Final = "followers"
GROUPS: Final = "groups"

_NAMES: Final = {
    PROFILE: r"profile_information/profile_information|profile_information",
    POSTS: r"your_posts(?:__check_ins__photos_and_videos)?(?:_\d{1,4})?",
    COMMENTS: r"comments(?:_and_reactions)?/comments",
    FRIENDS: r"your_friends|friends(?:_and_followers)?/friends",
    FOLLOWERS: r"people_who_followed_you",
    GROUPS: r"group_posts_and_comments|your_(?:posts|comments|posts_and_comments)_in_groups",
}
KINDS: Final = tuple(_NAMES)
_NAMED: Final = re.compile(
    rf"(?:.*/)?(?:{'|'.join(f'(?P<{kind}>{name})' for kind, name in _NAMES.items())})\.(?:json|html)"
)
# a file of this name in one of these folders says that there is nothing of the kind
_EMPTY: Final = {
    POSTS: r"posts",
    COMMENTS: r"comments(?:_and_reactions)?",
    FRIENDS: r"friends",
    FOLLOWERS: r"followers",
    GROUPS: r"groups",
}
_NO_DATA: Final = "no-data.txt"
_FOLDER: Final = re.compile(
    r"(?:.*/)?(?:(?:your_facebook_activity|your_activity_across_facebook)/.*|html/(?:timeline|friends|profile)\.htm)"
)
_NUMBER: Final = re.compile(r"_(\d{1,4})\.json$")
_DATE: Final = re.compile(r"facebook-.*?(\d{4}-\d\d-\d\d)")
_PRIVATE: Final = re.compile(
    r"(?P<folder>(?:.*?/)?(?:messages|logged_information|ads_information|security_and_login_information|contacts|"
    r"(?:facebook_)?payments|location|other_personal_information|preferences|search|dating|your_address_books)/).*"
)
_NAMELESS: Final = 3  # folders deeper than that may be called after people
_TEXTS: Final = ("json", "html", "txt")


class Part(NamedTuple):
    """A file that may be opened, and of which kind it is; ``page`` says that it is a web page."""

    archive: Archive
    member: Member
    kind: str
    page: bool

    @property
    def place(self) -> str:
        """Its name and its folder's, which two parts of one download never share."""
        return "/".join(path_of(self.member).split("/")[-2:])

    def value(self) -> object:
        """Return what it holds; raise ExportError where it cannot be read."""
        return value_of(self.archive.read(self.member), self.member.name)

    def entries(self) -> Iterator[object]:
        """Yield its entries, whichever way it lists them; raise ExportError where it cannot be read.

        A list stands alone, or under a key such as "comments_v2" or, before 2021, "activity_log_data" within one; and
        what would be a list of one may be that one alone.
        """
        for item in items_of(self.archive.read(self.member), self.member.name):
            if not isinstance(item, dict) or "timestamp" in item or not any(map(_holds_entries, item.values())):
                yield item
                continue
            for inner in item.values():
                for one in inner.values() if isinstance(inner, dict) else (inner,):
                    yield from one if isinstance(one, list) else ()


def _holds_entries(value: object) -> bool:
    return isinstance(value, list | dict)


def parts_of(archive: Archive) -> list[Part]:
    """Return the files of an archive that may be opened, and their twins that are web pages."""
    named = ((member, _NAMED.fullmatch(path_of(member))) for member in archive.texts)
    return [
        Part(archive, member, found.lastgroup, found[0].endswith("html"))
        for member, found in named
        if found and found.lastgroup
    ]


def latest(archives: Sequence[Archive]) -> tuple[list[Archive], list[Archive]]:
    """Return the archives of the newest download, and those whose names say that they are older."""
    days = [(day_of(archive), archive) for archive in archives]
    newest = max((day for day, _archive in days if day), default=date.min)
    # made one night, and named by the day there or here
    old = [archive for day, archive in days if day and newest - day > timedelta(1)]
    return [archive for archive in archives if archive not in old], old


def day_of(archive: Archive) -> date | None:
    """Return the day that Facebook wrote into the name of an archive, None where there is none."""
    named = _DATE.match(archive.name.lower())
    try:
        return date.fromisoformat(named[1]) if named else None
    except ValueError:
        return None


def each_once(archives: Iterable[Archive]) -> list[Part]:
    """Return the files of all these archives, each that they share only once."""
    found = {part.place: part for archive in archives for part in parts_of(archive) if not part.page}
    return [found[place] for place in sorted(found)]


def is_gap(parts: Iterable[Part]) -> bool:
    """Whether of files that are numbered from 1 on, one is missing among these."""
    numbers = {int(found[1]) for part in parts if (found := _NUMBER.search(path_of(part.member)))}
    return numbers != set(range(1, len(numbers) + 1))


def says_none(archives: Iterable[Archive], kind: str) -> str:
    """Return the file that says there is nothing of this kind; "" where none says so."""
    members = (one for archive in archives for one in archive.texts if one.base.lower() == _NO_DATA)
    place = re.compile(rf"(?:.*/)?{_EMPTY[kind]}/{_NO_DATA}")
    return next((one.name for one in members if place.fullmatch(path_of(one))), "")


def in_folders(archive: Archive) -> bool:
    """Whether the folders are Facebook's, as in a part that holds only pictures, or in the web pages of old."""
    return any(_FOLDER.fullmatch(path_of(member)) for member in archive.members)


def unopened(archives: Iterable[Archive], used: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the files not used, and those never opened: private ones and pictures, by folder."""
    plain, private = set[str](), set[str]()
    for member in chain.from_iterable(archive.members for archive in archives):
        folder = "/".join(member.name.split("/")[:-1][:_NAMELESS])
        if closed := _PRIVATE.fullmatch(member.name):
            private.add(closed["folder"])
        elif not member.name.lower().endswith(_TEXTS):
            private.add(f"{folder}/" if folder else member.name)
        else:
            plain.add(member.name)
    return tuple(sorted(plain.difference(used))), tuple(sorted(private))


def path_of(member: Member) -> str:
    """Return the name of a member as it is compared: one kind of slash, small letters."""
    return member.name.replace("\\", "/").lower()
