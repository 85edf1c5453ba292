"""Read a résumé in the JSON Resume form; contact details in it are never kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Fact, How, Offer, Skipped, Unknown
from presence_gui.importers.addresses import HOSTS_OF_BLOGS, host_of, web_address
from presence_gui.importers.archive import Archive, Member
from presence_gui.importers.json_parts import read_table, rows, text
from presence_gui.importers.json_text import inside
from presence_gui.importers.moments import read_moment
from presence_gui.importers.titles import plain_line

NAME: Final = "JSON Resume"
OFFERS: Final[tuple[Offer, ...]] = (
    Offer("resume.name", "your name"),
    Offer("resume.label", "what you are, in a line"),
    Offer("resume.summary", "your summary"),
    Offer("resume.image", "a photo"),
    Offer("resume.linkedin", "the address of your LinkedIn profile"),
    Offer("resume.x", "the address of your X profile"),
    Offer("resume.facebook", "the address of your Facebook profile"),
    Offer("resume.blog", "the address of your blog or website"),
    Offer("resume.work", "jobs"),
    Offer("resume.education", "schools and courses of study"),
    Offer("resume.certificates", "certificates"),
    Offer("resume.skills", "skills"),
    Offer("resume.languages", "languages"),
)

_VERSION: Final = f"{NAME}, reader 1"
_BASICS: Final = b'"basics"'
_LINES: Final = ("name", "label")
# what an entry of each list is known by; the second is how old files spell it
_NAMED_BY: Final = {
    "work": ("name", "company", "position"),
    "education": ("institution", "area"),
    "certificates": ("name",),
    "skills": ("name",),
    "languages": ("language",),
}
_PLATFORMS: Final = {
    "linkedin.com": "linkedin",
    "x.com": "x",
    "twitter.com": "x",
    "facebook.com": "facebook",
    **dict.fromkeys(HOSTS_OF_BLOGS - {"linkedin.com", "google.com"}, "blog"),
}
_BLOGS: Final = frozenset({"blog", "website", "web", "homepage", "weblog", "newsletter"})
_NOTHING_AFTER: Final = 3  # slashes of an address that leads to a host and no further


def fits(archive: Archive) -> int:
    """Return 70 for one JSON file with the basics of a résumé, 90 where it names the form."""
    member = _only(archive)
    head = archive.head(member) if member else b""
    return (90 if b"jsonresume" in head or b"resume-schema" in head else 70) if _BASICS in head else 0


def read(archives: Sequence[Archive], today: date) -> Export:
    """Return what a résumé says of its owner; raise ExportError where it cannot be read, or there are several."""
    if len(archives) != 1 or not (member := _only(archives[0])):
        raise ExportError("Open one résumé at a time.")
    found = read_table(archives[0].read(member), member.name)
    if not isinstance(inside(found, "basics"), dict):
        raise ExportError(
            f"“{member.name}” is no résumé that Presence knows. Save it again from the program you wrote it with."
        )
    said = read_moment(text(found, "meta", "lastModified"))
    said = said if said and said <= today else None
    as_of = said or min(member.changed or today, today)
    facts = tuple(
        replace(fact, file=member.name, reader=_VERSION, archive=archives[0].fingerprint())
        for fact in (*_basics(found, as_of), *_lists(found, as_of))
    )
    known = {fact.key for fact in facts}
    unknown = [Unknown(one.key, f"The résumé does not name {one.says}.") for one in OFFERS if one.key not in known]
    return Export(
        name=NAME, as_of=as_of, dated=said is not None, facts=facts, unknown=tuple(unknown), used=(member.name,)
    )


def _only(archive: Archive) -> Member | None:
    members = archive.members
    return members[0] if len(members) == 1 and members[0].base.lower().endswith(".json") else None


def _basics(found: Mapping[str, object], as_of: date) -> Iterator[Fact]:
    basics = inside(found, "basics")
    for name in _LINES:
        if line := plain_line(text(basics, name)):
            yield Fact(key=f"resume.{name}", text=line, as_of=as_of)
    if summary := text(basics, "summary"):
        yield Fact(key="resume.summary", text=summary, as_of=as_of)
    picture = text(basics, "image") or text(basics, "picture")
    yield Fact(key="resume.image", number=int(bool(picture)), as_of=as_of)
    for platform, address in sorted(_addresses(basics).items()):
        yield Fact(key=f"resume.{platform}", text=address, as_of=as_of)


def _addresses(basics: object) -> dict[str, str]:
    """Return the owner's first address on each platform, by where it leads; one without a name in it leads nowhere."""
    found: dict[str, str] = {}
    own = web_address(text(basics, "url") or text(basics, "website"))
    for profile in ({"network": "website", "url": own}, *rows(basics, "profiles")):
        address = web_address(text(profile, "url"))
        ends = host_of(address).split(".")
        hosts = (".".join(ends[start:]) for start in range(len(ends)))
        platform = next((_PLATFORMS[host] for host in hosts if host in _PLATFORMS), "")
        if platform not in {"", "blog"}:
            address = address if address.rstrip("/").count("/") >= _NOTHING_AFTER else ""
        elif text(profile, "network").lower() in _BLOGS:
            platform = "blog"
        if platform and address:
            found.setdefault(platform, address)
    return found


def _lists(found: Mapping[str, object], as_of: date) -> Iterator[Fact]:
    """Yield how many entries each list has that say what they are; a list that is not there has none."""
    for name, known_by in _NAMED_BY.items():
        entries = inside(found, name)
        many = len(entries) if isinstance(entries, list) else 0
        named = sum(any(text(entry, one) for one in known_by) for entry in rows(found, name))
        yield Fact(
            key=f"resume.{name}",
            number=named,
            how=How.READ if isinstance(entries, list) else How.ABSENT,
            rows=named,
            skipped=(Skipped(many - named, "without a name"),) if many > named else (),
            as_of=as_of,
        )
