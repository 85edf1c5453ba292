"""`import`: every fact is listed, what it changes is saved, and what was said by hand stays."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from presence_gui.diary import Mark
from presence_gui.facts import Export, Fact, Offer, Skipped, Unknown
from presence_gui.importers.reading import Imported, offers
from presence_gui.profile import Answer, Profile, Status
from presence_gui.storage.profile_file import open_profile
from presence_gui.storage.safekeeping import Safekeeping, open_version, versions
from tests.unit.cli.said import Presence, Said, assert_one_sentence, contents

TODAY: Final = date(2026, 11, 23)
AS_OF: Final = date(2026, 11, 16)
CONNECTIONS: Final = Fact(
    key="linkedin.connections",
    number=214,
    file="Connections.csv",
    rows=214,
    skipped=(Skipped(2, "without a readable date"),),
    as_of=AS_OF,
)
COMMENTS: Final = Fact(
    key="linkedin.comments",
    weeks=(1, 2, 0, 1, *[0] * 9),
    day=date(2026, 11, 15),
    file="Comments.csv",
    rows=4,
    as_of=AS_OF,
)
EXPORT: Final = Export(
    name="LinkedIn export, complete",
    as_of=AS_OF,
    facts=(CONNECTIONS, COMMENTS),
    unknown=(
        Unknown("linkedin.photo-uploaded", "The export lists only some uploads."),
        Unknown("linkedin.languages", "“Languages.csv” is not in it."),
        Unknown("linkedin.volunteering", "The export lists only some uploads."),
    ),
    used=("Connections.csv", "Comments.csv"),
    not_used=("Votes.csv",),
    never_opened=("messages.csv", "Logins.csv"),
    notes=("One file was saved by a spreadsheet program.",),
)
OFFERS: Final = (
    Offer("linkedin.connections", "connections"),
    Offer("linkedin.comments", "comments", activity=True),
    Offer("linkedin.photo-uploaded", "a profile photo"),
)

LINES: Final = """\
LinkedIn export, complete, 16 November 2026
  214 connections · Connections.csv, 214 rows · export of 16 November 2026 · read from your export
    not used: 2 rows without a readable date
  comments: 4 in the last 13 weeks, last on 15 November 2026 · Comments.csv, 4 rows · export of 16 November 2026 \
· read from your export
  a profile photo; linkedin.volunteering: your export cannot tell. The export lists only some uploads.
  linkedin.languages: your export cannot tell. “Languages.csv” is not in it.
  One file was saved by a spreadsheet program.
  not used: Votes.csv
  never opened: messages.csv, Logins.csv

From your data:
  li-conn-150       Grow to 150 people you could phone: 214
  li-conn-500       Reach 500 relevant connections: 214
  li-comment        Leave two thoughtful comments a week: 4

Differs, and stays as you said:
  li-conn-50        Connect with your first 50 people: 20 as you said, 214 by your export

Asked as before:
  li-photo          Add a clear, recent head-and-shoulders photo: your export cannot tell. The export lists only some \
uploads

