"""What is known from an export is said in one line, with where it stands."""

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from presence_gui.content import Item
from presence_gui.evidence import Finding, Verdict
from presence_gui.fact_lines import (
    HOW,
    answered,
    fact_line,
    fetch_after,
    fetch_again,
    finding_line,
    finding_says,
    known,
    skipped_line,
    source_line,
)
from presence_gui.facts import Fact, How, Skipped
from presence_gui.profile import UNANSWERED, Answer, Status
from tests.unit.builders import COUNT, GARDEN, HABIT, ITEM, TEXT

DAY: Final = date(2025, 12, 17)
LAST: Final = date(2025, 12, 3)
BEANS: Final = Fact(key="plot.beans", number=214, file="Beans.csv", rows=214, as_of=DAY)
BARE: Final = Fact(key="plot.beans", as_of=DAY)
WEEKS: Final = (2, 1, *[0] * 11)


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        (BEANS, "214 beans · Beans.csv, 214 rows · export of 17 December 2025"),
        (replace(BEANS, rows=1), "214 beans · Beans.csv, 1 row · export of 17 December 2025"),
        (replace(BEANS, rows=0), "214 beans · Beans.csv · export of 17 December 2025"),
        (replace(BEANS, rows=0, file=""), "214 beans · export of 17 December 2025"),
    ],
)
def test_a_fact_says_where_it_stands(fact: Fact, line: str) -> None:
    assert fact_line(fact, "beans") == line


def test_a_source_says_how_it_is_known_and_leaves_out_a_text_shown_already() -> None:
    where = "Beans.csv, 214 rows · export of 17 December 2025"
    assert source_line(BEANS, "beans") == f"214 beans · {where} · read from your export"
    text = replace(BEANS, number=None, text="Runner", how=How.WORKED_OUT)
    assert source_line(BEANS, "beans", BEANS.as_of) == "214 beans · Beans.csv, 214 rows · read from your export"
    assert source_line(text, "your best bean") == f"your best bean · {where} · worked out from your export"


@pytest.mark.parametrize(
    ("fact", "says", "line"),
    [
        (replace(BARE, number=1234), "beans", "1,234 beans"),
        (replace(BARE, number=1), "beans", "beans: 1"),
        (replace(BARE, number=1, at_least=True), "beans", "beans: at least 1"),
        (replace(BARE, number=10, at_least=True), "beans", "at least 10 beans"),
        (replace(BARE, number=0), "beans", "no beans"),
        (replace(BARE, number=0, how=How.ABSENT), "your headline", "no headline"),
        (replace(BARE, number=2), "a photo", "a photo"),
        (replace(BARE, number=0), "a photo", "no photo"),
        (replace(BARE, day=LAST), "an upload", "an upload, last on 3 December 2025"),
        (replace(BARE, day=LAST), "beans", "beans, last on 3 December 2025"),
        (replace(BARE, weeks=WEEKS, day=LAST), "beans", "beans: 3 in the last 13 weeks, last on 3 December 2025"),
        (replace(BARE, weeks=WEEKS, at_least=True), "beans", "beans: at least 3 in the last 13 weeks"),
        (replace(BARE, weeks=(0,) * 13), "new beans", "no new beans"),
        (replace(BARE, weeks=(0,) * 13, day=LAST), "beans", "beans: 0 in the last 13 weeks, last on 3 December 2025"),
        (
            replace(BARE, number=340, weeks=WEEKS, day=LAST),
            "beans",
            "340 beans, 3 of them in the last 13 weeks, last on 3 December 2025",
        ),
        (replace(BARE, text="Runner\nbeans"), "your label", "your label: “Runner beans”"),
        (replace(BARE, text="x" * 1240), "your label", "your label: 1,240 characters"),
        (replace(BARE, text="x" * 220), "your label", f"your label: “{'x' * 220}”"),
        (BARE, "your label", "no label"),
        (replace(BARE, number=0), "words about your beans", "no words about your beans"),
    ],
)
def test_a_fact_is_said_by_what_is_known_of_it(fact: Fact, says: str, line: str) -> None:
    assert known(fact, says) == line


