"""What a text says of itself while it is written, and what is heard of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel

from presence_gui.answering import stated, ticked, with_text
from presence_gui.counting import Counting
from presence_gui.profile import UNANSWERED, Answer
from presence_gui.ui import text_answer
from presence_gui.ui.text_answer import TextAnswer, advice, counted, says
from presence_gui.ui.theme import AppLook
from tests.ui.conftest import Stage
from tests.unit.builders import TEXT, TODAY

MINE, UNKNOWN = "Only you can see this draft.", "Presence does not know the words that are live."
SLEEP, AGAIN = "Sleep on it; look again tomorrow.", "Written on 23 Nov: read it once more, then copy it to the site."
COUNTED = replace(TEXT, counting=Counting(fact="wide", others=2, emoji=2, link=23, ones=((0, 4351),)), aim=(4, 9))
YESTERDAY = TODAY - timedelta(days=1)
DRAFT = with_text(TEXT, UNANSWERED, "Peas", TODAY)
LIVE = ticked(TEXT, DRAFT, TODAY)


@pytest.mark.parametrize(
    ("text", "length", "hint"),
    [
        ("", "0 of 20", ""),
        ("Pe", "2 of 20", "At least 3 characters."),
        ("Peas", "4 of 20", ""),
        ("Peas and beans", "14 of 20", "4 to 9 characters read best."),
        ("日本日本日本日本日本日", "about 22 of 20", "The site may find this too long by about 2."),
        ("x" * 21, "21 of 20", "Too long by 1: it counts once it is shorter. Nothing is cut off."),
    ],
)
def test_a_text_says_how_long_it_is_to_its_site(text: str, length: str, hint: str) -> None:
    assert (counted(COUNTED, text), advice(COUNTED, text)) == (length, hint)


@pytest.mark.parametrize(
    ("answer", "today", "sentence"),
    [
        (DRAFT, TODAY, f"{MINE} {SLEEP}"),
        (DRAFT, TODAY + timedelta(1), f"{MINE} {AGAIN}"),
        (DRAFT, YESTERDAY, f"{MINE} {SLEEP}"),
        (Answer(text="Peas"), TODAY, MINE),
        (with_text(TEXT, LIVE, "Leeks", TODAY), TODAY, f"Live since 23 Nov: “Peas”\n{SLEEP}"),
        (with_text(TEXT, stated(UNANSWERED, "Peas"), "", TODAY), TODAY, "Live: “Peas”"),
        (with_text(TEXT, ticked(TEXT, UNANSWERED, TODAY), "Peas", TODAY), TODAY, f"{UNKNOWN} {SLEEP}"),
    ],
)
def test_a_draft_says_who_sees_it_what_is_live_and_when_to_look_again(
    answer: Answer, today: date, sentence: str
) -> None:
    assert says(answer, today) == sentence


def test_a_copy_is_heard_and_forgotten_once_the_words_are_others(
    look: AppLook, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(text_answer, "announce", lambda _widget, sentence: heard.append(sentence))
    answer = TextAnswer(look, TEXT, "Peas")
    stage(answer)
    answer.show_answer(DRAFT, TODAY, may_change=True)
    copy = button(answer, f"Copy: {TEXT.title}")
    copy.click()
    assert (QGuiApplication.clipboard().text(), heard) == ("Peas", ["Copied. You can paste it now."])
    assert copy.text() == "Copied"
    answer.show_answer(DRAFT, TODAY, may_change=True)
    assert copy.text() == "Copied"
    answer.show_answer(replace(DRAFT, text="Beans"), TODAY, may_change=True)
    assert copy.text() == "Copy"


def test_how_long_a_text_is_and_what_would_make_it_better_is_heard(look: AppLook, stage: Stage) -> None:
    answer = TextAnswer(look, COUNTED, "")
    stage(answer)
    for words, heard in (("Pe", "2 of 20. At least 3 characters."), ("Peas", "4 of 20.")):
        answer.show_answer(with_text(TEXT, UNANSWERED, words, TODAY), TODAY, may_change=True)
        assert answer.field.accessibleDescription() == heard


def test_what_may_only_be_read_can_still_be_copied(look: AppLook, stage: Stage) -> None:
    answer = TextAnswer(look, TEXT, "")
    stage(answer)
    answer.show_answer(with_text(TEXT, LIVE, "Leeks", TODAY), TODAY, may_change=False)
    enabled = {one.text(): one.isEnabled() for one in answer.findChildren(QAbstractButton)}
    assert enabled == {"Copy": True, "It is live now": False, "Back to what is live": False}
    assert answer.field.isReadOnly()


def test_a_live_text_has_nothing_to_be_said_about(look: AppLook, stage: Stage) -> None:
    answer = TextAnswer(look, replace(TEXT, target=300), "")
    stage(answer)
    answer.show_answer(LIVE, TODAY, may_change=True)
    assert [one.text() for one in answer.findChildren(QAbstractButton) if one.isVisible()] == ["Copy"]
    assert {one.text() for one in answer.findChildren(QLabel) if one.isVisible()} == {"", "4 of 300"}


def button(answer: TextAnswer, name: str) -> QAbstractButton:
    return next(one for one in answer.findChildren(QAbstractButton) if one.accessibleName() == name)
