"""What each file of a LinkedIn export says of its owner: counts, days and the owner's own words, nothing else."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final, TypeAlias

from presence_gui.importers.csv_rows import Rows
from presence_gui.importers.linkedin_dates import day_in, day_of_post, days_of
from presence_gui.importers.words import clean

NOTES: Final = ""  # told under this name: sentences for the user, one a line
JOBS: Final = "current jobs"  # under this, and for no fact: title and firm of each, one a line
UNDATED: Final = "without a readable date"
_NOTHING: Final[Mapping[str, int]] = MappingProxyType({})
_WEBSITES: Final = re.compile(r",(?=\s*(?:[A-Z][A-Z _]*:|https?:|www\.))")
_ADDRESS: Final = re.compile(r"linkedin\.com/in/([^/?#\s]{3,100})", re.IGNORECASE)
_MADE_BY_LINKEDIN: Final = re.compile(r"-[0-9a-f]{8,9}")
_PUBLISHED: Final = re.compile(rb"Published on\s+(\d{4}-\d{2}-\d{2})")
_UPLOADS: Final = MappingProxyType({"photo-uploaded": "profile photo", "banner-uploaded": "background photo"})
_MOST_JOBS: Final = 20
_QUOTES_AND_BREAKS: Final = '" \t\r\n'  # LinkedIn puts quotes round every line of a post


@dataclass(frozen=True, slots=True)
class Tally:
    """A number, the rows it rests on, the days they are of as far as these can be read, and the rows left out."""

    number: int = 0
    rows: int = 0
    days: Counter[date] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    at_least: bool = False

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.number + other.number,
            self.rows + other.rows,
            self.days + other.days,
            self.skipped + other.skipped,
            self.at_least or other.at_least,
        )


# by the last part of a fact's key; what a file does not say is not in it
Told: TypeAlias = Mapping[str, Tally | str]
Teller: TypeAlias = Callable[[Rows], Told]


def _counted(days: Iterable[str], skipped: Mapping[str, int] = _NOTHING) -> Tally:
    """Return a tally of rows that count whether or not their day can be read."""
    found, unread = days_of(days)
    number = found.total() + unread.total()
    return Tally(number, number, found, +Counter(skipped))


def _happened(days: Sequence[str], links: Sequence[str] = ()) -> Tally:
    """Return a tally of rows that only count with the day something happened, which their ``links`` may say too."""
    found, unread = days_of(days)
    if unread and links:
        made = [day_of_post(link) for text, link in zip(days, links, strict=True) if text in unread]
        found.update(day for day in made if day)
    return Tally(found.total(), found.total(), found, +Counter({UNDATED: len(days) - found.total()}))


def _named(names: Iterable[str], *, once: bool = False) -> Tally:
    """Return a tally of rows by their names; ``once`` counts a name that is there again as one."""
    found = [" ".join(name.split()).casefold() for name in names]
    named = [name for name in found if name]
    number = len(set(named)) if once else len(named)
    skipped = {"without a name": len(found) - len(named), "named before": len(named) - number}
    return Tally(number, number, skipped=+Counter(skipped))


def _profile(rows: Rows) -> Told:
    every = ([clean(cell).strip() for cell in row] for row in list(rows))
    first, last, *others = next((row for row in every if any(row)), [""] * 7)
    columns = ("Headline", "Summary", "Industry", "Geo Location", "Websites")
    said = {column: cell for column, cell in zip(columns, others, strict=True) if column not in rows.missing}
    told: dict[str, Tally | str] = {"name": f"{first} {last}".strip()}
    for key, column in (("headline", "Headline"), ("about", "Summary"), ("industry", "Industry")):
        told |= {key: said[column]} if column in said else {}
    told |= {"location": said["Geo Location"]} if "Geo Location" in said else {}
    if "Websites" in said:
        links = _WEBSITES.split(said["Websites"].strip("[]"))
        told["websites"] = Tally(sum(bool(link.strip()) for link in links), 1)
    return told


def _about(rows: Rows) -> Told:
    return {"about": max((clean(about).strip() for (about,) in rows), key=len, default="")}


def _positions(rows: Rows) -> Told:
    earlier, unnamed, current, jobs = 0, 0, [], list[str]()
    for finished, title, firm, description in rows:
        if not (title + firm).strip():
            unnamed += 1
        elif finished.strip():
            earlier += 1
        else:
            current.append(len(clean(description).strip()))
            jobs += [" ".join(clean(words).split()) for words in (title, firm) if len(current) <= _MOST_JOBS]
    skipped = +Counter({"without a title or firm": unnamed})
    told: dict[str, Tally | str] = {
        "earlier-positions": Tally(earlier, earlier, skipped=skipped),
        JOBS: "\n".join(jobs),
    }
    if "Description" not in rows.missing:
        told["current-job-text"] = Tally(max(current, default=0), len(current), skipped=skipped)
    return told


def _received(rows: Rows) -> Told:
    shown: list[str] = []
    skipped: Counter[str] = Counter()
    unsaid = 0
    hidden = {"PENDING": "waiting for your approval", "HIDDEN": "hidden from your profile"}
    for _first, _last, created, made, status in rows:
        state = status.strip().upper()
        if state in {"", "VISIBLE"}:
            shown.append(created or made)
            unsaid += not state
        else:
            skipped[hidden.get(state, "in a state Presence does not know")] += 1
    notes = []
    if waiting := skipped[hidden["PENDING"]]:
        notes.append(_so_many(waiting, "recommendation waits", "recommendations wait") + " for your approval.")
    if unsaid:
        says = _so_many(unsaid, "recommendation does", "recommendations do")
        notes.append(f"{says} not say whether your profile shows it, and counts as shown.")
    return {"recommendations-received": _counted(shown, skipped), NOTES: "\n".join(notes)}


def _so_many(number: int, one: str, more: str) -> str:
    return f"{number:,} {one if number == 1 else more}"


def _given(rows: Rows) -> Told:
    return {"recommendations-given": _counted(created or made for _first, _last, created, made, _status in rows)}


def _endorsements(rows: Rows) -> Told:
    accepted, skipped = [], 0
    for _skill, when, status in rows:
        if status.strip().upper() in {"", "ACCEPTED"}:
            accepted.append(when)
        else:
            skipped += 1
    return {"endorsements": _counted(accepted, {"not accepted": skipped})}


def _connections(rows: Rows) -> Told:
    days, nameless = [], 0
    for when, first, last in rows:
        if first or last:
            days.append(when)
        else:
            nameless += 1
    everyone = _counted(days, {"without a name: a member who hid or closed the account": nameless})
    new = Tally(everyone.days.total(), everyone.days.total(), everyone.days)
    undated = +Counter({UNDATED: everyone.number - new.number})
    return {"connections": everyone, "new-connections": Tally(new.number, new.rows, new.days, undated)}


def _address(rows: Rows) -> Told:
    """Return the owner's own address: what is the sender's in invitations sent and the receiver's in those received."""
    own: Counter[str] = Counter()
    for direction, sender, receiver in rows:
        url = {"OUTGOING": sender, "INCOMING": receiver}.get(direction.strip().upper(), "")
        if found := _ADDRESS.search(url):
            own[found[1].lower()] += 1
    (name, times), (_other, fewer) = (*own.most_common(2), ("", 0), ("", 0))[:2]
    if times == fewer:
        return {}
    address = f"linkedin.com/in/{clean(name)}"
    if _MADE_BY_LINKEDIN.search(name[-len("-123456789") :]):
        return {"address": address}
    return {"address": address, "custom-address": address}


