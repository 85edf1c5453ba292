"""`check` and `first-look`: what is said of a file, and what is written to look at."""

import shutil
from pathlib import Path

import pytest

from tests.unit.builders import CHECKLISTS
from tests.unit.cli.said import Presence, Said, assert_one_sentence

HALF = """\
id = "stall"
name = "Market stall"
"""


def test_a_whole_profile_is_said_to_be_one(presence: Presence, ann: Path) -> None:
    said = presence("check", ann)
    assert said.code == 0
    assert said.out.startswith("“ann.presence” is a Presence profile with 2 answers, saved ")


def test_one_answer_is_not_called_answers(presence: Presence, folder: Path) -> None:
    presence("answer", folder / "one.presence", "li-account=done")
    assert " with 1 answer, saved " in presence("check", folder / "one.presence").out


def test_a_profile_that_cannot_be_changed_here_is_said_to_be_so(presence: Presence, ann: Path) -> None:
    ann.chmod(0o444)
    _, read_only = presence("check", ann).out.splitlines()
    assert "is marked as read-only" in read_only


@pytest.mark.parametrize("file", sorted(CHECKLISTS.glob("*.toml")), ids=lambda file: file.name)
def test_every_checklist_that_comes_along_is_ready(presence: Presence, file: Path) -> None:
    said = presence("check", file)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"“{file.name}” is a checklist of ")
    assert said.out.endswith(" items, ready to use.\n")


def test_a_copy_that_is_in_use_already_can_be_checked(presence: Presence, folder: Path, own: Path) -> None:
    own.mkdir(parents=True)
    stall = new_checklist()
    (own / "stall.toml").write_text(stall, encoding="utf-8")
    (folder / "New draft.TOML").write_text(stall, encoding="utf-8")
    ready = Said(0, "“New draft.TOML” is a checklist of 1 item, ready to use.\n", "")
    assert presence("check", folder / "New draft.TOML") == ready


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "the field “id” is missing"),
        (HALF.encode(), "In the checklist “stall”, at stall: the field “order” is missing."),
        (b"id = \n", "it stops making sense at line 1, column 6"),
        (b"\xff\xfe", "it is not plain text in UTF-8"),
        (b"\x89PNG\r\n\x1a\n", "it is not plain text in UTF-8"),
    ],
    ids=["empty", "half", "not TOML", "UTF-16", "picture"],
)
def test_a_checklist_that_is_not_whole_is_told_where(
    presence: Presence, folder: Path, content: bytes, place: str
) -> None:
    file = folder / "stall.toml"
    file.write_bytes(content)
    said = presence("check", file)
    assert_one_sentence(said)
    assert place in said.err


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("impact = 5", "impact = 6", "at st-open: the impact is not between 1 and 5"),
        ('kind = "done"', 'kind = "maybe"', "at st-open, kind: “maybe” is not one of"),
        ('id = "st-open"', 'id = "li-photo"', "at li-photo: the checklist “linkedin” has it as well"),
        ("impact = 5", 'impact = 5\nneeds = ["li-moustache"]', "it needs “li-moustache”, which is in no checklist"),
        ("impact = 5", 'impact = 5\ncolour = "red"', "the field “colour” is unknown"),
    ],
)
def test_a_checklist_that_does_not_fit_is_told_where(
    presence: Presence, folder: Path, old: str, new: str, place: str
) -> None:
    file = folder / "stall.toml"
    file.write_text(new_checklist().replace(old, new), encoding="utf-8")
    said = presence("check", file)
    assert_one_sentence(said)
    assert place in said.err


def test_a_checklist_that_is_not_there_is_said_so(presence: Presence, folder: Path) -> None:
    assert_one_sentence(presence("check", folder / "stall.toml"))


def test_a_bad_checklist_of_the_users_own_is_named_by_every_command(presence: Presence, ann: Path, own: Path) -> None:
    own.mkdir(parents=True)
    (own / "stall.toml").write_text(HALF, encoding="utf-8")
    for command in ("score", "plan", "check"):
        said = presence(command, ann)
        assert_one_sentence(said)
        assert "In the checklist “stall”" in said.err


@pytest.mark.usefixtures("one_application")
def test_a_first_look_names_what_it_wrote(presence: Presence, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def write_one(_app: object, _shipped: object, example: Path, into: Path) -> list[Path]:
        shutil.copy(example, into / "seen")
        return [into / "seen"]

    monkeypatch.setattr("presence_gui.ui.first_look.first_look", write_one)
    assert presence("first-look", folder) == Said(0, f"{folder / 'seen'}\n", "")
    assert (folder / "seen").stat().st_size


def new_checklist() -> str:
    return """\
id = "stall"
name = "Market stall"
order = 35
tagline = "Where people buy apples."
weight = 10

[[group]]
id = "set-up"
title = "Set up"

[[item]]
id = "st-open"
group = "set-up"
title = "Open the stall"
kind = "done"
why = "Nobody buys from a closed one."
how = ["Lift the shutter.", "Hang out the sign."]
minutes = 5
every = "once"
impact = 5
because = "It comes first."
answers = "how"
evidence = ["JUDGE"]
export = "no"
"""
