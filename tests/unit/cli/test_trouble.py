"""Whatever is foreseen to go wrong is told in one sentence, and every file stays as it was."""

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

from presence_gui.storage.custody import Custody
from presence_gui.storage.profile_file import new_file, open_profile
from presence_gui.storage.system import SYSTEM
from tests.unit.cli.said import Presence, Said, assert_one_sentence, contents
from tests.unit.storage.samples import by_a_newer_version

COMMANDS: dict[str, Callable[[Path], tuple[str | Path, ...]]] = {
    "answer": lambda file: ("answer", file, "li-photo=done"),
    "import": lambda file: ("import", file, file.with_name("export.zip")),
    "score": lambda file: ("score", file, "--json"),
    "plan": lambda file: ("plan", file),
    "page": lambda file: ("plan", file, "--output", file.with_name("plan.pdf")),
    "check": lambda file: ("check", file),
}
READERS = {name: command for name, command in COMMANDS.items() if name not in {"answer", "import"}}
every_command = pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
every_reader = pytest.mark.parametrize("command", READERS.values(), ids=READERS)


def refusing(number: int) -> Callable[..., NoReturn]:
    def refuse(*_arguments: object) -> NoReturn:
        raise OSError(number, os.strerror(number))

    return refuse


# --- reading ---------------------------------------------------------------------------------------------------------


def flipped(profile: bytes) -> bytes:
    assert profile.count(b'"number": 20') == 1
    return profile.replace(b'"number": 20', b'"number": 21')


def too_new(profile: bytes) -> bytes:
    return json.dumps({**json.loads(profile), "schema": 3, "min_reader": 3, "data": []}).encode()


def cut_short(profile: bytes) -> bytes:
    return profile[: len(profile) // 2]


FOREIGN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "flipped": (flipped, "is damaged or was changed outside Presence"),
    "cut short": (cut_short, "is damaged or was changed outside Presence"),
    "newer": (too_new, "was made with a newer version of Presence"),
    "picture": (lambda _: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "looks like a picture, not a Presence profile"),
    "another program": (lambda _: b'{"name": "Zoe", "version": 3}', "is not a Presence profile"),
    "list": (lambda _: b"[1, 2]", "is not a Presence profile"),
    "empty": (lambda _: b"", "is empty"),
    "text": (lambda _: b"Dear diary", "is not a Presence profile"),
    "PDF": (lambda _: b"%PDF-1.7", "looks like a PDF document"),
}


@every_command
@pytest.mark.parametrize(("change", "sentence"), FOREIGN.values(), ids=FOREIGN)
def test_a_file_that_is_no_whole_profile(
    presence: Presence,
    ann: Path,
    command: Callable[[Path], tuple[str | Path, ...]],
    change: Callable[[bytes], bytes],
    sentence: str,
) -> None:
    ann.write_bytes(change(ann.read_bytes()))
    before = contents(ann.parent)
    said = presence(*command(ann))
    assert_one_sentence(said)
    assert said.err.startswith(f"“ann.presence” {sentence}")
    assert contents(ann.parent) == before


@every_reader
def test_a_file_that_is_not_there(
    presence: Presence, folder: Path, command: Callable[[Path], tuple[str | Path, ...]]
) -> None:
    said = presence(*command(folder / "nowhere.presence"))
    assert_one_sentence(said)
    assert said.err.startswith("“nowhere.presence” is not there")
    assert contents(folder) == {}


@every_command
def test_a_folder_in_its_place(
    presence: Presence, folder: Path, command: Callable[[Path], tuple[str | Path, ...]]
) -> None:
    (folder / "inner").mkdir()
    said = presence(*command(folder / "inner"))
    assert_one_sentence(said)
    assert "is a folder, not a profile" in said.err
    assert contents(folder) == {}


