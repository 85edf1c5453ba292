"""What the commands that need no Qt do, each from its arguments to the lines it says."""

import argparse
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

from presence_gui.answering import say
from presence_gui.content import Catalog, catalog_of, load_catalog, read_platform
from presence_gui.days import whole_day
from presence_gui.diary import Mark
from presence_gui.errors import ExportError, SaveError
from presence_gui.evidence import Verdict, answers_from, filled_in
from presence_gui.history import marked, noted, rules_of
from presence_gui.import_report import ImportReport, import_data, import_lines
from presence_gui.paths import PLATFORMS, own_checklists, safekeeping
from presence_gui.plain import JSON
from presence_gui.printout import counted, item_lines, remarks, score_data, score_lines
from presence_gui.profile import Profile
from presence_gui.resume import RESUME, resume_bytes, resume_of
from presence_gui.scoring import score
from presence_gui.storage.custody import Custody
from presence_gui.storage.profile_file import StoredProfile, new_file, open_profile
from presence_gui.storage.safekeeping import Why
from presence_gui.storage.sentences import shown
from presence_gui.storage.system import SYSTEM
from presence_gui.storage.whole_file import read_whole, write_named


def answer(chosen: argparse.Namespace) -> Iterable[str]:
    """Answer items; say what is kept but does not count."""
    catalog, today = every_checklist(), the_day(chosen)
    stored = _if_there(chosen.file)
    before = profile = stored.profile if stored else Profile()
    for statement in chosen.statements:
        profile = say(catalog, profile, statement, today)
    if stored is None or profile != before:
        profile = noted(catalog, profile, today, rules_of(catalog))
    _save(chosen.file, stored, profile)
    return remarks(catalog, profile, today)


def stand(chosen: argparse.Namespace) -> Iterable[str]:
    """Say where a profile stands."""
    catalog, profile, today = opened(chosen)
    stands = score(catalog, profile, today)
    if chosen.json:
        return json_lines(score_data(stands, rules_of(catalog), profile.readings))
    return score_lines(catalog, stands)


def fill_in(chosen: argparse.Namespace) -> Iterable[str]:
    """Fill in a profile from official exports; list every fact, where it stands, and what it changes."""
    from presence_gui.importers.reading import offers, read_exports

    catalog, today = every_checklist(), the_day(chosen)
    stored = _if_there(chosen.file)
    before = stored.profile if stored else Profile()
    exports, problems = read_exports(chosen.exports, today, lambda _done: None)
    if problems:
        raise ExportError(" ".join(problems))
    findings = answers_from(catalog, before, exports, today)
    wanted = {Verdict.NEW, Verdict.NEWER, *([Verdict.DIFFERS] if chosen.prefer_data else ())}
    taken = frozenset(one.item.id for one in findings if one.verdict in wanted)
    profile = filled_in(catalog, before, exports, taken, today)
    if profile != before:
        profile = marked(noted(catalog, profile, today, rules_of(catalog)), today, Mark.IMPORT)
    if not chosen.dry_run:
        _save(chosen.file, stored, profile, Why.IMPORT)
    says = {offer.key: offer.says for offer in offers()}
    report = ImportReport(exports, findings, taken, says, saved=not chosen.dry_run)
    return json_lines(import_data(report)) if chosen.json else import_lines(report)


def resume(chosen: argparse.Namespace) -> Iterable[str]:
    """Write what the user has put into words about themselves as a JSON Resume, for other programs."""
    catalog, profile, _ = opened(chosen)
    found = resume_of(catalog, profile)
    if not chosen.output:
        return json_lines(found)
    spare_what_is_not(RESUME, "a résumé", chosen.output)
    write_named(chosen.output, resume_bytes(found))
    return ()


def check(chosen: argparse.Namespace) -> Iterable[str]:
    """Say what is wrong with a profile or a checklist file."""
    file: Path = chosen.file
    if file.suffix.lower() == ".toml":
        own = read_platform(file)
        others = (platform for platform in every_checklist().platforms if platform.id != own.id)
        catalog_of([*others, own])
        return [f"{shown(file)} is a checklist of {counted(len(own.items), 'item')}, ready to use."]
    stored = open_profile(file)
    answers, day = counted(len(stored.profile.answers), "answer"), whole_day(stored.saved_at.date())
    found = f"{shown(file)} is a Presence profile with {answers}, saved {day}."
    return [found, *filter(None, [stored.read_only]), *remarks(every_checklist(), stored.profile, the_day(chosen))]


def items(_chosen: argparse.Namespace) -> Iterator[str]:
    """List the items of all checklists."""
    return item_lines(every_checklist())


def the_day(chosen: argparse.Namespace) -> date:
    """Return the day to count as today."""
    return chosen.today or date.today()  # noqa: DTZ011  the day where the user is


def opened(chosen: argparse.Namespace) -> tuple[Catalog, Profile, date]:
    """Return what every command on a profile needs; raise ProfileError where it cannot be opened."""
    today = the_day(chosen)
    return every_checklist(), open_profile(chosen.file).profile, today


def every_checklist() -> Catalog:
    """Return the shipped checklists and the user's own."""
    return load_catalog(PLATFORMS, own_checklists())


def spare_what_is_not(beginning: bytes, kind: str, output: Path) -> None:
    """Raise SaveError where something is there already that neither is empty nor begins like this kind of file."""
    try:
        found = read_whole(output, len(beginning), SYSTEM)
    except (OSError, ValueError):  # writing it will say what is wrong
        return
    if found not in {b"", beginning}:
        raise SaveError(
            f"{shown(output)} is there already and is not {kind}, so it is left as it is; please choose another name."
        )


def json_lines(data: JSON) -> list[str]:
    """Return values as lines a script reads, in ASCII: whole in every terminal and every file."""
    return json.dumps(data, indent=2).splitlines()


def _if_there(file: Path) -> StoredProfile | None:
    try:
        is_there = file.exists() or file.is_symlink()
    except (OSError, ValueError):  # opening it will say what is wrong
        is_there = True
    return open_profile(file) if is_there else None


def _save(file: Path, stored: StoredProfile | None, profile: Profile, why: Why | None = None) -> None:
    """Save a profile where it is new, changed, or from a file that may not be written, which then says so.

    Earlier versions are kept as in the window, one of them for good where ``why`` says what for.
    """
    now = datetime.now(UTC)
    if stored is None:
        new_file(file, profile, now, uuid4().hex)
    elif profile != stored.profile or stored.read_only:
        if stored.read_only:
            raise SaveError(stored.read_only)
        custody = Custody(safekeeping(), stored.profile_id)
        custody.enter(file)
        try:
            if why:
                custody.pin(stored, why, now)
            stored = custody.save(stored, profile, now)
        finally:
            custody.end(stored, now)
