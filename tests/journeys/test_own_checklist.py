"""A platform nobody here has heard of, described in a file of the user's own, is scored and planned like any other."""

import json
from pathlib import Path

import pytest

from tests.journeys.command import TODAY, presence

MASTODON = """\
id = "mastodon"
name = "Mastodon"
order = 25
tagline = "A network of many small servers."
weight = 10
public = true
account = "ma-account"
weight_goes_to = "linkedin"

[[group]]
id = "set-up"
title = "Set up"
theme = "find your server"

[[group]]
id = "take-part"
title = "Take part"
theme = "be heard"

[[item]]
id = "ma-account"
group = "set-up"
title = "Join a server of your trade"
kind = "done"
core = true
safety = true
why = "Your trade is there already."
how = ["Look for a server.", "Read its rules.", "Join it."]
minutes = 15
every = "once"
impact = 5
because = "Everything else needs it."
answers = "how"
evidence = ["JUDGE"]
export = "no"

[[item]]
id = "ma-followers"
group = "set-up"
title = "Follow 20 people of your trade"
kind = "number"
target = 20
core = true
why = "You read what they write."
how = ["Look whom your colleagues follow.", "Follow them."]
minutes = 15
every = "once"
impact = 4
because = "A timeline starts empty."
answers = "value"
needs = ["ma-account"]
evidence = ["JUDGE"]
export = "no"

[[item]]
id = "ma-reply"
group = "take-part"
title = "Answer somebody once a week"
kind = "date-within-days"
target = 7
why = "An answer is how people meet here."
how = ["Find a question you can answer.", "Answer it."]
minutes = 5
every = "week"
impact = 5
because = "It is seen by all who follow."
answers = "time"
needs = ["ma-account"]
evidence = ["JUDGE"]
export = "no"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    # one of the two is where this system keeps the data of programs
    for folder in ("data", "Library/Application Support"):
        own = tmp_path / folder / "Presence" / "checklists"
        own.mkdir(parents=True)
        (own / "mastodon.toml").write_text(MASTODON, encoding="utf-8")
    return tmp_path


def test_it_is_checked_answered_scored_planned_and_printed(home: Path) -> None:
    def say(*arguments: str) -> str:
        said = presence(*arguments, "--today", TODAY, home=home)
        assert (said.returncode, said.stderr) == (0, b"")
        return said.stdout.decode()

    own = "data/Presence/checklists/mastodon.toml"
    assert say("check", own).rstrip() == "“mastodon.toml” is a checklist of 3 items, ready to use."
    assert say("answer", "me.presence", "li-account=not-yet") == ""
    before = json.loads(say("score", "me.presence", "--json"))
    assert list(before["platforms"]) == ["linkedin", "x", "mastodon", "blog", "facebook", "brand"]
    assert before["platforms"]["mastodon"] == {
        "profile": 0,
        "activity": 0,
        "score": 0,
        "label": "Not on Mastodon",
        "basics": [0, 2],
    }
    plan = json.loads(say("plan", "me.presence", "--minutes", "180", "--json"))
    tasks = [task for week in plan["weeks"] for task in week["tasks"]]
    assert "ma-account" in [task["item"] for task in tasks if task["platform"] == "mastodon"]
    assert say("answer", "me.presence", "ma-account=done", "ma-followers=10", f"ma-reply={TODAY}") == ""
    after = json.loads(say("score", "me.presence", "--json"))
    assert after["platforms"]["mastodon"]["profile"] == pytest.approx(100 * (5 + 2) / 9, abs=0.1)
    assert after["platforms"]["mastodon"]["activity"] == 100
    assert after["overall"] > before["overall"]
    assert say("plan", "me.presence", "--output", "plan.pdf") == ""
    assert (home / "plan.pdf").read_bytes().startswith(b"%PDF-")
    assert say("answer", "me.presence", "mastodon=left-out") == ""
    assert json.loads(say("score", "me.presence", "--json"))["platforms"]["mastodon"]["label"] == "Left out"


def test_without_the_file_its_answers_are_kept(home: Path) -> None:
    presence("answer", "me.presence", "ma-account=done", home=home)
    for file in home.rglob("mastodon.toml"):
        file.unlink()
    said = presence("answer", "me.presence", "li-account=done", home=home)
    assert (said.returncode, said.stderr) == (0, b"")
    assert said.stdout.decode().rstrip() == "ma-account is in no checklist; its answer is kept."
    assert "ma-account" in json.loads((home / "me.presence").read_text(encoding="utf-8"))["data"]["answers"]