def _shares(rows: Rows) -> Told:
    posts: tuple[list[str], list[str]] = ([], [])  # days and links
    reposts: tuple[list[str], list[str]] = ([], [])
    for when, link, said in rows:
        days, links = posts if said.strip(_QUOTES_AND_BREAKS) else reposts
        days.append(when)
        links.append(link)
    return {"posts": _happened(*posts), "reposts": _happened(*reposts)}


def _members_followed(rows: Rows) -> Told:
    active, skipped = [], 0
    for when, status, _name in rows:
        if status.strip().upper() == "ACTIVE":
            active.append(when)
        else:
            skipped += 1
    return {"follows": _counted(active, {"no longer followed": skipped})}


def _firms_followed(rows: Rows) -> Told:
    every = list(rows)
    firms = _named((name for _when, name in every), once=True)
    return {"follows": replace(firms, days=days_of(when for when, _name in every)[0])}


def _uploads(rows: Rows) -> Told:
    """Return the uploads there are; only a fifth of all is ever listed, so that none proves nothing."""
    days: dict[str, list[date]] = {key: [] for key in _UPLOADS}
    for (sentence,) in rows:
        day = day_in(sentence)
        for key, what in _UPLOADS.items():
            if day and f" {what} on " in sentence and "article" not in sentence:
                days[key].append(day)
    return {key: Tally(1, len(found), Counter(found)) for key, found in days.items() if found}


def articles(files: Iterable[bytes | None]) -> Told:
    """Return how many articles there are, and the days those say they were published on."""
    return {"articles": _counted(_published(files))}


def _published(files: Iterable[bytes | None]) -> Iterator[str]:
    for file in files:
        found = _PUBLISHED.search(file or b"")
        yield found[1].decode() if found else ""


TELLERS: Final[Mapping[str, Teller]] = MappingProxyType(
    {
        "profile": _profile,
        "profile_summary": _about,
        "positions": _positions,
        "education": lambda rows: {"education": _named(f"{school} {degree}" for school, degree in rows)},
        "skills": lambda rows: {"skills": _named((name for (name,) in rows), once=True)},
        "certifications": lambda rows: {"certifications": _named(name for (name,) in rows)},
        "languages": lambda rows: {"languages": _named((name for (name,) in rows), once=True)},
        "volunteering": lambda rows: {"volunteering": _named(f"{firm} {role}" for firm, role in rows)},
        "recommendations_received": _received,
        "recommendations_given": _given,
        "endorsement_received_info": _endorsements,
        "connections": _connections,
        "invitations": _address,
        "shares": _shares,
        "instantreposts": lambda rows: {"reposts": _happened([when for when, _link in rows])},
        "comments": lambda rows: {"comments": _happened([when for when, _link in rows])},
        "reactions": lambda rows: {"reactions": _happened([when for when, _link in rows])},
        "member_follows": _members_followed,
        "company_follows": _firms_followed,
        "rich_media": _uploads,
    }
)