@every_command
def test_a_file_that_may_not_be_read(
    presence: Presence,
    ann: Path,
    command: Callable[[Path], tuple[str | Path, ...]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    closed = partial(open_profile, system=replace(SYSTEM, read=refusing(errno.EACCES)))
    monkeypatch.setattr("presence_gui.commands.open_profile", closed)
    before = contents(ann.parent)
    said = presence(*command(ann))
    assert_one_sentence(said)
    assert "may not be read by you" in said.err
    assert contents(ann.parent) == before


@every_command
@pytest.mark.parametrize("name", ["x" * 300 + ".presence", "a\0b"], ids=["too long", "no name at all"])
def test_a_name_no_file_can_have(
    presence: Presence, folder: Path, command: Callable[[Path], tuple[str | Path, ...]], name: str
) -> None:
    assert_one_sentence(presence(*command(folder / name)))
    assert contents(folder) == {}


@every_command
def test_a_link_that_leads_nowhere(
    presence: Presence, folder: Path, command: Callable[[Path], tuple[str | Path, ...]]
) -> None:
    link = folder / "link.presence"
    try:
        link.symlink_to(folder / "gone.presence")
    except OSError:
        pytest.skip("this system does not let us make links")
    assert_one_sentence(presence(*command(link)))
    assert contents(folder) == {}


# --- saving ----------------------------------------------------------------------------------------------------------


def a_little_newer(profile: bytes) -> bytes:
    return by_a_newer_version(profile, schema=3, min_reader=2)


def test_a_newer_profile_can_be_looked_at_but_not_answered(presence: Presence, ann: Path) -> None:
    ann.write_bytes(a_little_newer(ann.read_bytes()))
    before = contents(ann.parent)
    for command in ("score", "plan", "check"):
        assert presence(command, ann).code == 0
    for statement in ("li-photo=done", "li-account=done"):
        said = presence("answer", ann, statement)
        assert_one_sentence(said)
        assert "was made with a newer version of Presence: you can look at it" in said.err
    assert contents(ann.parent) == before


def test_a_file_marked_read_only_is_not_answered(presence: Presence, ann: Path) -> None:
    ann.chmod(0o444)
    before = contents(ann.parent)
    said = presence("answer", ann, "li-photo=done")
    assert_one_sentence(said)
    assert "is marked as read-only" in said.err
    assert contents(ann.parent) == before


def test_a_profile_that_is_open_in_a_window_is_left_to_that(presence: Presence, ann: Path, kept: Path) -> None:
    window = Custody(kept, open_profile(ann).profile_id)
    window.enter(ann)
    before = contents(ann.parent)
    said = presence("answer", ann, "li-photo=done")
    assert_one_sentence(said)
    assert "is open in another window" in said.err
    assert contents(ann.parent) == before
    assert presence("score", ann).code == 0
    window.end(None, datetime.now(UTC))
    assert presence("answer", ann, "li-photo=done").code == 0


@pytest.fixture(params=["write", "make_temporary", "flush", "replace"])
def refuse_to_save(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return what makes one of the calls of saving fail with a number of the system's."""

    def refuse(number: int) -> None:
        system = replace(SYSTEM, **{request.param: refusing(number)})
        monkeypatch.setattr("presence_gui.commands.new_file", partial(new_file, system=system))
        monkeypatch.setattr("presence_gui.commands.Custody", partial(Custody, system=system))
        monkeypatch.setattr("presence_gui.storage.whole_file.SYSTEM", system)

    return refuse


@pytest.mark.usefixtures("one_application")
@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "there is no room for it on the disk"),
        (errno.EACCES, "the file or its folder does not allow changes"),
        (errno.EROFS, "its place can be read but not changed"),
    ],
    ids=["no room", "not writable", "read-only disk"],
)
def test_a_computer_that_refuses_to_save(
    presence: Presence, ann: Path, refuse_to_save: Callable[[int], None], number: int, sentence: str
) -> None:
    page = ann.with_name("plan.pdf")
    page.write_bytes(b"%PDF-1.4 of last month")
    before = contents(ann.parent)
    refuse_to_save(number)
    new = ann.with_name("new.presence")
    for command in (
        ("answer", ann, "li-photo=done"),
        ("answer", new, "li-photo=done"),
        ("plan", ann, "--output", page),
        ("plan", ann, "--output", ann.with_name("new.pdf")),
        ("plan", ann, "--calendar", ann.with_name("new.ics")),
    ):
        said = presence(*command)
        assert_one_sentence(said)
        assert sentence in said.err
    assert contents(ann.parent) == before


def test_a_folder_that_may_not_be_written(presence: Presence, ann: Path) -> None:
    before = contents(ann.parent)
    ann.parent.chmod(0o555)
    try:
        if os.access(ann.parent, os.W_OK):
            pytest.skip("an administrator may write anywhere, and Windows has no modes")
        for file in (ann, ann.with_name("new.presence")):
            said = presence("answer", file, "li-photo=done")
            assert_one_sentence(said)
            assert "the file or its folder does not allow changes" in said.err
    finally:
        ann.parent.chmod(0o755)
    assert contents(ann.parent) == before


def test_a_folder_that_is_not_there(presence: Presence, folder: Path) -> None:
    assert_one_sentence(presence("answer", folder / "nowhere" / "new.presence", "li-photo=done"))
    assert list(folder.iterdir()) == []


