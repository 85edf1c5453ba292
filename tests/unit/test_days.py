from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.days import read_day, read_time, short_day, whole_day, whole_month
from tests.unit.builders import TODAY


def test_days_are_written_as_british_people_write_them() -> None:
    assert whole_day(date(2026, 3, 4)) == "Wed 4 March 2026"
    assert short_day(date(2026, 9, 30)) == "30 Sep"
    assert whole_month(date(2026, 3, 4)) == "March 2026"


@pytest.mark.parametrize(
    "text",
    [
        *("4 March 2026", "4 Mar 2026", "4th March 2026", "4 march 2026", "  4   MARCH  2026 ", "4. March 2026"),
        *("Wed 4 March 2026", "Wed. 4 March 2026", "Wednesday, 4 March 2026", "4th of March, 2026", "4 mar. 2026"),
        *("March 4 2026", "March 4, 2026", "Mar. 4th 2026"),
        *("4/3/2026", "04/03/2026", "4.3.2026", "4-3-26", "4 3 26", "4/3/26"),
        *("2026-03-04", "2026-3-4"),
        *("4/3", "4.3.", "4 March", "March 4", "4 Mar"),
    ],
)
def test_the_fourth_of_march_is_read_however_it_is_typed(text: str) -> None:
    assert read_day(text, date(2026, 5, 20)) == date(2026, 3, 4)


@pytest.mark.parametrize("word", ["today", " Today ", "TODAY"])
def test_today_is_a_day(word: str) -> None:
    assert read_day(word, TODAY) == TODAY


@pytest.mark.parametrize(
    ("text", "today", "expected"),
    [
        ("28 December", date(2027, 1, 3), date(2026, 12, 28)),
        ("3 January", date(2026, 12, 28), date(2026, 1, 3)),
        ("28 December", date(2026, 12, 28), date(2026, 12, 28)),
        ("24/11", date(2026, 11, 23), date(2025, 11, 24)),
        ("29 February", date(2027, 2, 28), date(2024, 2, 29)),
        ("29 February", date(1904, 2, 28), date(1896, 2, 29)),
    ],
)
def test_without_a_year_the_latest_such_day_up_to_today_is_meant(text: str, today: date, expected: date) -> None:
    assert read_day(text, today) == expected


def test_before_the_first_such_day_there_is_none() -> None:
    assert read_day("4 March", date(1, 3, 3)) is None


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "4", "March", "4 Ma", "4 Marsh", "4 May you", "31 June 2026", "30 February", "4/13/2026"),
        *("2026-02-30", "0/3/2026", "4/0", "0000-01-01", "4 March 20267", "4/3/202", "4 March 26 March"),
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text, TODAY) is None


@given(st.dates(min_value=date(1000, 1, 1)), st.dates())
def test_a_whole_day_is_read_back(day: date, today: date) -> None:
    assert read_day(whole_day(day), today) == day


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 364))
def test_a_short_day_is_read_back_for_a_year(day: date, later: int) -> None:
    assert read_day(short_day(day), day + timedelta(days=later)) == day


@given(st.text(max_size=20), st.dates())
def test_no_text_stops_the_reading(text: str, today: date) -> None:
    found = read_day(text, today)
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((typed, time(8, 15)) for typed in ("8.15", "08:15", " 8:15 ", "815", "0815", "8 15", "8.15am", "8.15 a.m.")),
        *((typed, time(20, 15)) for typed in ("20.15", "8.15pm", "8:15 PM", "8 15 p.m.", "2015")),
        *((typed, time(8)) for typed in ("8", "08", "8 am", "8 o'clock", "8 o’clock", "8h")),
        *((typed, time(12)) for typed in ("12", "12 pm", "noon", "Midday")),
        *((typed, time(0)) for typed in ("0", "12am", "00:00", "midnight")),
    ],
)
def test_a_time_is_read_however_it_is_written(typed: str, meant: time) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["", "8.1", "8.", "24.00", "8.60", "13 pm", "0 am", "early", "8.15.30", "-8", "99"])
def test_what_is_no_time_is_none(typed: str) -> None:
    assert read_time(typed) is None


@given(st.times())
def test_a_time_as_we_write_it_is_read_as_itself(at: time) -> None:
    assert read_time(f"{at:%H:%M}") == at.replace(second=0, microsecond=0)
