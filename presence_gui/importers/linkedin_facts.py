"""Turn what the files of LinkedIn exports tell into facts, or into why they cannot tell."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, NamedTuple

from presence_gui.diary import DAYS_A_WEEK
from presence_gui.errors import ExportError
from presence_gui.facts import WEEKS_KEPT, Fact, How, Skipped, Unknown, weeks_back
from presence_gui.importers.linkedin_files import ARTICLES, KINDS, Source
from presence_gui.importers.linkedin_tallies import JOBS, NOTES, TELLERS, UNDATED, Tally, Told, articles

_READER: Final = "linkedin 1"
_MOST_NAMES: Final = 10
_MADE_HEADLINE: Final = (
    "Your headline is the job and the firm that LinkedIn fills in, so it does not say whether you wrote one."
)
_LARGER: Final = "ask LinkedIn for the larger archive of your data."


class Subject(NamedTuple):
    """A fact: what it counts, the files that tell it, whether they tell it by week, and what no such file means.

    ``none`` says that in a complete export a missing file means none; ``ages`` whether the fact does; ``total``
    whether the number is of interest, and not only the weeks; ``silent`` why a file that is there may not tell it.
    """

    says: str
    kinds: tuple[str, ...]
    weekly: bool = False
    none: bool = True
    ages: bool = False
    total: bool = True
    how: How = How.READ
    silent: str = "The export does not say it."


_PROFILE: Final = ("profile",)
_NO_UPLOAD: Final = "The export lists only some uploads, and no {} among them."
SUBJECTS: Final[Mapping[str, Subject]] = MappingProxyType(
    {
        "name": Subject("your name", _PROFILE, none=False),
        "address": Subject(
            "the address of your profile", ("invitations",), none=False, how=How.WORKED_OUT,
            silent="The export does not say which address your profile has.",
        ),
        "custom-address": Subject(
            "an address you chose yourself", ("invitations",), none=False, how=How.WORKED_OUT,
            silent="The export does not say whether you chose the address of your profile yourself.",
        ),
        "headline": Subject("your headline", _PROFILE, none=False),
        "about": Subject("your About section", ("profile", "profile_summary"), none=False),
        "industry": Subject("your industry", _PROFILE, none=False),
        "location": Subject("your location", _PROFILE, none=False),
        "websites": Subject("websites", _PROFILE, none=False),
        "current-job-text": Subject("characters about your current job", ("positions",)),
        "earlier-positions": Subject("earlier jobs", ("positions",)),
        "education": Subject("places of education", ("education",)),
        "certifications": Subject("certificates", ("certifications",)),
        "skills": Subject("skills", ("skills",)),
        "languages": Subject("languages", ("languages",)),
        "volunteering": Subject("voluntary roles", ("volunteering",)),
        "endorsements": Subject("endorsements", ("endorsement_received_info",)),
        "recommendations-received": Subject("recommendations you received", ("recommendations_received",)),
        "recommendations-given": Subject("recommendations you gave", ("recommendations_given",)),
        "connections": Subject("connections", ("connections",)),
        "new-connections": Subject("new connections", ("connections",), weekly=True, ages=True, total=False),
        "follows": Subject("people and firms you follow", ("member_follows", "company_follows")),
        "posts": Subject("posts", ("shares",), weekly=True, ages=True),
        "reposts": Subject("reposts without words of your own", ("shares", "instantreposts"), weekly=True, ages=True),
        "comments": Subject("comments", ("comments",), weekly=True, ages=True),
        "reactions": Subject("reactions", ("reactions",), weekly=True, ages=True),
        "articles": Subject("articles", (ARTICLES,), ages=True),
        "photo-uploaded": Subject(
            "a profile photo", ("rich_media",), none=False, silent=_NO_UPLOAD.format("profile photo")
        ),
        "banner-uploaded": Subject(
            "a banner", ("rich_media",), none=False, silent=_NO_UPLOAD.format("background photo")
        ),
    }
)  # fmt: skip


class File(NamedTuple):
    """What all parts of a file told, and ``why`` where that is nothing; ``notes`` are sentences for the user."""

    source: Source
    name: str
    told: Told
    why: str = ""
    notes: tuple[str, ...] = ()

    @property
    def days(self) -> set[date]:
        """All days it tells of."""
        return {day for value in self.told.values() if isinstance(value, Tally) for day in value.days}


def read_file(kind: str, source: Source) -> File:
    """Return what all parts of a file tell."""
    if kind == ARTICLES:
        return File(source, "Articles", articles(source.articles()))
    rows, name = source.rows(kind), _together([member.base for member in source.members[kind]])
    try:
        told = dict(TELLERS[kind](rows))
    except ExportError as trouble:
        return File(source, name, {}, str(trouble))
    if not rows.files:
        needed = " and ".join(f"“{column}”" for column in KINDS[kind].columns.needed)
        why = f"“{name}” has no heading row with {needed}, as LinkedIn writes it; ask LinkedIn for the file again."
        return File(source, name, {}, why)
    notes = [note for note in str(told.pop(NOTES, "")).split("\n") if note]
    if rows.windows:
        notes.append(f"“{name}” was saved by a spreadsheet program, and was read as Windows-1252 text.")
    if rows.headless:
        notes.append(f"A part of “{name}” has no heading row and was not used.")
    if rows.damaged or rows.headless:
        lost = Tally(skipped=+Counter(damaged=rows.damaged), at_least=True)
        told = {key: value + lost if isinstance(value, Tally) else value for key, value in told.items()}
    return File(source, name, told, notes=tuple(notes))


def _together(names: Sequence[str]) -> str:
    """Return the names of a file's parts, which may be thousands."""
    if len(names) <= _MOST_NAMES:
        return " and ".join(names)
    return f"{names[0]} and {len(names) - 1:,} more"


