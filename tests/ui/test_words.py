"""What more than one page says is said in the same words."""

import pytest

from presence_gui.ui.words import breakable, gained


@pytest.mark.parametrize(
    ("points", "words"),
    [(0.0, ""), (0.04, ""), (0.05, "+0.1"), (0.44, "+0.4"), (0.94, "+0.9"), (0.97, "+1"), (1.4, "+1"), (16.2, "+16")],
)
def test_a_gain_is_told_as_it_is_felt_and_none_is_not_told(points: float, words: str) -> None:
    assert gained(points) == words


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Not a long word in it.", ["Not a long word in it."]),
        ("Read Complete_LinkedInDataExport_11-12.zip", ["Read Complete_", "LinkedInDataExport_", "11-", "12.", "zip"]),
        ("x" * 45, ["x" * 20, "x" * 20, "x" * 5]),
    ],
)
def test_a_long_word_can_be_wrapped_best_after_a_mark(text: str, lines: list[str]) -> None:
    assert breakable(text).split("\u200b") == lines
