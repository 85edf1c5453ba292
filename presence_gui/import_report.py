"""What an import found and changed, as lines for a terminal and as values for a script."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from presence_gui.evidence import Finding, Verdict
from presence_gui.fact_lines import ANSWERS_NOTHING, CANNOT_TELL, HOW, fact_line, finding_line, full_day, skipped_line
from presence_gui.facts import Export
from presence_gui.plain import JSON, to_plain
from presence_gui.printout import counted


class ImportReport(NamedTuple):
    """What an import read and found.

    ``taken`` are the ids of the items that have the data's answer now, or would have it where nothing was ``saved``.
    ``says`` is what each fact counts, by key.
    """

    exports: tuple[Export, ...]
    findings: tuple[Finding, ...]
    taken: frozenset[str]
    says: Mapping[str, str]
    saved: bool


def import_lines(report: ImportReport) -> Iterator[str]:
    """Yield every fact with where it stands, and then what changes and what does not."""
    for export in report.exports:
        yield from _export_lines(export, report.says)
        yield ""
    left = [one for one in report.findings if one.item.id not in report.taken]
    filled_in = "From your data" if report.saved else "Would be filled in from your data"
    for heading, findings in (
        (filled_in, [one for one in report.findings if one.item.id in report.taken]),
        ("Differs, and stays as you said", [one for one in left if one.verdict is Verdict.DIFFERS]),
        ("Asked as before", [one for one in left if one.verdict in {Verdict.TOO_OLD, Verdict.UNKNOWN}]),
    ):
        if findings:
            yield f"{heading}:"
            yield from (f"  {one.item.id:18}{finding_line(one)}" for one in findings)
            yield ""
    if not report.findings:
        yield ANSWERS_NOTHING
    same = sum(one.verdict is Verdict.SAME for one in left)
    if same:
        yield f"{counted(same, 'answer')} {'stays as it is' if same == 1 else 'stay as they are'}."


def import_data(report: ImportReport) -> JSON:
    """Return the same as plain values, days as YYYY-MM-DD."""
    return {
        "saved": report.saved,
        "exports": [_export_data(export, report.says) for export in report.exports],
        "findings": [
            {
                "item": one.item.id,
                "verdict": str(one.verdict),
                "taken": one.item.id in report.taken,
                "answer": to_plain(one.answer),
                "offered": to_plain(one.offered),
                "facts": list[JSON](fact.key for fact in one.facts),
                "why": one.why,
            }
            for one in report.findings
        ],
    }


def _export_lines(export: Export, says: Mapping[str, str]) -> Iterator[str]:
    yield f"{export.name}, {full_day(export.as_of)}{'' if export.dated else ' (the newest day in it)'}"
    for fact in export.facts:
        yield f"  {fact_line(fact, _says(fact.key, says))} · {HOW[fact.how]}"
        yield from (f"    not used: {skipped_line(one)}" for one in fact.skipped)
    for why in dict.fromkeys(one.why for one in export.unknown):
        untold = (_says(one.key, says) for one in export.unknown if one.why == why)
        yield f"  {'; '.join(untold)}: {CANNOT_TELL}. {why}"
    yield from (f"  {note}" for note in export.notes)
    for what, names in (("not used", export.not_used), ("never opened", export.never_opened)):
        if names:
            yield f"  {what}: {', '.join(names)}"


def _export_data(export: Export, says: Mapping[str, str]) -> dict[str, JSON]:
    facts: list[JSON] = [
        {"says": _says(fact.key, says), "line": fact_line(fact, _says(fact.key, says)), "fact": to_plain(fact)}
        for fact in export.facts
    ]
    return {
        "name": export.name,
        "as_of": export.as_of.isoformat(),
        "dated": export.dated,
        "facts": facts,
        "unknown": [{"key": one.key, "says": _says(one.key, says), "why": one.why} for one in export.unknown],
        "used": to_plain(export.used),
        "not_used": to_plain(export.not_used),
        "never_opened": to_plain(export.never_opened),
        "notes": to_plain(export.notes),
    }


def _says(key: str, says: Mapping[str, str]) -> str:
    return says.get(key, key)
