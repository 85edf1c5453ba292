import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta, timezone
from pathlib import Path
from typing import Final
from unittest.mock import ANY

import pytest

from presence_gui.errors import OlderError, ProfileError, SaveError
from presence_gui.plain import JSON
from presence_gui.profile import Answer, Profile, Status
from presence_gui.storage import sentences
from presence_gui.storage.envelope import fingerprint
from presence_gui.storage.migrations import SCHEMA
from presence_gui.storage.profile_file import (
    StoredProfile,
    as_saved,
    go_on_in,
    loose,
    new_file,
    open_profile,
    save_copy,
    save_profile,
)
from presence_gui.storage.system import SYSTEM
from tests.unit.storage.samples import AFTER, BEFORE, LATER, NOON, PROFILE_ID, not_windows, saved, written

NAME: Final = "“My plan.presence”"
OTHER_ID: Final = "f" * 32
CORPUS: Final = Path(__file__).parents[4] / "shared" / "corpora" / "jsontestsuite"
CASES: Final = sorted(CORPUS.rglob("*.json"))


def _of_schema(folder: Path, schema: int, data: dict[str, JSON], min_reader: int = 1) -> Path:
    path = folder / "My plan.presence"
    path.write_bytes(written(schema, data, min_reader=min_reader))
    return path


# --- opening ---------------------------------------------------------------------------------------------------------


def test_what_was_saved_is_opened(tmp_path: Path) -> None:
    stored = saved(tmp_path, AFTER)
    assert open_profile(stored.path) == stored
    assert stored.profile == AFTER
    assert (stored.rev, stored.schema, stored.read_only) == (1, SCHEMA, "")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04rest", "looks like a ZIP archive"),
        ('{"app": "presence", "name": "Zoë"}'.encode("latin-1"), "is damaged"),
        (b'{"app": "presence"', "is damaged"),
        (b'{"app": "presence"}', "is damaged"),
        (b'{"app": "another"}', "is not a Presence profile"),
        (b"{" + b" " * 20_000_000 + b"}", "is damaged"),
    ],
    ids=lambda value: repr(value[:24]),
)
def test_a_file_that_is_no_whole_profile_is_refused_and_never_overwritten(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "My plan.presence"
    path.write_bytes(content)
    with pytest.raises(ProfileError, match=f"^{NAME} {sentence}"):
        open_profile(path)
    with pytest.raises(SaveError, match="already"):
        saved(tmp_path)
    assert path.read_bytes() == content


def test_a_file_as_large_as_a_profile_can_be_is_opened_and_a_larger_one_is_not(tmp_path: Path) -> None:
    path = saved(tmp_path).path
    path.write_bytes(path.read_bytes().ljust(20_000_000))
    assert open_profile(path).profile == BEFORE
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(ProfileError, match="is damaged"):
        open_profile(path)


def test_a_missing_file_is_called_so(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=f"^{NAME} is not there"):
        open_profile(tmp_path / "My plan.presence")


def test_a_folder_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "My plan.presence").mkdir()
    with pytest.raises(ProfileError, match=f"^{NAME} is a folder"):
        open_profile(tmp_path / "My plan.presence")
    with pytest.raises(SaveError, match="already"):
        saved(tmp_path)


def test_a_file_that_may_not_be_read_is_called_so(tmp_path: Path) -> None:
    def refuse(_path: Path, _most: int) -> bytes:
        raise PermissionError(13, "no")

    stored = saved(tmp_path)
    with pytest.raises(ProfileError, match=f"^{NAME} may not be read"):
        open_profile(stored.path, system=replace(SYSTEM, read=refuse))


def test_a_name_no_file_can_have_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match="could not be read"):
        open_profile(tmp_path / "a\0b")
    with pytest.raises(SaveError, match="name cannot be used"):
        new_file(tmp_path / "a\0b", BEFORE, NOON, PROFILE_ID)
    with pytest.raises(SaveError, match="name cannot be used"):
        new_file(tmp_path / ("x" * 300), BEFORE, NOON, PROFILE_ID)


def test_a_whole_file_whose_profile_makes_no_sense_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(ProfileError, match=f"^{NAME} is damaged or was changed outside Presence at “minutes”; it"):
        open_profile(_of_schema(tmp_path, 1, {"minutes": "many"}))


@pytest.mark.skipif(not CASES, reason="the JSONTestSuite corpus is not beside this checkout")
def test_none_of_the_files_others_break_readers_with_gets_past_a_sentence() -> None:
    for case in CASES:
        with pytest.raises(ProfileError, match=r"^“"):
            open_profile(case)