@pytest.mark.usefixtures("one_application")
def test_a_page_with_nowhere_to_go(presence: Presence, ann: Path) -> None:
    before = contents(ann.parent)
    for output, sentence in (
        (ann.parent, "there is a folder of that name"),
        (ann.parent / "nowhere" / "plan.pdf", "its folder"),
        (ann / "plan.pdf", "“plan.pdf” is not saved because"),
        (ann.parent / ("x" * 300 + ".pdf"), "its name cannot be used here"),
    ):
        said = presence("plan", ann, "--output", output)
        assert_one_sentence(said)
        assert sentence in said.err
    assert contents(ann.parent) == before


@pytest.mark.parametrize("name", ["ann.presence", "letter.docx", "notes.pdf"])
def test_a_page_never_replaces_anything_but_a_page(presence: Presence, ann: Path, name: str) -> None:
    (ann.parent / "letter.docx").write_bytes(b"PK\x03\x04")
    (ann.parent / "notes.pdf").write_bytes(b"not %PDF- at all")
    before = contents(ann.parent)
    said = presence("plan", ann, "--output", ann.parent / name)
    assert_one_sentence(said)
    assert said.err.startswith(f"“{name}” is there already and is not a PDF, so it is left as it is")
    assert contents(ann.parent) == before


@pytest.mark.usefixtures("one_application")
def test_pictures_with_nowhere_to_go(presence: Presence, ann: Path) -> None:
    assert_one_sentence(presence("first-look", ann / "pictures"))


# --- wrong usage -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "The following arguments are required: COMMAND."),
        (("scroe", "FILE"), "Argument COMMAND: there is no 'scroe' (choose from "),
        (("--colour",), "The following arguments are required: COMMAND."),
        (("score",), "The following arguments are required: FILE."),
        (("score", "FILE", "FILE"), "Unrecognized arguments: FILE."),
        (("score", "FILE", "--minutes", "30"), "Unrecognized arguments: --minutes 30."),
        (("answer",), "The following arguments are required: FILE, ITEM=VALUE."),
        (("answer", "FILE"), "The following arguments are required: ITEM=VALUE."),
        (("answer", "FILE", "--photo=done"), "The following arguments are required: ITEM=VALUE."),
        (("answer", "FILE", "li-photo=done", "--today", "2026-02-30"), "“2026-02-30” is not a day such as 2026-03-04."),
        (("score", "FILE", "--today", "today"), "“today” is not a day such as 2026-03-04."),
        (("score", "FILE", "--today", "9999-01-01"), "“9999-01-01” is too far ahead; the last year is 9998."),
        (("plan", "FILE", "--start", ""), "“” is not a day such as 2026-03-04."),
        (("plan", "FILE", "--minutes", "half an hour"), "Argument --minutes: “half an hour” is not a whole number."),
        (("plan", "FILE", "--minutes", "3.5"), "Argument --minutes: “3.5” is not a whole number."),
        (("plan", "FILE", "--minutes"), "Argument --minutes: expected one argument."),
        (("plan", "FILE", "--paper", "a3"), "Argument --paper: there is no 'a3' (choose from "),
        (("plan", "FILE", "--json", "--output", "plan.pdf"), "Argument --output: not allowed with argument --json."),
        (("import", "FILE"), "The following arguments are required: EXPORT."),
        (("check",), "The following arguments are required: FILE."),
        (("first-look",), "The following arguments are required: FOLDER."),
        (("score", "FILE", "--\x1b[2J\n"), "Unrecognized arguments: -- [2J ."),
    ],
    ids=str,
)
def test_wrong_usage_is_told_with_the_right_one(
    presence: Presence, ann: Path, arguments: tuple[str, ...], complaint: str
) -> None:
    before = contents(ann.parent)
    said = presence(*(ann if word == "FILE" else word for word in arguments))
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("usage: presence-gui ")
    assert complaint.replace("FILE.", f"{ann}.") in said.err or complaint in said.err
    assert "error" not in said.err
    assert "invalid" not in said.err
    assert contents(ann.parent) == before


@pytest.mark.parametrize("command", ["", "answer", "import", "score", "plan", "check", "first-look"])
def test_every_command_says_how_it_is_used_and_how_it_ends(presence: Presence, command: str) -> None:
    said = presence(*command.split(), "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"usage: presence-gui {command}".rstrip())
    assert "Exit codes:" in said.out
    assert said.out.isascii()
    assert max(map(len, said.out.splitlines())) < 80
    assert ("--today DATE" in said.out) == (command in {"answer", "import", "score", "plan", "check"})


def test_the_version_is_told(presence: Presence) -> None:
    said = presence("--version")
    assert said == Said(0, said.out, "")
    assert said.out.startswith("Presence ")
