"""What more than one page says is said in the same words."""

import pytest

from presence_gui.ui.words import gained


@pytest.mark.parametrize(
    ("points", "words"),
    [(0.0, ""), (0.04, ""), (0.05, "+0.1"), (0.44, "+0.4"), (0.94, "+0.9"), (0.97, "+1"), (1.4, "+1"), (16.2, "+16")],
)
def test_a_gain_is_told_as_it_is_felt_and_none_is_not_told(points: float, words: str) -> None:
    assert gained(points) == words