# --- newer and older versions ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("schema", "min_reader"), [(3, 1), (3, 3), (1, 3)])
def test_a_newer_file_is_shown_and_its_bytes_stay(tmp_path: Path, schema: int, min_reader: int) -> None:
    path = _of_schema(tmp_path, schema, {"name": "Ada", "mood": "hopeful"}, min_reader)
    before = path.read_bytes()
    stored = open_profile(path)
    assert stored.profile == replace(BEFORE, extra={"mood": "hopeful"})
    assert stored.read_only == sentences.newer(NAME)
    with pytest.raises(SaveError, match="newer version"):
        save_profile(stored, AFTER, LATER)
    with pytest.raises(SaveError, match="newer version"):
        save_copy(stored, AFTER, tmp_path / "Copy.presence", LATER, OTHER_ID)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_newer_file_we_cannot_understand_gives_a_sentence(tmp_path: Path) -> None:
    path = _of_schema(tmp_path, 3, {"answers": "in another place"})
    with pytest.raises(ProfileError, match="newer version of Presence and cannot be shown"):
        open_profile(path)


def _name_in_one_piece(data: dict[str, JSON]) -> dict[str, JSON]:
    return {"name": f"{data['first']} {data['last']}"}


def _name_in_small_letters(data: dict[str, JSON]) -> dict[str, JSON]:
    return {"name": str(data["name"]).lower()}


def test_an_older_file_is_lifted_in_memory_and_written_at_the_first_save(tmp_path: Path) -> None:
    steps = (_name_in_one_piece, _name_in_small_letters)
    path = _of_schema(tmp_path, 1, {"first": "Ada", "last": "Byron"})
    before = path.read_bytes()
    stored = open_profile(path, steps=steps)
    assert stored.profile == Profile(name="ada byron")
    assert (stored.schema, stored.read_only) == (1, "")
    assert open_profile(path, steps=steps) == stored
    assert path.read_bytes() == before
    again = save_profile(stored, stored.profile, LATER, steps=steps)
    assert (again.schema, again.rev, again.extra) == (3, 6, {"written_with": "9.9"})
    assert open_profile(path, steps=steps) == again


def test_an_older_file_that_cannot_be_lifted_is_left_as_it_is(tmp_path: Path) -> None:
    path = _of_schema(tmp_path, 1, {"first": "Ada"})
    before = path.read_bytes()
    with pytest.raises(OlderError, match="older version"):
        open_profile(path, steps=(_name_in_one_piece,))
    assert path.read_bytes() == before
    path = _of_schema(tmp_path, 1, {"first": "Ada", "answers": "in another place"})
    with pytest.raises(OlderError, match="older version"):
        open_profile(path, steps=(_name_in_one_piece,))


def test_an_older_file_that_cannot_be_lifted_is_shown_as_far_as_it_can_be_read_and_written_nowhere(
    tmp_path: Path,
) -> None:
    path = _of_schema(tmp_path, 1, {"first": "Ada", "goal": "be found"})
    before = path.read_bytes()
    stored = open_profile(path, steps=(_name_in_one_piece,))
    assert stored.profile == Profile(goal="be found", extra={"first": "Ada"})
    assert (stored.read_only, stored.whole) == (sentences.not_lifted(NAME), False)
    with pytest.raises(SaveError, match="could not be brought up to date"):
        save_profile(stored, AFTER, LATER)
    with pytest.raises(SaveError, match="could not be brought up to date"):
        save_copy(stored, AFTER, tmp_path / "Copy.presence", LATER, OTHER_ID)
    with pytest.raises(SaveError, match="could not be brought up to date"):
        go_on_in(tmp_path / "Copy.presence", stored, AFTER, LATER)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


# --- saving ----------------------------------------------------------------------------------------------------------


def test_a_save_counts_up_and_names_the_file_it_replaced(tmp_path: Path) -> None:
    first = saved(tmp_path)
    here = LATER.replace(microsecond=5).astimezone(timezone(timedelta(hours=2)))
    second = save_profile(first, AFTER, here)
    fields = json.loads(second.path.read_bytes())
    assert (fields["rev"], fields["parent_sha256"]) == (2, first.sha256)
    assert fields["saved_at"] == "2026-11-23T14:02:11Z"
    assert second.sha256 == fingerprint(second.path.read_bytes())
    assert open_profile(first.path) == second
    assert save_profile(second, BEFORE, LATER).rev == 3