"""

Hand = Callable[[Imported], list[Path]]


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    """Let reading any files give this; the paths asked for are returned."""
    asked: list[Path] = []

    def instead(imported: Imported) -> list[Path]:
        def read(paths: Sequence[Path], today: date, report: Callable[[int], None]) -> Imported:
            assert today == TODAY
            report(1)
            asked.extend(paths)
            return imported

        monkeypatch.setattr("presence_gui.importers.reading.read_exports", read)
        monkeypatch.setattr("presence_gui.importers.reading.offers", lambda: OFFERS)
        return asked

    return instead


@pytest.fixture
def import_(presence: Presence) -> Presence:
    def run(*arguments: str | Path) -> Said:
        return presence("import", "--today", TODAY.isoformat(), *arguments)

    return run


def profile_in(file: Path) -> Profile:
    return open_profile(file).profile


def test_every_fact_is_listed_and_what_nobody_has_said_is_filled_in(import_: Presence, hand: Hand, ann: Path) -> None:
    asked = hand(Imported((EXPORT,), ()))
    assert import_(ann, "a.zip", "b.zip") == Said(0, LINES, "")
    assert asked == [Path("a.zip"), Path("b.zip")]
    after = profile_in(ann)
    assert after.facts == {"linkedin.connections": CONNECTIONS, "linkedin.comments": COMMENTS}
    assert after.answer("li-conn-150") == Answer(Status.DONE, number=214, given=AS_OF, from_data=AS_OF)
    assert after.answer("li-comment") == Answer(number=4, given=AS_OF, from_data=AS_OF)
    assert after.answer("li-conn-50") == Answer(number=20, given=TODAY)
    assert [(one.day, one.mark) for one in after.readings] == [(TODAY, Mark.IMPORT)]


def test_the_profile_is_kept_for_good_before_the_import(import_: Presence, hand: Hand, ann: Path, kept: Path) -> None:
    hand(Imported((EXPORT,), ()))
    before = open_profile(ann)
    import_(ann, "a.zip")
    after, pinned = versions(Safekeeping(kept, before.profile_id))
    assert (after.why, pinned.why) == ("changed", "before-import")
    assert open_version(pinned).profile == before.profile


def test_importing_again_changes_nothing(import_: Presence, hand: Hand, ann: Path) -> None:
    hand(Imported((EXPORT,), ()))
    import_(ann, "a.zip")
    before = contents(ann.parent)
    said = import_(ann, "a.zip")
    assert said.out.endswith("\n\n3 answers stay as they are.\n")
    assert "From your data" not in said.out
    assert contents(ann.parent) == before


def test_a_dry_run_only_says_what_would_change(import_: Presence, hand: Hand, ann: Path, folder: Path) -> None:
    hand(Imported((EXPORT,), ()))
    before = contents(folder)
    for file in (ann, folder / "new.presence"):
        said = import_(file, "a.zip", "--dry-run")
        assert "Would be filled in from your data:\n" in said.out
        assert "\nFrom your data:" not in said.out
    assert contents(folder) == before


def test_where_the_two_differ_the_data_is_taken_when_it_is_preferred(import_: Presence, hand: Hand, ann: Path) -> None:
    hand(Imported((EXPORT,), ()))
    said = import_(ann, "a.zip", "--prefer-data")
    assert "Differs" not in said.out
    assert "  li-conn-50        Connect with your first 50 people: 20 as you said, 214 by your export\n" in said.out
    assert profile_in(ann).answer("li-conn-50").number == 214


def test_a_missing_profile_is_made(import_: Presence, hand: Hand, folder: Path) -> None:
    hand(Imported((replace(EXPORT, dated=False, facts=(CONNECTIONS,), not_used=()),), ()))
    said = import_(folder / "new.presence", "a.zip")
    assert said.out.startswith("LinkedIn export, complete, 16 November 2026 (the newest day in it)\n")
    assert profile_in(folder / "new.presence").answer("li-conn-50").number == 214


def test_data_that_answers_nothing_says_so(import_: Presence, hand: Hand, ann: Path) -> None:
    hand(Imported((replace(EXPORT, facts=(replace(CONNECTIONS, key="linkedin.followers"),), unknown=()),), ()))
    said = import_(ann, "a.zip")
    assert said.out.endswith("\n\nNothing in this export answers a line of your checklists.\n")
    assert "linkedin.followers" in profile_in(ann).facts


def test_a_script_reads_the_same_as_values(import_: Presence, hand: Hand, ann: Path) -> None:
    hand(Imported((EXPORT,), ()))
    data = json.loads(import_(ann, "a.zip", "--json").out)
    assert list(data) == ["saved", "exports", "findings"]
    assert data["saved"] is True
    (export,) = data["exports"]
    assert [export[key] for key in ("name", "as_of", "dated")] == ["LinkedIn export, complete", "2026-11-16", True]
    assert export["facts"][0] == {
        "says": "connections",
        "line": "214 connections · Connections.csv, 214 rows · export of 16 November 2026",
        "fact": {
            "key": "linkedin.connections",
            "number": 214,
            "file": "Connections.csv",
            "rows": 214,
            "skipped": [{"rows": 2, "why": "without a readable date"}],
            "as_of": "2026-11-16",
        },
    }
    assert export["unknown"][0]["why"] == "The export lists only some uploads."
    assert export["never_opened"] == ["messages.csv", "Logins.csv"]
    assert (export["used"], export["not_used"]) == (["Connections.csv", "Comments.csv"], ["Votes.csv"])
    assert export["notes"] == ["One file was saved by a spreadsheet program."]
    verdicts = {one["item"]: (one["verdict"], one["taken"]) for one in data["findings"]}
    assert verdicts == {
        "li-photo": ("unknown", False),
        "li-conn-50": ("differs", False),
        "li-conn-150": ("new", True),
        "li-conn-500": ("new", True),
        "li-comment": ("new", True),
    }
    differs = next(one for one in data["findings"] if one["item"] == "li-conn-50")
    assert differs["answer"] == {"status": "not-yet", "number": 20, "given": "2026-11-23"}
    assert differs["offered"] == {"status": "done", "number": 214, "given": "2026-11-16", "from_data": "2026-11-16"}
    assert differs["facts"] == ["linkedin.connections"]
    assert json.loads(import_(ann, "a.zip", "--json", "--dry-run").out)["saved"] is False


def test_a_file_that_cannot_be_read_leaves_everything_as_it_was(import_: Presence, hand: Hand, ann: Path) -> None:
    hand(Imported((EXPORT,), ("“cat.zip” holds pictures.", "“dog.zip” is empty.")))
    before = contents(ann.parent)
    said = import_(ann, "a.zip", "cat.zip", "dog.zip")
    assert_one_sentence(said)
    assert said.err == "“cat.zip” holds pictures. “dog.zip” is empty.\n"
    assert contents(ann.parent) == before


def test_what_is_no_export_is_told(import_: Presence, ann: Path, folder: Path) -> None:
    (folder / "cat.jpg").write_bytes(b"\xff\xd8\xff")
    said = import_(ann, folder / "cat.jpg")
    assert_one_sentence(said)
    assert said.err.startswith("“cat.jpg”")


def test_whatever_a_reader_offers_has_words() -> None:
    assert all(offer.says for offer in offers())
