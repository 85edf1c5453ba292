import errno
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from presence_gui.storage import findings, sentences

NAME: Final = "“My plan.presence”"
ABOUT_A_FILE: Final = [
    sentences.would_not_read_back,
    sentences.changed_elsewhere,
    sentences.gone,
    sentences.taken,
    sentences.damaged,
    sentences.of_another_program,
    sentences.newer,
    sentences.too_new,
    sentences.too_old,
    sentences.not_lifted,
    sentences.not_while_open,
    sentences.marked_read_only,
    sentences.in_use,
]
STARTS: Final = {
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"PK\x05\x06": "a ZIP archive or an Office document",
    b"%PDF-1.7": "a PDF document",
    b"\x89PNG\r\n\x1a\n": "a picture",
    b"\xff\xd8\xff\xe0": "a picture",
    b"GIF89a": "a picture",
    b"RIFF\x00\x00\x00\x00WEBP": "a picture, a sound or a film",
    b"\x00\x00\x00\x18ftypheic": "a picture or a film",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an Office document",
    b"{\\rtf1\\ansi": "a text document",
    b"7z\xbc\xaf\x27\x1c": "an archive",
    b"Rar!\x1a\x07": "an archive",
    b"\x1f\x8b\x08": "an archive",
    b"SQLite format 3\x00": "a database",
    b"\x7fELF\x02": "a program",
    b"MZ\x90\x00": "a program",
    b"\xff\xfe{\x00": "text that another program has saved in its own way",
    b"\xfe\xff\x00{": "text that another program has saved in its own way",
    b"\xef\xbb\xbf<!doctype html>": "a web page",
    b"\n <?xml": "a web page",
    b"\n" * 80 + b"<html": "a web page",
    b"[1, 2": "data of another program",
}


# two words or signs that stand together where something is missing between them
HOLE: Final = re.compile(r"[ (][;,.:)]|  |”\w|\w“|^\W*$")


def _held(winerror: int) -> PermissionError:
    refusal = PermissionError(errno.EACCES, "held")
    refusal.__dict__["winerror"] = winerror
    return refusal


def _all() -> list[str]:
    troubles = [OSError(number, os.strerror(number)) for number in errno.errorcode] + [
        OSError(),
        ValueError(),
        _held(32),
    ]
    said = [say(NAME) for say in ABOUT_A_FILE]
    said += [
        say(NAME, trouble)
        for say in (sentences.not_saved, sentences.not_opened, sentences.not_kept)
        for trouble in troubles
    ]
    said += [sentences.not_a_profile(NAME, raw) for raw in [*STARTS, b"", b"{", b"Dear Ada,"]]
    return sorted(set(said))


@pytest.mark.parametrize("sentence", _all())
def test_every_sentence_is_one_plain_one_that_names_the_file(sentence: str) -> None:
    words = sentence.replace(NAME, "it")
    assert NAME in sentence
    assert words.endswith(".")
    assert words.count(".") == 1
    assert len(words) < 200
    assert not HOLE.search(sentence)
    assert not re.search(r"error|corrupt|json|exception|invalid|fail|!|byte|utf|errno|None", words, re.IGNORECASE)


@pytest.mark.parametrize(("raw", "kind"), STARTS.items(), ids=str)
def test_a_file_that_is_no_profile_is_called_what_it_looks_like(raw: bytes, kind: str) -> None:
    assert f"{NAME} looks like {kind}, not a Presence profile;" in sentences.not_a_profile(NAME, raw)


@pytest.mark.parametrize("raw", [b"", b"\0" * 4096, b" \r\n"])
def test_a_file_of_nothing_is_called_empty(raw: bytes) -> None:
    assert "is empty" in sentences.not_a_profile(NAME, raw)


def test_a_file_that_starts_like_a_profile_is_called_damaged() -> None:
    assert sentences.not_a_profile(NAME, b'\xef\xbb\xbf\n{"app": ') == sentences.damaged(NAME)