def test_every_way_a_fact_comes_about_has_its_words() -> None:
    assert [HOW[how] for how in How] == [
        "read from your export",
        "worked out from your export",
        "your export has none",
    ]


def test_rows_that_were_not_used_are_counted_with_the_reason() -> None:
    assert skipped_line(Skipped(1, "without a readable date")) == "1 row without a readable date"
    assert skipped_line(Skipped(3, "of drafts")) == "3 rows of drafts"


@pytest.mark.parametrize(
    ("item", "answer", "words"),
    [
        (ITEM, Answer(Status.DONE), "done"),
        (ITEM, UNANSWERED, "not yet"),
        (COUNT, Answer(Status.NOT_FOR_ME, 3), "not for me"),
        (COUNT, Answer(Status.NOT_SURE, 3), "not sure"),
        (COUNT, Answer(number=1234), "1,234"),
        (COUNT, Answer(number=0), "0"),
        (COUNT, Answer(Status.DONE), "done"),
        (HABIT, Answer(Status.DONE, day=date(2026, 3, 4)), "4 March 2026"),
        (HABIT, UNANSWERED, "not yet"),
        (TEXT, Answer(Status.DONE, text="Runner beans"), "“Runner beans”"),
        (TEXT, Answer(Status.DONE, text=" "), "done"),
        (TEXT, Answer(text="Runner beans"), "not live yet"),
        (TEXT, UNANSWERED, "not yet"),
    ],
)
def test_an_answer_is_said_as_its_item_asks(item: Item, answer: Answer, words: str) -> None:
    assert answered(item, answer) == words


DATA: Final = Answer(Status.DONE, number=12, from_data=DAY)


@pytest.mark.parametrize(
    ("verdict", "answer", "offered", "line"),
    [
        (Verdict.NEW, UNANSWERED, DATA, "12"),
        (Verdict.SAME, Answer(number=7), Answer(number=7), "7, as you said"),
        (Verdict.SAME, UNANSWERED, UNANSWERED, "not yet, as before"),
        (Verdict.SAME, replace(UNANSWERED, note="soon"), UNANSWERED, "not yet, as you said"),
        (Verdict.SAME, DATA, DATA, "12, as before"),
        (Verdict.NEWER, DATA, Answer(number=4), "4, after 12"),
        (Verdict.NEWER, DATA, replace(DATA, given=DAY), "12, still"),
        (Verdict.DIFFERS, Answer(number=7), DATA, "7 as you said, 12 by your export"),
        (Verdict.TOO_OLD, DATA, None, "your export is more than 90 days old"),
        (Verdict.UNKNOWN, UNANSWERED, None, "your export cannot tell. It holds no beans"),
    ],
)
def test_a_finding_says_what_it_would_change(
    verdict: Verdict, answer: Answer, offered: Answer | None, line: str
) -> None:
    finding = Finding(item=COUNT, verdict=verdict, answer=answer, offered=offered, why="It holds no beans.")
    assert finding_says(finding) == line
    assert finding_line(finding) == f"Plant ten beans: {line}"


@pytest.mark.parametrize(
    ("names", "whose"),
    [(["A"], "A export is"), (["A", "B"], "A and B exports are"), (["A", "B", "C"], "A, B and C exports are")],
)
def test_a_fresh_export_is_asked_for_by_name(names: list[str], whose: str) -> None:
    sentence = f"Your {whose} more than 90 days old; a fresh one says how active you are now."
    assert fetch_again([replace(GARDEN, name=name) for name in names]) == sentence
    assert fetch_again([]) == ""


def test_until_when_data_is_fresh_is_said_of_every_platform() -> None:
    assert fetch_after({}) == ""
    assert fetch_after({"Garden": DAY}) == (
        "Your data is fresh: Garden until 17 December 2025. Fetch a new export after that."
    )
    assert "Garden until 17 December 2025, Field until 3 December 2025." in fetch_after({"Garden": DAY, "Field": LAST})
