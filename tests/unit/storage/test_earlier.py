"""What changed between two versions, in words, and how to go back without losing the present."""

import errno
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from presence_gui.diary import PrintedPlan, Reading
from presence_gui.errors import ConflictError, ProfileError, SaveError
from presence_gui.profile import Answer, Profile, Status
from presence_gui.storage.backups import back_up
from presence_gui.storage.earlier import Difference, difference, earlier_here, earlier_versions, restore
from presence_gui.storage.lock import release, take_lock
from presence_gui.storage.profile_file import StoredProfile, as_saved, open_profile, profile_in
from presence_gui.storage.safekeeping import Safekeeping, Why, open_version, put, versions
from presence_gui.storage.system import SYSTEM, System
from presence_gui.storage.thinning import to_thin
from tests.unit.storage.samples import BEFORE, LATER, NOON, PROFILE_ID, by_a_newer_version, changed, refusing, saved
from tests.unit.storage.test_round_trip import PROFILES

DONE = Answer(Status.DONE)


@pytest.fixture
def safe(tmp_path: Path) -> Safekeeping:
    return Safekeeping(tmp_path / "data", PROFILE_ID)


@pytest.fixture
def stored(tmp_path: Path) -> StoredProfile:
    (tmp_path / "Documents").mkdir()
    return saved(tmp_path / "Documents")


def _with(answers: dict[str, Answer]) -> Profile:
    return Profile(answers=answers)


def test_each_item_that_changed_is_counted_once_in_the_words_for_it() -> None:
    before = _with(
        {
            "same": DONE,
            "done": Answer(text="x"),
            "undone": DONE,
            "done and gone": DONE,
            "gone": Answer(Status.NOT_SURE),
            "changed": DONE,
            "also changed": Answer(number=1),
        }
    )
    after = _with(
        {
            "same": DONE,
            "done": DONE,
            "done at once": DONE,
            "undone": Answer(),
            "answered": Answer(Status.NOT_FOR_ME),
            "changed": replace(DONE, note="x"),
            "also changed": Answer(number=2),
        }
    )
    told = difference(before, after)
    assert told == Difference(done=2, undone=1, answered=1, changed=2, removed=2)
    assert str(told) == "2 more done, 1 no longer done, 1 more answered, 2 changed, 2 removed"


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (BEFORE, "nothing changed"),
        (replace(BEFORE, answers={"a": DONE}), "1 more done"),
        (replace(BEFORE, goal="be found"), "your details changed"),
        (replace(BEFORE, minutes=60, answers={"a": DONE}), "1 more done, your details changed"),
        (replace(BEFORE, readings=(Reading(date(2026, 11, 23), "r", 1, 2, 3),)), "nothing changed"),
        (replace(BEFORE, printed=(PrintedPlan(date(2026, 11, 23), 30),)), "nothing changed"),
    ],
    ids=str,
)
def test_a_difference_is_said_in_a_few_words(after: Profile, words: str) -> None:
    assert str(difference(BEFORE, after)) == words


@settings(max_examples=30)
@given(before=PROFILES, after=PROFILES)
def test_there_is_a_difference_exactly_when_something_differs_and_back_it_is_the_other_way_round(
    before: Profile, after: Profile
) -> None:
    there, back = difference(before, after), difference(after, before)
    assert (there == Difference()) == (before == after)
    assert (there.changed, there.undone + there.removed >= back.done) == (back.changed, True)
    assert there.about_you == back.about_you


def test_the_versions_are_listed_newest_first_with_what_each_changed(stored: StoredProfile, safe: Safekeeping) -> None:
    back_up(stored, safe, Why.CHANGED, NOON)
    stored = changed(stored, "be found")
    back_up(stored, safe, Why.CHANGED, LATER)
    stored = changed(stored, "be hired")
    broken = back_up(stored, safe, Why.CHANGED, LATER)
    back_up(changed(stored, "be found"), safe, Why.CHANGED, LATER)
    broken.path.write_bytes(b"{")
    told = [(one.version.rev, one.stored and one.stored.profile.goal, one.difference) for one in earlier_versions(safe)]
    assert told == [
        (4, "be found", Difference()),
        (3, None, None),
        (2, "be found", Difference(about_you=True)),
        (1, "", None),
    ]