@pytest.mark.parametrize(("where", "place"), [("", ""), ("line 3", " at line 3")])
def test_damage_is_told_with_its_place_where_that_is_known(where: str, place: str) -> None:
    assert sentences.damaged(NAME, where) == (
        f"{NAME} is damaged or was changed outside Presence{place}; it has been left as it is,"
        " so please open another copy of it if you have one."
    )


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        (OSError(errno.ENOSPC, ""), "there is no room for it on the disk"),
        (OSError(errno.EMFILE, ""), "the computer refused to write it"),
        (ValueError("not the same"), "the computer refused to write it"),
    ],
    ids=repr,
)
def test_a_copy_that_could_not_be_kept_says_why(trouble: Exception, why: str) -> None:
    said = f"No earlier version of {NAME} could be kept because {why}; the file itself is as it was."
    assert sentences.not_kept(NAME, trouble) == said


def test_a_name_that_is_taken_loses_nothing() -> None:
    said = f"There is a file called {NAME} already and it has been left as it is, so please choose another name."
    assert sentences.taken(NAME) == said


def test_what_is_not_there_or_still_there_is_told_with_its_place() -> None:
    assert sentences.no_folder(Path("/home/ada/Documents")) == (
        "Your answers are not saved yet because the folder “Documents” cannot be used; please save a copy somewhere"
        " else."
    )
    assert sentences.not_deleted("An earlier version", "/home/ada/x") == (
        "An earlier version could not be deleted, perhaps because another program is using it; please delete it"
        " yourself: /home/ada/x"
    )


def test_any_other_file_is_not_a_profile() -> None:
    assert sentences.not_a_profile(NAME, b"Dear Ada,") == sentences.of_another_program(NAME)


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        *((OSError(number, ""), "no room") for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)),
        (OSError(errno.EROFS, ""), "read but not changed"),
        *((OSError(number, ""), "does not allow changes") for number in (errno.EACCES, errno.EPERM)),
        *((OSError(number, ""), "folder is not there") for number in (errno.ENOENT, errno.ENOTDIR)),
        *((OSError(number, ""), "name cannot be used") for number in (errno.ENAMETOOLONG, errno.EINVAL)),
        (OSError(errno.EISDIR, ""), "a folder of that name"),
        *((OSError(number, ""), "does not answer") for number in (errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE)),
        (OSError(errno.EMFILE, ""), "computer refused"),
        (ValueError("embedded null byte"), "name cannot be used"),
        *((_held(number), "another program is holding it") for number in (32, 33)),
        (_held(5), "does not allow changes"),
        *((_held(number), "name cannot be used") for number in (123, 206)),
    ],
    ids=repr,
)
def test_a_refused_save_says_why(trouble: Exception, why: str) -> None:
    assert f"{NAME} is not saved because " in sentences.not_saved(NAME, trouble)
    assert why in sentences.not_saved(NAME, trouble)


NOT_READ: Final = (
    "could not be read; it has been left as it is, so please check that its disk is connected and try again."
)


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        *((OSError(number, ""), "is not there; it may have been moved") for number in (errno.ENOENT, errno.ENOTDIR)),
        *((OSError(number, ""), "may not be read by you") for number in (errno.EACCES, errno.EPERM)),
        (OSError(errno.EISDIR, ""), "is a folder, not a profile"),
        (OSError(errno.ENAMETOOLONG, ""), "is not there: no file can have so long a name"),
        (OSError(errno.EIO, ""), NOT_READ),
        (ValueError("embedded null byte"), NOT_READ),
    ],
    ids=repr,
)
def test_a_file_that_cannot_be_opened_says_why(trouble: Exception, why: str) -> None:
    assert sentences.not_opened(NAME, trouble).startswith(f"{NAME} {why}")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        (Path("/home/ada/My plan.presence"), NAME),
        (Path("/"), "“/”"),
        (Path("/a\nb\u202ec\udcff"), "“a b c ”"),
        (Path("x" * 60), f"“{'x' * 60}”"),
        (Path("x" * 61), f"“{'x' * 59}…”"),
    ],
    ids=repr,
)
def test_a_name_is_shown_short_and_on_one_line(path: Path, shown: str) -> None:
    assert sentences.shown(path) == shown