def account(source: Source) -> Fact:
    """Return the fact that there is an account, which the export proves by being there."""
    return Fact(
        key="linkedin.account",
        number=1,
        file=source.archive.name,
        as_of=source.as_of,
        reader=_READER,
        archive=source.archive.fingerprint(),
    )


def fact(key: str, files: Mapping[str, File], complete: Source | None) -> Fact | Unknown:
    """Return a subject's fact out of the files there are, by their kind; ``complete`` is an export that has it all."""
    subject, name = SUBJECTS[key], f"linkedin.{key}"
    if key == "headline" and _is_made_by_linkedin(files):
        return Unknown(name, _MADE_HEADLINE)
    there = [files[kind] for kind in subject.kinds if kind in files]
    missing = [KINDS[kind].file for kind in subject.kinds if kind not in files]
    if not there and complete and subject.none:
        known = _provenance(name, subject, [File(complete, missing[0], {})])
        return replace(known, number=0, how=How.ABSENT, weeks=weeks_back((), known.as_of) if subject.weekly else ())
    larger = f"“{(*missing, '')[0]}” is not in this export" + ("." if complete else f"; {_LARGER}")
    if not there:
        return Unknown(name, larger)
    telling = [file for file in there if key in file.told]
    if not telling:
        return Unknown(name, next((file.why for file in there if file.why), subject.silent))
    texts = {value: file for file in telling if isinstance(value := file.told[key], str)}
    if texts:
        text = max(texts, key=len)
        known = _provenance(name, subject, [texts[text]])
        return replace(known, number=None if text else 0, text=text, rows=1)
    known = _provenance(name, subject, telling)
    tally = sum((value for file in telling if isinstance(value := file.told[key], Tally)), Tally())
    part = len(telling) < len(there) or (missing and not complete)
    return _counted(known, subject, replace(tally, at_least=tally.at_least or bool(part)), larger if missing else "")


def _is_made_by_linkedin(files: Mapping[str, File]) -> bool:
    """Whether the headline is "Auditor at Example Ltd", which is there before anybody writes one, in any language."""
    headline, jobs = (
        str(files[kind].told.get(key, "")).casefold() if kind in files else ""
        for kind, key in (("profile", "headline"), ("positions", JOBS))
    )
    titles, firms = jobs.split("\n")[::2], jobs.split("\n")[1::2]
    return any(
        headline.startswith(f"{title} ")
        and headline.endswith(f" {firm}")
        and len(headline[len(title) : -len(firm)].split()) == 1
        for title, firm in zip(titles, firms, strict=False)
    )


def _provenance(name: str, subject: Subject, files: Sequence[File]) -> Fact:
    oldest = min(files, key=lambda file: file.source.as_of).source
    return Fact(
        key=name,
        how=subject.how,
        file=" and ".join(file.name for file in files),
        as_of=oldest.as_of,
        reader=_READER,
        archive=oldest.archive.fingerprint(),
    )


def _counted(known: Fact, subject: Subject, tally: Tally, why: str) -> Fact | Unknown:
    """Return a tally as a fact; what happened in the night after the export is LinkedIn's UTC, and still that day."""
    days, night = Counter(tally.days), known.as_of + timedelta(1)
    days[known.as_of] += days.pop(night, 0)
    days = +Counter({day: times for day, times in days.items() if day < night})
    late = tally.days.total() - days.total() if subject.weekly else 0
    number, skipped = tally.number - late, tally.skipped + Counter({"dated after the export": late})
    if not number and (tally.at_least or late or (subject.weekly and skipped[UNDATED])):
        return Unknown(known.key, why or f"No row of “{known.file}” can be used.")
    recent = Counter({day: times for day, times in days.items() if (known.as_of - day).days < WEEKS_KEPT * DAYS_A_WEEK})
    return replace(
        known,
        number=number if subject.total or not number else None,
        day=max(days, default=None),
        weeks=weeks_back(recent.elements(), known.as_of) if subject.weekly else (),
        at_least=tally.at_least,
        rows=tally.rows - late,
        skipped=tuple(Skipped(rows, reason) for reason, rows in skipped.items()),
    )
