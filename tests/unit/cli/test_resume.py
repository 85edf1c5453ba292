"""`resume`: what the user says of themselves, in the form other programs read."""

import json
from pathlib import Path

from presence_gui.importers.reading import read_exports
from tests.unit.builders import TODAY
from tests.unit.cli.said import Presence, assert_one_sentence


def test_a_headline_is_the_label_of_the_resume(presence: Presence, ann: Path) -> None:
    presence("answer", ann, "li-headline=Accountant for small family firms")
    said = presence("resume", ann)
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out)["basics"]["label"] == "Accountant for small family firms"


def test_the_file_is_one_presence_reads_itself(presence: Presence, ann: Path, tmp_path: Path) -> None:
    presence("answer", ann, "li-headline=Buchprüferin für Familienbetriebe")
    file = tmp_path / "resume.json"
    said = presence("resume", ann, "--output", file)
    assert (said.code, said.out) == (0, "")
    assert "Buchprüferin" in file.read_text(encoding="utf-8")
    (export,) = read_exports([file], TODAY, lambda _done: None).exports
    assert {fact.key: fact.text for fact in export.facts}["resume.label"] == "Buchprüferin für Familienbetriebe"


def test_a_resume_is_replaced_and_nothing_else_is(presence: Presence, ann: Path, tmp_path: Path) -> None:
    file = tmp_path / "resume"
    assert presence("resume", ann, "--output", file).code == 0
    first = file.read_bytes()
    presence("answer", ann, "li-headline=Accountant for small family firms")
    assert presence("resume", ann, "--output", file).code == 0
    assert file.read_bytes() != first
    profile = ann.read_bytes()
    assert_one_sentence(presence("resume", ann, "--output", ann))
    assert ann.read_bytes() == profile


def test_a_file_that_cannot_be_written_is_told(presence: Presence, ann: Path, tmp_path: Path) -> None:
    assert_one_sentence(presence("resume", ann, "--output", tmp_path / "no" / "such" / "resume"))
