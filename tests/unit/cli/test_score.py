"""`score`: where a profile stands, for a person and for a script."""

import json
from pathlib import Path

import pytest

from presence_gui.history import rules_of
from presence_gui.scoring import score
from tests.unit.builders import TODAY, real_checklists, told
from tests.unit.cli.said import Presence, Said, contents

BUSY = ("li-account=done", "li-photo=done", "li-comment=4", "li-reply=2026-11-20", "facebook=left-out")


@pytest.fixture
def busy(presence: Presence, folder: Path) -> Path:
    file = folder / "busy.presence"
    assert presence("answer", file, *BUSY, "--today", TODAY.isoformat()).code == 0
    return file


def test_a_script_reads_the_shape_it_was_promised(presence: Presence, busy: Path) -> None:
    said = presence("score", busy, "--json", "--today", TODAY.isoformat())
    stands = score(real_checklists(), told(real_checklists(), *BUSY), TODAY)
    assert (said.code, said.err) == (0, "")
    assert json.loads(said.out) == {
        "overall": round(stands.overall, 1),
        "profile": round(stands.profile, 1),
        "activity": round(stands.activity, 1),
        "label": stands.label,
        "rules": rules_of(real_checklists()),
        "platforms": {
            name: {
                "profile": round(one.profile, 1),
                "activity": round(one.activity, 1),
                "score": round(one.score, 1),
                "label": one.label,
                "basics": [*one.basics],
            }
            for name, one in stands.platforms.items()
        },
        "history": [
            {
                "day": TODAY.isoformat(),
                "rules": rules_of(real_checklists()),
                "overall": round(stands.overall, 1),
                "profile": round(stands.profile, 1),
                "activity": round(stands.activity, 1),
                "mark": "",
            }
        ],
    }
    assert list(json.loads(said.out)["platforms"]) == ["linkedin", "x", "blog", "facebook", "brand"]


def test_a_person_reads_the_same_in_words(presence: Presence, busy: Path) -> None:
    overall, *platforms = presence("score", busy, "--today", TODAY.isoformat()).out.splitlines()
    stands = score(real_checklists(), told(real_checklists(), *BUSY), TODAY)
    assert overall == f"{stands.overall:.1f} of 100: Under way"
    assert [line.split("  ")[0].strip() for line in platforms] == [one.name for one in real_checklists().platforms]
    assert platforms[0].endswith("basics  2 of 10  Under way")
    assert platforms[3].endswith("Left out")


def test_time_passing_is_counted_from_the_day_named(presence: Presence, busy: Path) -> None:
    overall = [
        json.loads(presence("score", busy, "--json", "--today", day).out)["overall"]
        for day in ("2026-11-23", "2026-12-25", "2027-11-23")
    ]
    assert overall == sorted(overall, reverse=True)
    assert len(set(overall)) == 3


@pytest.mark.parametrize("day", ["0001-01-01", "9998-12-31"])
@pytest.mark.parametrize("command", ["score", "plan", "check"])
def test_any_day_there_is_can_be_today(presence: Presence, busy: Path, command: str, day: str) -> None:
    assert presence(command, busy, "--today", day).code == 0


def test_looking_leaves_the_file_alone(presence: Presence, busy: Path) -> None:
    before = contents(busy.parent)
    for command in (("score", busy), ("score", busy, "--json"), ("plan", busy), ("plan", busy, "--json")):
        assert presence(*command).code == 0
    assert contents(busy.parent) == before


def test_nothing_done_yet_is_scored_without_a_stumble(presence: Presence, folder: Path) -> None:
    file = folder / "nothing.presence"
    assert presence("answer", file, "facebook=in") == Said(0, "", "")
    assert presence("score", file).out.startswith("0.0 of 100: Not on LinkedIn\n")