def test_an_earlier_version_comes_back_as_a_new_revision_and_the_present_one_is_kept(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    first = back_up(stored, safe, Why.CHANGED, NOON)
    present = changed(stored, "be found")
    put(stored.path.read_bytes(), replace(present, rev=6), Why.UNSAVED, safe.rescue)  # nothing may count as newer
    back = restore(present, first, LATER, safe)
    assert (back.profile, back.rev, back.profile_id) == (BEFORE, 7, PROFILE_ID)
    assert open_profile(stored.path) == back
    assert [(one.why, one.pinned, one.rev) for one in versions(safe)] == [
        ("restored", False, 7),
        ("before-restore", True, 2),
        ("first", True, 1),
    ]
    assert open_version(versions(safe)[1]).profile == present.profile


def test_nothing_is_thinned_for_a_week_after_a_restore(stored: StoredProfile, safe: Safekeeping) -> None:
    first = back_up(stored, safe, Why.CHANGED, NOON)
    for number in range(8):
        stored = changed(stored, str(number))
        back_up(stored, safe, Why.CHANGED, LATER)
    back = restore(stored, first, LATER + timedelta(days=9), safe)
    assert len(versions(safe)) == 11
    assert to_thin(versions(safe), back.saved_at + timedelta(days=6)) == ()
    assert to_thin(versions(safe), back.saved_at + timedelta(days=8))


@pytest.mark.parametrize("call", ["make_temporary", "write", "flush"])
def test_nothing_is_restored_when_the_present_one_cannot_be_kept(
    stored: StoredProfile, safe: Safekeeping, call: str
) -> None:
    first = back_up(stored, safe, Why.CHANGED, NOON)
    present = changed(stored, "be found")
    with pytest.raises(SaveError, match="No earlier version"):
        restore(present, first, LATER, safe, system=refusing(errno.ENOSPC, call))
    assert open_profile(stored.path) == present


def _full_for(word: str) -> System:
    """Return a computer that has no room for a file with this word in its name."""

    def put_in_place(source: Path, target: Path) -> None:
        if word in target.name:
            raise OSError(errno.ENOSPC, "full")
        SYSTEM.replace(source, target)

    return replace(SYSTEM, replace=put_in_place)


def test_nothing_is_restored_when_the_file_cannot_be_written(stored: StoredProfile, safe: Safekeeping) -> None:
    first = back_up(stored, safe, Why.CHANGED, NOON)
    present = changed(stored, "be found")
    with pytest.raises(SaveError, match="is not saved"):
        restore(present, first, LATER, safe, system=_full_for("My plan"))
    assert open_profile(stored.path) == present


def test_what_is_restored_stays_so_without_a_copy_of_it(stored: StoredProfile, safe: Safekeeping) -> None:
    first = back_up(stored, safe, Why.CHANGED, NOON)
    present = changed(stored, "be found")
    back = restore(present, first, LATER, safe, system=_full_for("_restored_"))
    assert open_profile(stored.path) == back
    assert back.profile == BEFORE
    assert [one.why for one in versions(safe)] == ["before-restore", "first"]


def test_nothing_is_restored_from_a_damaged_version_or_over_what_others_wrote(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    first = back_up(stored, safe, Why.CHANGED, NOON)
    theirs = changed(stored, "theirs")
    with pytest.raises(ConflictError):
        restore(stored, first, LATER, safe)
    first.path.write_bytes(b"{")
    with pytest.raises(ProfileError):
        restore(theirs, first, LATER, safe)
    assert open_profile(stored.path) == theirs


def test_the_versions_of_others_that_were_in_a_place_are_told_profile_by_profile(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    others = [Safekeeping(safe.root, letter * 32) for letter in "abc"]
    for number, other in enumerate([safe, *others]):
        lock = take_lock(stored.path if number < 3 else stored.path.with_name("Elsewhere.presence"), other)
        assert lock
        release(lock)
        for rev, when in enumerate((NOON - timedelta(days=number), NOON + timedelta(days=number)), 1):
            its = replace(stored, profile_id=other.profile_id, rev=rev)
            put(*as_saved(its, replace(BEFORE, goal=f"{number} {rev}"), when), Why.CHANGED, other.backups)
    empty = take_lock(stored.path, Safekeeping(safe.root, "d" * 32))
    assert empty
    release(empty)
    told = [one.stored.profile.goal for one in earlier_here(stored.path, safe) if one.stored]
    assert told == ["2 2", "2 1", "1 2", "1 1"]
    unread = earlier_here(stored.path, safe, system=refusing(errno.EIO, "read"))
    assert [one.stored for one in unread] == [None] * len(told)


def test_a_version_of_a_newer_presence_is_not_gone_back_to_as_its_news_would_be_lost(
    stored: StoredProfile, safe: Safekeeping
) -> None:
    raw = by_a_newer_version(stored.path.read_bytes())
    newer = put(raw, profile_in(raw, stored.path, may_write=True), Why.CHANGED, safe.backups)
    before = stored.path.read_bytes()
    with pytest.raises(SaveError, match="newer version"):
        restore(stored, newer, LATER, safe)
    assert stored.path.read_bytes() == before
    assert versions(safe) == (newer,)
