import json
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.plain import JSON
from presence_gui.profile import Answer, Profile, Status
from presence_gui.storage.envelope import fingerprint
from presence_gui.storage.profile_file import StoredProfile, new_file, open_profile, save_profile
from presence_gui.storage.strict_json import canonical, canonical_pieces
from presence_gui.storage.system import SYSTEM, System
from tests.unit.storage.samples import LATER, NOON, PROFILE_ID, saved

NAUGHTY: Final = Path(__file__).parents[4] / "shared" / "corpora" / "blns" / "blns.json"

# Surrogates are halves of characters, which no file can hold.
TEXTS: Final = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
VALUES: Final[st.SearchStrategy[JSON]] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**19), 10**19)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
EXTRAS: Final = st.dictionaries(TEXTS.map("new-{}".format), VALUES, max_size=3)
DAYS: Final = st.none() | st.dates()
ANSWERS: Final = st.builds(
    Answer,
    status=st.sampled_from(Status),
    number=st.none() | st.integers(0, 1_000_000),
    text=TEXTS,
    day=DAYS,
    note=TEXTS,
    given=DAYS,
    extra=EXTRAS,
)
PROFILES: Final = st.builds(
    Profile,
    answers=st.dictionaries(TEXTS, ANSWERS, max_size=4),
    left_out=st.frozensets(TEXTS, max_size=3),
    name=TEXTS,
    goal=TEXTS,
    profession=TEXTS,
    minutes=st.integers(15, 180),
    paper=st.sampled_from(["", "a4", "letter"]),
    extra=EXTRAS,
)


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> StoredProfile:
    return saved(tmp_path_factory.mktemp("round-trip"))


def _unhurried() -> System:
    """Return the real calls but for the flushes, which the disk would make the longest part of the test."""
    return replace(SYSTEM, flush=lambda _handle: None, sync_folder=lambda _folder: None)


def _again(stored: StoredProfile, profile: Profile) -> Profile:
    new_file(
        stored.path, stored.profile, NOON, PROFILE_ID, kept=fingerprint(stored.path.read_bytes()), system=_unhurried()
    )
    save_profile(open_profile(stored.path), profile, LATER, system=_unhurried())
    return open_profile(stored.path).profile


@given(profile=PROFILES)
def test_what_is_opened_is_what_was_saved(stored: StoredProfile, profile: Profile) -> None:
    assert _again(stored, profile) == profile


@given(value=VALUES)
def test_the_pieces_a_proof_is_made_of_are_the_canonical_text(value: JSON) -> None:
    assert "".join(canonical_pieces(value)) == canonical(value)


@given(text=st.text(st.characters(categories=["Cs", "Lu", "So"]), max_size=6))
def test_no_text_a_window_can_hand_over_stops_a_save(stored: StoredProfile, text: str) -> None:
    again = _again(stored, Profile(goal=text)).goal
    assert again == text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the big list of naughty strings is not beside this checkout")
def test_naughty_strings_are_notes_like_any_other(stored: StoredProfile) -> None:
    strings: list[str] = json.loads(NAUGHTY.read_text(encoding="utf-8"))
    assert len(strings) > 500
    profile = Profile(
        answers={f"item-{number}": Answer(note=text, text=text) for number, text in enumerate(strings)},
        left_out=frozenset(strings),
    )
    assert _again(stored, profile) == profile


def test_equal_profiles_make_equal_files_whatever_the_order_they_came_about_in(stored: StoredProfile) -> None:
    one = Profile(answers={"a": Answer(number=1), "b": Answer(number=2)}, extra={"x": 1, "y": 2})
    other = Profile(answers={"b": Answer(number=2), "a": Answer(number=1)}, extra={"y": 2, "x": 1})
    files = []
    for profile in (one, other):
        new_file(stored.path, profile, NOON, PROFILE_ID, kept=fingerprint(stored.path.read_bytes()))
        files.append(stored.path.read_bytes())
    assert files[0] == files[1]
