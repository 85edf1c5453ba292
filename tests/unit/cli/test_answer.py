"""`answer`: what is said is kept, all of it or none."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from presence_gui.profile import MOST_CHARACTERS, Answer, Profile, Status
from presence_gui.storage.profile_file import new_file, open_profile
from tests.unit.builders import TODAY, real_checklists, told
from tests.unit.cli.said import Presence, Said, assert_one_sentence, contents

MANY = (
    *("li-account=done", "li-photo=not-for-me", "br-one-line=not-sure", "br-rules=not-yet"),
    *("li-conn-50=20", "li-comment=3", "li-reply=2026-11-20", "li-headline=Accountant for cafés"),
    *("facebook=left-out", "x=left-out", "x=in"),
)


def kept(file: Path) -> Profile:
    return replace(open_profile(file).profile, readings=())


def headline(file: Path) -> Answer:
    return kept(file).answer("li-headline")


@pytest.fixture
def answer(presence: Presence) -> Presence:
    def run(*arguments: str | Path) -> Said:
        return presence("answer", "--today", TODAY.isoformat(), *arguments)

    return run


def test_a_missing_file_is_made_with_the_answers(answer: Presence, folder: Path) -> None:
    file = folder / "new.presence"
    assert answer(file, *MANY) == Said(0, "", "")
    assert kept(file) == told(real_checklists(), *MANY)
    assert list(contents(folder)) == [file]


def test_two_new_files_are_two_profiles(answer: Presence, folder: Path) -> None:
    files = [folder / name for name in ("a.presence", "b.presence")]
    for file in files:
        answer(file, "li-account=done")
    assert len({open_profile(file).profile_id for file in files}) == 2


def test_answers_add_up_over_several_commands(answer: Presence, ann: Path) -> None:
    before = open_profile(ann)
    assert answer(ann, "li-photo=done").code == 0
    after = open_profile(ann)
    assert kept(ann) == told(real_checklists(), "li-account=done", "li-conn-50=20", "li-photo=done")
    assert (after.profile_id, after.rev, after.profile.minutes) == (before.profile_id, 2, before.profile.minutes)


def test_every_day_of_change_leaves_one_reading(presence: Presence, ann: Path) -> None:
    for statement, day in (("li-photo=done", 23), ("li-about=done", 25), ("li-skills=done", 25), ("li-about=done", 27)):
        presence("answer", ann, statement, "--today", f"2026-11-{day}")
    readings = open_profile(ann).profile.readings
    assert [one.day.day for one in readings] == [23, 25, 27]
    assert readings[0].overall < readings[1].overall
    assert len({one.rules for one in readings}) == 1


def test_an_answer_that_changes_nothing_leaves_the_file_alone(answer: Presence, ann: Path) -> None:
    before = ann.read_bytes()
    assert answer(ann, "li-account=done") == Said(0, "", "")
    assert ann.read_bytes() == before


def test_a_later_value_for_the_same_item_counts(answer: Presence, ann: Path) -> None:
    answer(ann, "li-conn-50=30", "li-conn-50=40")
    assert kept(ann).answer("li-conn-50").number == 40


def test_an_answer_is_given_today_unless_another_day_is_named(presence: Presence, answer: Presence, ann: Path) -> None:
    before = date.today()  # noqa: DTZ011  as the command asks it
    presence("answer", ann, "li-conn-50=30")
    assert kept(ann).answer("li-conn-50").given in {before, date.today()}  # noqa: DTZ011
    answer(ann, "li-conn-50=31")
    assert kept(ann).answer("li-conn-50").given == TODAY


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("mastodon=left-out", "There is no item or platform called “mastodon”"),
        ("li-moustache=done", "There is no item or platform called “li-moustache”"),
        ("LI-PHOTO=done", "There is no item or platform called “LI-PHOTO”"),
        ("=done", "There is no item or platform called “”"),
        ("two\nlines\x1b[2J=done", "There is no item or platform called “two lines [2J”"),
        ("li-photo", "“li-photo” is not an answer: write ITEM=VALUE"),
        ("linkedin=gone", "either “left-out” or “in”"),
        ("brand=left-out", "You & your network cannot be left out"),
        ("li-photo=3", "li-photo takes one of done, not-yet, not-for-me, not-sure, not “3”"),
        ("li-photo=Done", "li-photo takes one of"),
        ("li-conn-50=-1", "a whole number from 0 to 1,000,000, not “-1”"),
        ("li-conn-50=3.5", "a whole number from 0 to 1,000,000, not “3.5”"),
        ("li-conn-50=99999999", "a whole number from 0 to 1,000,000, not “99999999”"),
        ("li-conn-50=1000001", "a whole number from 0 to 1,000,000"),
        ("li-conn-50=many", "a whole number from 0 to 1,000,000, not “many”"),
        ("li-conn-50=٣", "a whole number from 0 to 1,000,000, not “٣”"),
        ("li-conn-50=", "a whole number from 0 to 1,000,000, not “”"),
        ("li-reply=2026-02-30", "a day such as 2026-11-23, not “2026-02-30”"),
        ("li-reply=yesterday", "a day such as 2026-11-23, not “yesterday”"),
        ("li-reply=3", "a day such as 2026-11-23, not “3”"),
        ("li-reply=2026-11-24", "is still to come"),
        ("li-headline=" + "x" * (MOST_CHARACTERS + 1), "longer than 100,000 characters"),
    ],
    ids=lambda value: value[:24].encode("ascii", "replace").decode(),
)
def test_an_answer_that_does_not_fit_is_refused_with_all_beside_it(
    answer: Presence, ann: Path, statement: str, sentence: str
) -> None:
    before = contents(ann.parent)
    said = answer(ann, "li-photo=done", statement, "li-headline=Accountant")
    assert_one_sentence(said)
    assert sentence in said.err
    assert_one_sentence(answer(ann.parent / "new.presence", "li-photo=done", statement))
    assert contents(ann.parent) == before


@pytest.mark.parametrize(
    "text",
    [
        "Helping café owners 🎉👩\u200d👩\u200d👧 sleep at night",
        "محاسبة للمقاهي",
        "a=b=c",
        "--help",
        "-x",
        "“quoted” 'twice' \\ %s {0}",
        "two\nlines\tand a tab",
        "x" * 220,
        "linkedin=left-out",
    ],
)
def test_any_text_is_kept_to_the_letter(answer: Presence, presence: Presence, ann: Path, text: str) -> None:
    assert answer(ann, f"li-headline={text}") == Said(0, "", "")
    assert headline(ann).text == text
    for command in ("score", "plan", "check"):
        assert presence(command, ann).code == 0


def test_a_word_of_300_letters_is_kept_and_said_to_be_too_long(answer: Presence, presence: Presence, ann: Path) -> None:
    said = answer(ann, f"li-headline={'x' * 300}")
    assert said == Said(0, "li-headline is too long by 80 characters; it is kept, and counts once it is shorter.\n", "")
    assert headline(ann).text == "x" * 300
    assert presence("check", ann).out.endswith(said.out)


def test_a_text_that_is_too_short_is_kept_and_said_so(answer: Presence, ann: Path) -> None:
    said = answer(ann, "li-url=jo")
    assert said.code == 0
    assert said.out.startswith("li-url needs at least 3 ")
    assert kept(ann).answer("li-url").text == "jo"
    assert answer(ann, "li-url=joe") == Said(0, "", "")


def test_a_text_is_taken_away_by_an_empty_one(answer: Presence, ann: Path) -> None:
    answer(ann, "li-headline=Accountant")
    assert headline(ann).status is Status.DONE
    assert answer(ann, "li-headline=") == Said(0, "", "")
    assert "li-headline" not in kept(ann).answers


def test_bytes_that_are_no_letters_are_kept_as_the_sign_for_that(answer: Presence, ann: Path) -> None:
    # how Python hands over what a terminal in another encoding sent
    assert answer(ann, "li-headline=caf\udce9").code == 0
    assert headline(ann).text == "caf\ufffd"


def test_answers_to_items_no_checklist_has_are_kept_and_named(
    answer: Presence, presence: Presence, folder: Path
) -> None:
    file = folder / "from elsewhere.presence"
    strange = Profile().answered("my-\x07stall", Answer(Status.DONE))
    new_file(file, strange, datetime.now(UTC), "0" * 32)
    remark = "my- stall is in no checklist; its answer is kept.\n"
    assert presence("check", file).out.endswith(remark)
    assert answer(file, "li-photo=done") == Said(0, remark, "")
    assert "my-\x07stall" in kept(file).answers


@pytest.mark.parametrize("name", ["Zoë’s plan 🎉.presence", "خطة.presence", "a b", "plan.json", "x" * 200])
def test_a_profile_may_have_any_name(answer: Presence, presence: Presence, folder: Path, name: str) -> None:
    assert answer(folder / name, "li-account=done").code == 0
    assert presence("score", folder / name).out.startswith("2.0 of 100: Under way\n")
    assert list(contents(folder)) == [folder / name]
