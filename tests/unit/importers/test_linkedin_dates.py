from collections import Counter
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.importers.linkedin_dates import day_in, day_of, day_of_post, days_of

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@pytest.mark.parametrize(
    "cell",
    [
        *("01 Sep 2025", "1 September 2025", "1-Sep-25", " 01 Sep 2025 "),
        *("2025-09-01 09:31:41", "2025-09-01 09:31:41 UTC", "2025-09-01", "2025-9-1 9:31"),
        *("09/01/25, 12:25 PM", "9/1/25, 10:00 AM", "9/1/2025, 10:00\u202fAM"),
        *("2025/09/01 16:02:04 UTC", "Mon Sep 01 09:48:48 UTC 2025", "01.09.2025", "1.9.2025 10:00"),
    ],
)
def test_the_first_of_september_is_read_in_each_of_linkedins_ways(cell: str) -> None:
    assert day_of(cell) == date(2025, 9, 1)


@pytest.mark.parametrize(
    "cell",
    [
        *("", "soon", "2026-02-30 10:00:00", "30 Feb 2026", "12 mars 2023", "01 Sep", "Sep 2025", "2025", "1/2/2026"),
        *("2025-09-01 at nine", "13/01/25, 12:25 PM", "2025-13-01", "1 Sep-2025", "0000-01-01", "2026-02-30"),
    ],
)
def test_what_is_no_day_or_could_be_two_is_none(cell: str) -> None:
    assert day_of(cell) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "You uploaded a feed photo on September 1, 2025 at 9:37 AM (GMT)",
        "You uploaded a profile photo on Sep 1, 2025 at 9:37 AM (GMT)",
    ],
)
def test_a_day_is_found_in_a_sentence(sentence: str) -> None:
    assert day_in(sentence) == date(2025, 9, 1)


@pytest.mark.parametrize("sentence", ["", "You uploaded a photo", "on Marsh 3, 2025", "on March 32, 2025"])
def test_a_sentence_without_a_day_has_none(sentence: str) -> None:
    assert day_in(sentence) is None


def test_the_number_of_a_post_says_when_it_was_made() -> None:
    made = datetime(2025, 12, 16, 23, 59, 59, tzinfo=UTC)
    number = int(made.timestamp() * 1000) << 22
    for link in (
        f"https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A{number}",
        f"https://www.linkedin.com/feed/update/urn:li:ugcPost:{number + 12345}",
        f"https://www.linkedin.com/posts/sample-person_activity-{number}-AaAa",
    ):
        assert day_of_post(link) == date(2025, 12, 16)


@pytest.mark.parametrize("link", ["", "urn:li:share:5", "urn:li:share:700000000000000000", "urn:li:share:" + "9" * 30])
def test_a_number_from_before_linkedin_says_nothing(link: str) -> None:
    assert day_of_post(link) is None


def test_a_column_tells_which_comes_first_where_a_cell_cannot() -> None:
    assert days_of(["1/30/2026", "3/4/2026", "3/4/2026"]) == ({date(2026, 1, 30): 1, date(2026, 3, 4): 2}, {})
    assert days_of(["30/01/2026 09:15", "3/4/26"]) == ({date(2026, 1, 30): 1, date(2026, 4, 3): 1}, {})


def test_where_a_column_cannot_tell_either_no_order_is_guessed() -> None:
    assert days_of(["3/4/2026", "5/6/2026", "5/6/2026"]) == ({}, {"3/4/2026": 1, "5/6/2026": 2})
    assert days_of(["30/1/2026", "1/30/2026"]) == ({}, {"30/1/2026": 1, "1/30/2026": 1})
    assert days_of(["1/30/2026", "2/30/2026", "x"]) == ({date(2026, 1, 30): 1}, {"2/30/2026": 1, "x": 1})


@given(st.lists(st.dates(date(2003, 5, 5), date(2068, 12, 31)), max_size=30), st.integers(0, 4))
def test_every_day_is_read_back_from_every_way_of_writing_it(days: list[date], way: int) -> None:
    write = (
        lambda day: f"{day.day:02} {MONTHS[day.month - 1]} {day.year}",
        lambda day: f"{day} 09:31:41",
        lambda day: f"{day.month:02}/{day.day:02}/{day.year % 100:02}, 12:25 PM",
        lambda day: f"{day.year}/{day.month:02}/{day.day:02} 16:02:04 UTC",
        lambda day: f"Mon {MONTHS[day.month - 1]} {day.day:02} 09:48:48 UTC {day.year}",
    )[way]
    assert days_of(map(write, days)) == (Counter(days), {})


@given(st.lists(st.text("0123456789/-. :,APMJanSep", max_size=22)))
def test_every_cell_is_a_day_or_counted_as_none(cells: list[str]) -> None:
    days, unread = days_of(cells)
    assert days.total() + unread.total() == len(cells)