def test_what_a_newer_version_put_around_the_profile_is_carried_along(tmp_path: Path) -> None:
    path = _of_schema(tmp_path, 1, {"name": "Ada", "mood": "hopeful"})
    stored = open_profile(path)
    again = save_profile(stored, stored.profile.answered("a", Answer(Status.DONE)), LATER)
    fields = json.loads(path.read_bytes())
    assert (fields["written_with"], fields["data"]["mood"]) == ("9.9", "hopeful")
    assert again.extra == {"written_with": "9.9"}


@not_windows
def test_a_new_file_is_for_its_owner_only_and_a_known_one_keeps_its_mode(tmp_path: Path) -> None:
    stored = saved(tmp_path)
    assert stored.path.stat().st_mode & 0o777 == 0o600
    stored.path.chmod(0o640)
    save_profile(stored, AFTER, LATER)
    assert stored.path.stat().st_mode & 0o777 == 0o640


@not_windows
def test_a_profile_reached_through_a_link_is_saved_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "near").mkdir()
    far = saved(tmp_path / "far").path
    near = tmp_path / "near" / "Link.presence"
    near.symlink_to(Path("..") / "far" / far.name)
    stored = save_profile(open_profile(near), AFTER, LATER)
    assert stored.path == near
    assert near.is_symlink()
    assert open_profile(far).profile == AFTER
    assert [len(list(folder.iterdir())) for folder in (tmp_path / "far", tmp_path / "near")] == [1, 1]


def _one_letter_and_the_old_date(path: Path) -> None:
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"Ada", b"Eda"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


def _another_file_in_its_place(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"theirs")
    other.replace(path)


def _an_end_cut_off(path: Path) -> None:
    os.truncate(path, 10)


def _a_save_by_another_window(path: Path) -> None:
    save_profile(open_profile(path), replace(BEFORE, goal="theirs"), LATER)


