"""The same export brought twice changes nothing, of every kind, whatever had been said by hand before."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from presence_gui.content import Kind
from presence_gui.profile import Answer
from presence_gui.storage.profile_file import open_profile
from tests.fuzzing.seeds import seeds
from tests.fuzzing.trials import write
from tests.unit.builders import real_checklists
from tests.unit.cli.said import Presence, Said
from tests.unit.importers.linkedin_export import CONNECTIONS, PROFILE, table, zipped

TODAY: Final = "2026-11-24"
READERS: Final = (
    *("linkedin", "linkedin_analytics", "x", "facebook", "feeds", "json_feed", "wordpress", "blogger", "ghost"),
    *("medium", "substack", "json_resume"),
)
ANYTHING: Final = {Kind.DONE: "done", Kind.NUMBER: "1", Kind.DATE: "2026-01-02", Kind.TEXT: "What I said myself"}


@pytest.fixture
def import_(presence: Presence) -> Presence:
    def run(*arguments: str | Path) -> Said:
        said = presence("import", "--today", TODAY, *arguments)
        assert (said.code, said.err) == (0, "")
        return said

    return run


@pytest.fixture
def by_hand(presence: Presence, folder: Path) -> Path:
    """Return the profile of somebody who has answered everything by hand, mostly not as any export says."""
    file = folder / "said.presence"
    said = [f"{item.id}={ANYTHING[item.kind]}" for item in real_checklists().items.values()]
    assert presence("answer", file, *said, "--today", TODAY).code == 0
    return file


def answers(file: Path) -> Mapping[str, Answer]:
    return open_profile(file).profile.answers


@pytest.mark.parametrize("reader", READERS)
def test_an_export_brought_twice_changes_nothing_the_second_time(
    import_: Presence, folder: Path, by_hand: Path, reader: str
) -> None:
    (at := folder / "brought").mkdir()
    files = list(write(seeds(reader)[0], at))
    new = folder / "new.presence"
    import_(new, *files)
    once = new.read_bytes()
    assert open_profile(new).profile.facts
    assert "\nFrom your data:\n" not in import_(new, *files).out
    assert new.read_bytes() == once
    before = answers(by_hand)
    import_(by_hand, *files)
    assert answers(by_hand) == before
    kept = by_hand.read_bytes()
    said = import_(by_hand, *files, "--prefer-data", "--dry-run")
    differs = reader != "linkedin_analytics"  # no item asks for followers
    assert ("\nWould be filled in from your data:\n" in said.out) is differs
    import_(by_hand, *files)
    assert by_hand.read_bytes() == kept
    import_(by_hand, *files, "--prefer-data")
    assert (answers(by_hand) != before) is differs
    preferred = by_hand.read_bytes()
    assert "\nFrom your data:\n" not in import_(by_hand, *files, "--prefer-data").out
    assert by_hand.read_bytes() == preferred


def test_a_thinner_export_brought_later_takes_nothing_away(import_: Presence, folder: Path) -> None:
    (at := folder / "brought").mkdir()
    new = folder / "new.presence"
    import_(new, *write(seeds("linkedin")[0], at))
    before = open_profile(new).profile
    files = {
        "Profile.csv": table(PROFILE, ["Sample", "Person", "", "", "", "Auditor"]),
        "Connections.csv": table(CONNECTIONS, *[["A", "B", "", "", "", "", "21 Nov 2026"]] * 7),
    }
    name = "Basic_LinkedInDataExport_11-22-2026.zip"
    said = import_(new, zipped(folder / name, dict(files), date(2026, 11, 22)))
    after = open_profile(new).profile
    assert "“Shares.csv” is not in this export" in said.out
    assert before.facts.keys() == after.facts.keys()
    assert after.facts["linkedin.posts"] == before.facts["linkedin.posts"]
    assert after.facts["linkedin.connections"].number == 7
    changed = {item for item, answer in after.answers.items() if answer != before.answer(item)}
    asked = {item.id for item in real_checklists().items.values() if "linkedin.posts" in item.facts}
    assert changed
    assert asked.isdisjoint(changed)
