"""Read the facts in the copy of their data that LinkedIn gives its members: a ZIP, its folder, or files out of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Final

from presence_gui.errors import ExportError
from presence_gui.facts import Export, Fact, Offer, Unknown
from presence_gui.importers.archive import Archive, Member
from presence_gui.importers.linkedin_facts import SUBJECTS, File, account, fact, read_file
from presence_gui.importers.linkedin_files import ARTICLES, KINDS, Source, is_named, kind_by_heading, kind_by_name

NAME: Final = "LinkedIn export"
OFFERS: Final[tuple[Offer, ...]] = (
    Offer("linkedin.account", "a LinkedIn account"),
    *(Offer(f"linkedin.{key}", subject.says, subject.ages) for key, subject in SUBJECTS.items()),
)
_LOOKED_INTO: Final = 12
_ENOUGH: Final = 3
MOST_FILES: Final = 20_000  # an export has some fifty, and one for each article


def fits(archive: Archive) -> int:
    """Return how surely this is a LinkedIn export, 0 to 100: by the names in it, and a few heading rows."""
    if len(archive.members) > MOST_FILES:
        return 0
    named = {kind_by_name(member) for member in archive.members} - {"", ARTICLES}
    if is_named(archive):
        return 100 if named else 60
    if {"connections", "profile"} <= named:
        return 95
    sheets = [member for member in archive.texts if member.base.lower().endswith(".csv")]
    known = sum(bool(kind_by_heading(archive, member)) for member in sheets[:_LOOKED_INTO])
    if known:
        return 90 if known == len(sheets) or known >= _ENOUGH else 50
    return 40 if named else 0


def read(archives: Sequence[Archive], today: date) -> Export:
    """Return the facts in these exports, each from the newest that has its file; raise ExportError if there are none.

    A file that several of them have is read once, so that nothing counts twice.
    """
    sources = sorted(
        (Source.of(archive, today) for archive in archives),
        key=lambda source: (source.as_of, bool(source.complete)),
        reverse=True,
    )
    chosen = {kind: source for source in reversed(sources) for kind in source.members}
    if not chosen:
        names = " and ".join(f"“{archive.name}”" for archive in archives)
        raise ExportError(
            f"{names} holds none of the files Presence reads, such as Profile.csv or Connections.csv. "
            "Ask LinkedIn for the larger archive of your data, and choose the ZIP file it sends."
        )
    files = {kind: read_file(kind, chosen[kind]) for kind in KINDS if kind in chosen}
    if all(file.why for file in files.values()):
        raise ExportError(next(file.why for file in files.values()))
    made = {source.archive: _as_new_as_its_files(source, files.values(), today) for source in sources}
    files = {kind: file._replace(source=made[file.source.archive]) for kind, file in files.items()}
    complete = next((source for source in made.values() if source.complete), None)
    newest = max(made.values(), key=lambda source: source.as_of)
    facts = [account(newest), *(fact(key, files, complete) for key in SUBJECTS)]
    members = [
        (source, kind, member) for source in sources for kind in source.members for member in source.members[kind]
    ]
    left = [member for source, kind, member in members if chosen[kind] is not source]
    return Export(
        name=NAME + (", complete" if complete else ", basic" if newest.complete is False else ""),
        as_of=newest.as_of,
        dated=newest.dated,
        facts=tuple(one for one in facts if isinstance(one, Fact)),
        unknown=tuple(one for one in facts if isinstance(one, Unknown)),
        used=_listed(member for source, kind, member in members if chosen[kind] is source),
        not_used=_listed([*left, *(member for source in sources for member in source.others)]),
        never_opened=_listed(member for source in sources for member in source.private),
        notes=tuple(_notes(files.values(), left)),
    )


def _as_new_as_its_files(source: Source, files: Iterable[File], today: date) -> Source:
    return source.as_new_as(chain.from_iterable(file.days for file in files if file.source is source), today)


def _listed(members: Iterable[Member]) -> tuple[str, ...]:
    return tuple(sorted({member.name for member in members}))


def _notes(files: Iterable[File], left: Sequence[Member]) -> Iterator[str]:
    for file in files:
        yield from file.notes
    if left:
        yield "Some files were in more than one of these exports; the newest was used."
