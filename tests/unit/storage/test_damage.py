"""A profile file damaged in every small way: refused, or still the same profile, but never quietly another one."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from presence_gui.errors import NewerError, ProfileError
from presence_gui.profile import Profile, profile_from_data
from presence_gui.storage.envelope import from_bytes
from presence_gui.storage.migrations import SCHEMA
from presence_gui.storage.profile_file import open_profile
from presence_gui.storage.system import SYSTEM
from tests.unit.storage.samples import AFTER, saved, written


@pytest.fixture
def whole(tmp_path: Path) -> bytes:
    return saved(tmp_path, AFTER).path.read_bytes()


def opened(path: Path, raw: bytes) -> Profile | None:
    try:
        return open_profile(path, system=replace(SYSTEM, read=lambda _path, _most: raw)).profile
    except ProfileError:
        return None


def _rev_and_id(path: Path, raw: bytes) -> tuple[int, str] | None:
    try:
        stored = open_profile(path, system=replace(SYSTEM, read=lambda _path, _most: raw))
    except ProfileError:
        return None
    return stored.rev, stored.profile_id


def flipped(raw: bytes) -> Iterator[bytes]:
    for bit in range(8 * len(raw)):
        copy = bytearray(raw)
        copy[bit // 8] ^= 1 << bit % 8
        yield bytes(copy)


def test_no_flipped_bit_makes_another_profile(tmp_path: Path, whole: bytes) -> None:
    found = [opened(tmp_path / "My plan.presence", raw) for raw in flipped(whole)]
    assert all(profile in (None, AFTER) for profile in found)
    assert found.count(None) > len(found) / 2


def test_no_flipped_bit_changes_the_revision_or_whose_file_it_is(tmp_path: Path, whole: bytes) -> None:
    head = whole[: whole.index(b'"sha256"')]
    path = tmp_path / "My plan.presence"
    seen = {_rev_and_id(path, copy + whole[len(head) :]) for copy in flipped(head)}
    assert seen <= {None, _rev_and_id(path, whole)}


def _is_called_newer(raw: bytes) -> bool:
    try:
        from_bytes(raw, "it", SCHEMA)
    except ProfileError as trouble:
        return isinstance(trouble, NewerError)
    return False


def test_no_flipped_bit_makes_a_file_one_of_a_newer_version(whole: bytes) -> None:
    for raw in (whole, written(1)):
        head = raw[: raw.index(b'"profile_id"')]
        assert not any(_is_called_newer(copy + raw[len(head) :]) for copy in flipped(head))


def test_in_schema_one_a_flipped_bit_of_the_revision_goes_unnoticed(tmp_path: Path) -> None:
    path = tmp_path / "My plan.presence"
    path.write_bytes(written(1))
    seen = {_rev_and_id(path, copy) for copy in flipped(path.read_bytes())}
    assert len(seen) > 2


def test_no_truncated_file_makes_another_profile(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "My plan.presence"
    assert not any(opened(path, whole[:length]) for length in range(len(whole.rstrip())))
    assert opened(path, whole.rstrip()) == AFTER


@pytest.mark.parametrize("block", [b"\0" * 512, b"\xff" * 512, b" " * 64, b""])
def test_no_block_lost_in_the_middle_makes_another_profile(tmp_path: Path, whole: bytes, block: bytes) -> None:
    path = tmp_path / "My plan.presence"
    middle = len(whole) // 2
    assert opened(path, whole[:middle] + block + whole[middle + 64 :]) is None


def test_without_the_fingerprint_flipped_bits_would_go_unnoticed(whole: bytes) -> None:
    def believed(raw: bytes) -> Profile | None:
        try:
            return profile_from_data(json.loads(raw)["data"])
        except (ProfileError, ValueError, LookupError, TypeError):
            return None

    assert any(believed(raw) not in (None, AFTER) for raw in flipped(whole))
