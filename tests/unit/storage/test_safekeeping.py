"""The names of copies are read for years: each says which, from when and why, and no other name counts."""

import errno
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest

from presence_gui.errors import SaveError
from presence_gui.storage.profile_file import as_saved
from presence_gui.storage.safekeeping import (
    Safekeeping,
    Why,
    is_profile_id,
    kept_for,
    key_of,
    private_folder,
    put,
    rescued,
    versions,
)
from presence_gui.storage.system import SYSTEM
from tests.unit.storage.samples import AFTER, LATER, PROFILE_ID, not_windows, refusing, saved

PINNED: Final = {
    "first",
    "before-upgrade",
    "before-import",
    "before-restore",
    "before-replaced",
    "not-chosen",
    "by-hand",
    "unsaved",
}


@pytest.fixture
def safe(tmp_path: Path) -> Safekeeping:
    return Safekeeping(tmp_path / "data", PROFILE_ID)


def _named(folder: Path, *names: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / f"{name}.presence").write_bytes(b"12345")


def test_the_words_for_why_stay_as_they_are_and_all_but_two_are_for_good() -> None:
    assert {*Why} == PINNED | {"changed", "restored"}
    assert {why for why in Why if why.pinned} == PINNED


def test_the_folders_stay_where_they_are(tmp_path: Path) -> None:
    safe = Safekeeping(tmp_path, "ab")
    folders = [safe.folder, safe.backups, safe.pinned, safe.rescue, safe.locks]
    assert [folder.relative_to(tmp_path).as_posix() for folder in folders] == [
        *("ab", "ab/backups", "ab/pinned", "ab/rescue", "ab/locks")
    ]
    assert Safekeeping(tmp_path, "").folder == tmp_path / "unknown"


def test_a_name_tells_all_and_the_newest_is_of_the_highest_revision_then_time_then_name(safe: Safekeeping) -> None:
    _named(safe.backups, "r000009_2026-01-02T03-04-05Z_changed_0000000a", "r000010_2025-01-02T03-04-05Z_odd_0000000b")
    _named(safe.pinned, "r000010_2025-01-02T03-04-05Z_first_0000000c", "r000010_2025-01-02T03-04-06Z_first_00000000")
    found = versions(safe)
    assert [(one.rev, one.why, one.mark, one.pinned, one.size) for one in found] == [
        (10, "first", "00000000", True, 5),
        (10, "odd", "0000000b", False, 5),
        (10, "first", "0000000c", True, 5),
        (9, "changed", "0000000a", False, 5),
    ]
    assert found[-1].when == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "name",
    [
        "r00009_2026-01-02T03-04-05Z_changed_0000000a",
        "r1234567890123456789_2026-01-02T03-04-05Z_changed_0000000a",
        "r000009_2026-01-02T03-04-05Z_changed_0000000",
        "r000009_2026-01-02T03-04-05Z_changed_0000000A",
        "r000009_2026-01-02T25-04-05Z_changed_0000000a",
        "r000009_2026-01-02T03-04-05Z_Changed_0000000a",
        "copy of r000009_2026-01-02T03-04-05Z_changed_0000000a",
    ],
)
def test_other_names_are_not_ours(safe: Safekeeping, name: str) -> None:
    _named(safe.rescue, "r000009_2026-01-02T03-04-05Z_changed_0000000a", name)
    assert [one.rev for one in rescued(safe)] == [9]


def test_rescued_work_is_in_order_too(safe: Safekeeping) -> None:
    _named(safe.rescue, *(f"r00000{rev}_2026-01-02T03-04-05Z_unsaved_0000000a" for rev in (3, 1, 5, 4, 2)))
    assert [one.rev for one in rescued(safe)] == [5, 4, 3, 2, 1]


def test_a_copy_that_cannot_be_believed_is_refused_whether_or_not_it_can_be_taken_away(
    tmp_path: Path, safe: Safekeeping
) -> None:
    raw, stored = as_saved(saved(tmp_path), AFTER, LATER)
    for system in (SYSTEM, refusing(errno.EACCES, "remove")):
        with pytest.raises(SaveError, match="could be kept because the computer refused to write it"):
            put(raw, replace(stored, sha256="0" * 64), Why.CHANGED, safe.backups, system)
    assert len(SYSTEM.names(safe.backups)) == 1


def test_a_place_that_cannot_be_is_refused_in_words(tmp_path: Path) -> None:
    raw, stored = as_saved(saved(tmp_path), AFTER, LATER)
    with pytest.raises(SaveError, match="could be kept because"):
        put(raw, stored, Why.CHANGED, tmp_path / "a\0b")


def test_a_new_folder_and_those_above_it_are_on_the_drive(tmp_path: Path) -> None:
    flushed: list[Path] = []
    private_folder(tmp_path / "a" / "b", replace(SYSTEM, sync_folder=flushed.append))
    private_folder(tmp_path / "a" / "b", replace(SYSTEM, sync_folder=flushed.append))
    assert flushed == [tmp_path, tmp_path / "a"]


@not_windows
def test_a_place_is_known_by_16_digits_that_are_those_of_what_a_link_leads_to(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("far")
    key = key_of(tmp_path / "far", SYSTEM)
    assert (len(key), int(key, 16) > 0) == (16, True)
    assert key_of(tmp_path / "link", SYSTEM) == key != key_of(tmp_path / "near", SYSTEM)


def test_what_is_kept_for_a_place_is_what_was_opened_there_in_the_order_of_the_names(safe: Safekeeping) -> None:
    path = safe.root / "Plan.presence"
    ids = ["f" * 32, "0" * 32, "a" * 32]
    for name in (*ids, "F" * 32, "f" * 33, "f" * 31):
        (safe.root / name / "locks").mkdir(parents=True)
        (safe.root / name / "locks" / f"{key_of(path, SYSTEM)}.lock").touch()
    (safe.root / ("1" * 32)).mkdir()
    upside_down = replace(SYSTEM, names=lambda folder: sorted(SYSTEM.names(folder), reverse=True))
    for system in (SYSTEM, upside_down):
        assert [one.profile_id for one in kept_for(path, safe.root, system)] == sorted(ids)
    for call in ("real", "names", "stat"):
        assert kept_for(path, safe.root, refusing(errno.EIO, call)) == ()


def test_a_profile_has_32_small_hexadecimal_digits() -> None:
    assert [is_profile_id(name) for name in ("0a" * 16, "0A" * 16, "0a" * 15, "0a" * 17, "0g" * 16)] == [
        *(True, False, False, False, False)
    ]