@pytest.mark.parametrize(
    "change", [_one_letter_and_the_old_date, _another_file_in_its_place, _an_end_cut_off, _a_save_by_another_window]
)
def test_what_somebody_else_wrote_meanwhile_is_never_overwritten(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    stored = saved(tmp_path)
    change(stored.path)
    theirs = stored.path.read_bytes()
    with pytest.raises(SaveError, match="changed it while it was open here"):
        save_profile(stored, AFTER, LATER)
    assert stored.path.read_bytes() == theirs
    assert list(tmp_path.iterdir()) == [stored.path]


def test_a_file_that_was_taken_away_is_not_brought_back(tmp_path: Path) -> None:
    stored = saved(tmp_path)
    stored.path.rename(tmp_path / "Renamed.presence")
    with pytest.raises(SaveError, match="moved, renamed or deleted"):
        save_profile(stored, AFTER, LATER)
    assert [path.name for path in tmp_path.iterdir()] == ["Renamed.presence"]


def test_a_folder_that_was_taken_away_is_called_so(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    stored = saved(tmp_path / "stick")
    (tmp_path / "stick").rename(tmp_path / "away")
    with pytest.raises(SaveError, match="moved, renamed or deleted"):
        save_profile(stored, AFTER, LATER)
    with pytest.raises(SaveError, match="folder is not there"):
        saved(tmp_path / "stick")


def test_a_file_marked_as_read_only_is_shown_and_kept(tmp_path: Path) -> None:
    mine = saved(tmp_path)
    mine.path.chmod(0o444)
    stored = open_profile(mine.path)
    assert stored.read_only == sentences.marked_read_only(NAME)
    with pytest.raises(SaveError, match="marked as read-only"):
        save_profile(stored, AFTER, LATER)
    with pytest.raises(SaveError, match="does not allow changes"):
        save_profile(mine, AFTER, LATER)
    assert open_profile(mine.path).profile == BEFORE
    assert save_copy(stored, AFTER, tmp_path / "Copy.presence", LATER, OTHER_ID).read_only == ""


def test_a_file_replaced_by_a_folder_is_called_so(tmp_path: Path) -> None:
    stored = saved(tmp_path)
    stored.path.unlink()
    stored.path.mkdir()
    with pytest.raises(SaveError, match="a folder of that name"):
        save_profile(stored, AFTER, LATER)
    with pytest.raises(SaveError, match="a folder of that name"):
        new_file(stored.path, AFTER, LATER, PROFILE_ID, kept=stored.sha256)


def test_half_a_character_does_not_stop_a_save(tmp_path: Path) -> None:
    halved = replace(BEFORE, goal="Seen \ud83c")
    stored = save_profile(saved(tmp_path), halved, LATER)
    assert stored.profile == halved
    assert open_profile(stored.path).profile.goal == "Seen �"


def _nested(deep: int) -> JSON:
    value: JSON = None
    for _ in range(deep):
        value = [value]
    return value


@pytest.mark.parametrize(
    "unsound",
    [
        replace(BEFORE, minutes=7),
        replace(BEFORE, extra={"x": float("nan")}),
        replace(BEFORE, extra={"x": 10**20}),
        replace(BEFORE, extra={"name": "Eda"}, name=""),
        replace(BEFORE, goal="x" * 20_000_000),
        replace(BEFORE, answers={"a": Answer(number=-1)}),
        replace(BEFORE, extra={"x": {1}}),  # type: ignore[dict-item]  # which is the mistake
        replace(BEFORE, extra={"x": _nested(10_000)}),
    ],
    ids=range(8),
)
def test_what_would_not_open_again_is_never_written(tmp_path: Path, unsound: Profile) -> None:
    stored = saved(tmp_path)
    with pytest.raises(SaveError, match="would not open again"):
        save_profile(stored, unsound, LATER)
    assert open_profile(stored.path) == stored


# --- new files and copies --------------------------------------------------------------------------------------------


def test_a_new_file_takes_the_place_of_another_only_when_told(tmp_path: Path) -> None:
    path = tmp_path / "My plan.presence"
    path.write_bytes(b"a letter")
    with pytest.raises(SaveError, match=f"^There is a file called {NAME} already"):
        saved(tmp_path)
    with pytest.raises(SaveError, match=f"^There is a file called {NAME} already"):
        new_file(path, AFTER, NOON, PROFILE_ID, kept=fingerprint(b"another letter"))  # which was there just before
    assert path.read_bytes() == b"a letter"
    assert new_file(path, AFTER, NOON, PROFILE_ID, kept=fingerprint(b"a letter")) == open_profile(path)
    assert list(tmp_path.iterdir()) == [path]


def test_a_copy_is_a_file_of_its_own(tmp_path: Path) -> None:
    path = _of_schema(tmp_path, 1, {"name": "Ada"})
    stored = open_profile(path)
    copy = save_copy(stored, AFTER, tmp_path / "Copy.presence", LATER, OTHER_ID)
    assert (copy.profile_id, copy.rev, copy.profile, copy.extra) == (OTHER_ID, 1, AFTER, {"written_with": "9.9"})
    assert open_profile(copy.path) == copy
    assert open_profile(path) == stored
    with pytest.raises(SaveError, match="already"):
        save_copy(stored, AFTER, path, LATER, OTHER_ID)


def test_to_go_on_in_another_file_takes_no_others_place(tmp_path: Path) -> None:
    stored = saved(tmp_path)
    with pytest.raises(SaveError, match=f"^There is a file called {NAME} already"):
        go_on_in(stored.path, stored, AFTER, LATER)
    assert open_profile(stored.path) == stored
    went_on = go_on_in(tmp_path / "Other.presence", stored, AFTER, LATER)
    assert (went_on.rev, went_on.profile_id, open_profile(went_on.path)) == (2, PROFILE_ID, went_on)


def test_a_profile_that_has_no_file_yet_can_be_changed(tmp_path: Path) -> None:
    place = loose(tmp_path / "My plan.presence", BEFORE, NOON, PROFILE_ID)
    assert (place.rev, place.sha256, place.schema, place.read_only, place.extra) == (0, "", SCHEMA, "", {})
    assert place.whole
    assert as_saved(place, AFTER, LATER)[1] == replace(saved(tmp_path, AFTER), saved_at=LATER, sha256=ANY)


def test_a_copy_keeps_both_when_somebody_else_changed_the_file(tmp_path: Path) -> None:
    stored = saved(tmp_path)
    _a_save_by_another_window(stored.path)
    copy = save_copy(stored, AFTER, tmp_path / "Copy.presence", LATER, OTHER_ID)
    assert open_profile(copy.path).profile == AFTER
    assert open_profile(stored.path).profile.goal == "theirs"


def test_the_day_of_an_answer_survives(tmp_path: Path) -> None:
    profile = BEFORE.answered("a", Answer(Status.DONE, given=date(2026, 2, 28)))
    stored: StoredProfile = saved(tmp_path, profile)
    assert open_profile(stored.path).profile.answer("a").given == date(2026, 2, 28)
