"""Which files of a LinkedIn export are read and which are never opened; and which export it is, of which day."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from types import MappingProxyType
from typing import Final, NamedTuple, Self

from presence_gui.errors import ExportError
from presence_gui.importers.archive import Archive, Member
from presence_gui.importers.csv_rows import Columns, Rows, headings

ARTICLES: Final = "articles"


class Kind(NamedTuple):
    """A file as LinkedIn names it, what to read of it, and the columns that tell it from all others, if any do."""

    file: str
    columns: Columns
    marks: frozenset[str] = frozenset()


def _kind(file: str, needed: str, wanted: str = "", marks: str = "", *, escaped: bool = False) -> Kind:
    columns = Columns(_split(needed), _split(wanted), escaped)
    return Kind(file, columns, frozenset(name.lower() for name in _split(marks)))


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name)


# By the name as ``_plain_name`` makes it. Nothing but these is read, and of these nothing but these columns.
KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "profile": _kind(
            "Profile.csv",
            "First Name, Last Name",
            "Headline, Summary, Industry, Geo Location, Websites",
            "First Name, Last Name, Headline",
        ),
        "profile_summary": _kind("Profile Summary.csv", "Profile Summary", marks="Profile Summary"),
        "positions": _kind(
            "Positions.csv",
            "Finished On, Title, Company Name",
            "Description",
            "Company Name, Title, Started On, Finished On",
        ),
        "education": _kind("Education.csv", "School Name", "Degree Name", "School Name, Degree Name"),
        "skills": _kind("Skills.csv", "Name"),
        "certifications": _kind("Certifications.csv", "Name", marks="Name, Authority, License Number"),
        "languages": _kind("Languages.csv", "Name", marks="Name, Proficiency"),
        "volunteering": _kind("Volunteering.csv", "Company Name", "Role", "Company Name, Role, Cause"),
        "recommendations_received": _kind(
            "Recommendations_Received.csv", "First Name, Last Name", "Creation Date, Created Date, Status"
        ),
        "recommendations_given": _kind(
            "Recommendations_Given.csv", "First Name, Last Name", "Creation Date, Created Date, Status"
        ),
        "endorsement_received_info": _kind(
            "Endorsement_Received_Info.csv",
            "Skill Name",
            "Endorsement Date, Endorsement Status",
            "Skill Name, Endorser First Name",
        ),
        "connections": _kind(
            "Connections.csv", "Connected On, First Name, Last Name", "", "Connected On, First Name, Last Name"
        ),
        "invitations": _kind(
            "Invitations.csv",
            "Direction, inviterProfileUrl, inviteeProfileUrl",
            "",
            "Direction, inviterProfileUrl, inviteeProfileUrl",
        ),
        "shares": _kind("Shares.csv", "Date, ShareLink, ShareCommentary", "", "Date, ShareLink, ShareCommentary"),
        "instantreposts": _kind("InstantReposts.csv", "Date, Link"),
        "comments": _kind("Comments.csv", "Date, Link", marks="Date, Link, Message", escaped=True),
        "reactions": _kind("Reactions.csv", "Date, Link", marks="Date, Type, Link"),
        "member_follows": _kind("Member_Follows.csv", "Date, Status, FullName", "", "Date, Status, FullName"),
        "company_follows": _kind("Company Follows.csv", "Followed On, Organization", "", "Followed On, Organization"),
        "rich_media": _kind("Rich_Media.csv", "Date/Time", marks="Date/Time, Media Description"),
        ARTICLES: _kind("Articles", ""),
    }
)
_ALSO_CALLED: Final = MappingProxyType({"likes": "reactions", "volunteer": "volunteering"})
TRANSLATED: Final = MappingProxyType(
    {
        "vorname": "first name", "nachname": "last name", "verbunden am": "connected on",
        "prénom": "first name", "nom": "last name", "date de connexion": "connected on",
        "nombre": "first name", "apellidos": "last name", "fecha de conexión": "connected on",
        "nome": "first name", "sobrenome": "last name", "conectado em": "connected on",
    }
)  # fmt: skip

_NEVER: Final = re.compile(
    r".*messages?(_.*)?|(imported_?)?contacts|email_addresses|(whatsapp_)?phone_?numbers|logins|security_challenges"
    r"|receipts.*|private_identity_assets?|verifications?.*|ad_targeting|ads_clicked|lan_ads_engagement"
    r"|inferences_about_you|search_?queries|saved_items|.*coach.*|.*role_?play.*"
)
_NEVER_FOLDERS: Final = frozenset({"jobs", "verifications"})
_ENDING: Final = re.compile(r"(\.[a-z]{2,4})+$")
_PART: Final = re.compile(r"[_-]\d+$")
_COPY: Final = re.compile(r" ?\(\d+\)$")
_DATED: Final = re.compile(r"LinkedIn_?Data_?Export[_ -](\d{1,2})-(\d{1,2})-(\d{4})", re.IGNORECASE)
_ACTIVE: Final = frozenset({"shares", "comments", "reactions"})
_LONGEST_NAME: Final = 255
_LARGEST_ARTICLE: Final = 5_000_000
_MOST_LOOKED_INTO: Final = 200  # files whose names say nothing: no export has as many files in all


def _stem(member: Member) -> str:
    return _ENDING.sub("", member.base[-_LONGEST_NAME:].lower())


def _plain_name(member: Member) -> str:
    """Return the name of a file without its ending, member number, and what spaces and capitals it is written with."""
    return re.sub(r"[^0-9a-z]+", "_", _PART.sub("", _COPY.sub("", _stem(member)))).strip("_")


class Source(NamedTuple):
    """One export, or part of one: the day it was made, whether it says so, whether it holds everything LinkedIn has."""

    archive: Archive
    as_of: date
    dated: bool
    complete: bool | None
    members: Mapping[str, tuple[Member, ...]]
    others: tuple[Member, ...]
    private: tuple[Member, ...]

    @classmethod
    def of(cls, archive: Archive, today: date) -> Self:
        """Return what this archive holds; nothing but heading rows of unknown files is read for it."""
        members: dict[str, list[Member]] = {}
        others, private = [], []
        left = _MOST_LOOKED_INTO
        for member in archive.members:
            kind = kind_by_name(member)
            if not kind and left and _is_table(member):
                kind, left = kind_by_heading(archive, member), left - 1
            if is_private(member):
                private.append(member)
            elif kind:
                members.setdefault(kind, []).append(member)
            else:
                others.append(member)
        for kind, found in members.items():
            first = [one for one in found if not _COPY.search(_stem(one))]
            if first:
                members[kind] = first
                others += [one for one in found if _COPY.search(_stem(one))]
        named = named_day(archive)
        changed = max((member.changed for member in archive.members if member.changed), default=today)
        as_of = named if named and named <= today else min(changed, today)
        kinds = {kind: tuple(found) for kind, found in members.items()}
        return cls(archive, as_of, as_of == named, _is_complete(archive, kinds), kinds, tuple(others), tuple(private))

    def as_new_as(self, days: Iterable[date], today: date) -> Self:
        """Return it as of the newest of these days, if nothing better says when it was made.

        The days of files in a folder are often those of a copy: by them, somebody would have long been silent.
        """
        if self.dated or self.archive.packed:
            return self
        return self._replace(as_of=max((day for day in days if day <= today), default=self.as_of))

    def rows(self, kind: str) -> Rows:
        """Return the rows of all parts of a file, to be read once."""
        return Rows(self._parts(kind), KINDS[kind].columns, TRANSLATED)

    def articles(self) -> Iterator[bytes | None]:
        """Yield each article, None where it cannot be read."""
        for member in self.members[ARTICLES]:
            try:
                yield self.archive.read(member, _LARGEST_ARTICLE)
            except ExportError:
                yield None

    def _parts(self, kind: str) -> Iterator[bytes]:
        """Yield what the parts hold; the same twice is a copy and not a part."""
        seen = set()
        for member in self.members[kind]:
            data = self.archive.read(member)
            digest = sha256(data).digest() if len(self.members[kind]) > 1 else b""
            if digest not in seen:
                yield data
            seen.add(digest)


def is_private(member: Member) -> bool:
    """Whether a member is one that is never opened: messages, contacts, addresses, logins, what LinkedIn guesses."""
    if _is_article(member):
        return False
    folders = {folder.lower() for folder in member.name.split("/")[:-1]}
    return bool(folders & _NEVER_FOLDERS or _NEVER.fullmatch(_plain_name(member)))


def kind_by_name(member: Member) -> str:
    """Return the kind of file a member is by its name; "" if its name is none LinkedIn uses."""
    if _is_article(member):
        return ARTICLES
    name = _plain_name(member)
    name = _ALSO_CALLED.get(name, name)
    return name if name in KINDS and name != ARTICLES and _is_table(member) else ""


def kind_by_heading(archive: Archive, member: Member) -> str:
    """Return the kind of file a member is by its heading row, which LinkedIn does not translate; "" if none fits."""
    if is_private(member) or not _is_table(member):
        return ""
    try:
        head = archive.head(member)
    except ExportError:
        return ""
    names = headings(head, TRANSLATED)
    return next((kind for row in names for kind, one in KINDS.items() if one.marks and one.marks <= row), "")


def named_day(archive: Archive) -> date | None:
    """Return the day an export says it was made, in the name of its file or folder; LinkedIn puts the month first."""
    for name in _names(archive):
        if found := _DATED.search(name):
            month, day, year = map(int, found.groups())
            try:
                return date(year, month, day)
            except ValueError:
                return None
    return None


def is_named(archive: Archive) -> bool:
    """Whether an export is called what LinkedIn calls it."""
    return any(_DATED.search(name) for name in _names(archive))


def _is_table(member: Member) -> bool:
    return member.name.lower().endswith(".csv")


def _is_article(member: Member) -> bool:
    *folders, base = member.name.lower().split("/")
    return ARTICLES in folders and base.endswith((".html", ".htm"))


def _is_complete(archive: Archive, kinds: Mapping[str, object]) -> bool | None:
    """Whether a file that is not there does not exist either; None where a part may have been left out."""
    if [member.name for member in archive.members] == [archive.name]:
        return None  # one file by itself
    for name in _names(archive):
        if _DATED.search(name):
            # without a profile, it is what somebody has picked out of one
            return {"complete": "profile" in kinds or None, "basic": False}.get(name.lower().partition("_")[0])
    return True if {"profile", "connections"} <= kinds.keys() and _ACTIVE & kinds.keys() else None


def _names(archive: Archive) -> Iterator[str]:
    yield archive.path.name
    yield from dict.fromkeys(folder for member in archive.members for folder in member.name.split("/")[:-1])
    yield archive.path.resolve().parent.name