GONE: Final = (
    f"{NAME} is not saved because it has been moved, renamed or deleted; what was there before is unchanged,"
    " so please save a copy to keep your work."
)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (
            sentences.rescued(sentences.gone(NAME)),
            (
                f"{GONE} Your latest work is kept in a safe place on this computer, and Presence tries again every few"
                " seconds."
            ),
        ),
        (
            sentences.only_here(sentences.gone(NAME)),
            f"{GONE} Your latest work is only in this window, so please keep it open until it is saved.",
        ),
        (
            findings.found_copy(NAME, "today, 14:02", 61, 40),
            (
                f"The file {NAME} was damaged, perhaps by a power cut. Your work is safe: we found a copy from today,"
                " 14:02 (61 steps, 40 done). The damaged file is kept."
            ),
        ),
        (
            findings.found_newer(NAME, "today, 14:02", 61, 40),
            (
                f"The last changes to {NAME} did not reach the file. Your work is safe: we found it as it was today,"
                " 14:02 (61 steps, 40 done). The file is kept as well."
            ),
        ),
        (
            findings.found_beside("“Copy.presence”", NAME, "today, 14:02", 61, 40),
            (
                f"“Copy.presence” in the same folder is a copy of {NAME} with other work in it, saved today, 14:02 (61"
                " steps, 40 done); perhaps a sync service put it there. Nothing has been overwritten."
            ),
        ),
        (
            findings.found_written_over(NAME, "today, 14:02", 61, 40),
            (
                f"What was last saved in {NAME} on this computer is not in it now: another program or computer has"
                " changed the file since. Your work is safe: we kept it as it was today, 14:02 (61 steps, 40 done). The"
                " file is kept as well."
            ),
        ),
        (
            findings.found_of_another(NAME, "today, 14:02", 61, 40),
            (
                f"Another profile used to be in the place of {NAME}, and the last changes to that one did not reach its"
                f" file. They are safe: we found that profile as it was today, 14:02 (61 steps, 40 done). {NAME} is"
                " kept as well."
            ),
        ),
        (
            findings.found_instead(sentences.gone(NAME), "today, 14:02", 2, 0),
            f"{GONE} Your work is safe: we found a copy from today, 14:02 (2 steps, 0 done).",
        ),
        (
            findings.found_loose("today, 14:02", 1, 1),
            "Work from today, 14:02 never reached a file. It is safe: we found it as it was (1 step, 1 done).",
        ),
        (
            findings.changed_by_others("today, 13:55"),
            (
                "Another computer, window or sync service changed this file, last saved today, 13:55. Nothing has been"
                " overwritten. The one you do not choose stays in Earlier versions."
            ),
        ),
    ],
)
def test_what_takes_more_than_a_sentence_says_what_happened_and_what_is_safe(said: str, text: str) -> None:
    assert said == text
    assert "safe" in said or "Nothing has been overwritten" in said or "only in this window" in said
    assert not re.search(r"error|corrupt|json|exception|invalid|fail|!|byte|utf|errno|None", said, re.IGNORECASE)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (datetime.fromisoformat("2026-11-23T14:02:59"), "today, 14:02"),
        (datetime.fromisoformat("2026-11-22T23:59:00"), "yesterday, 23:59"),
        (datetime.fromisoformat("2026-11-21T09:05:00"), "Sat 21 November 2026, 09:05"),
        (datetime.fromisoformat("2026-11-24T00:01:00"), "Tue 24 November 2026, 00:01"),
    ],
    ids=str,
)
def test_a_moment_is_said_as_a_person_says_it_in_local_time(when: datetime, words: str) -> None:
    now = datetime.fromisoformat("2026-11-23T18:30:00").astimezone()
    assert findings.moment(when.astimezone(UTC), now) == words
