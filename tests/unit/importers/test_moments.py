from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.importers.moments import read_moment

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@pytest.mark.parametrize(
    "text",
    [
        *("Thu, 05 Sep 2002 12:00:01 GMT", "05 Sep 2002 12:00 UT", "Thu, 5 September 2002 12:00:01 +0000"),
        *("Thu, 05 Sep 02 12:00:01 EST", "5-Sep-2002", "05 Sept. 2002 12:00", "  Thu,  05 Sep\n2002  "),
        *("Thursday, 5 SEP 2002 12:00:01 Z", "Do, 05 Sep 2002 12:00:00 +0200", "jeu. 05 Sep 2002 08:00 XYZ"),
        *("2002-09-05", "2002-09-05T12:00:01Z", "2002-09-05T12:00:01.123Z", "2002-09-05 12:00:01", "2002-09-05T12:00"),
        *("2002-09-05T12:00:01+02:00", "2002-09-05T12:00:01,5-0800"),
    ],
)
def test_the_fifth_of_september_is_read_however_a_blog_writes_it(text: str) -> None:
    assert read_moment(text) == date(2002, 9, 5)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thu, 05 Sep 2002 00:30:00 +0200", date(2002, 9, 4)),
        ("Thu, 05 Sep 2002 23:30:00 -0200", date(2002, 9, 6)),
        ("Thu, 05 Sep 2002 20:00:00 PDT", date(2002, 9, 6)),
        ("Thu, 05 Sep 2002 20:00:00 EDT", date(2002, 9, 6)),
        ("Thu, 05 Sep 2002 19:59:00 EDT", date(2002, 9, 5)),
        ("2002-09-05T24:00:00Z", date(2002, 9, 6)),
        ("2002-09-05T05:29:00+05:30", date(2002, 9, 4)),
        ("31 Dec 49", date(2049, 12, 31)),
        ("31 Dec 50", date(1950, 12, 31)),
    ],
)
def test_a_day_is_counted_in_utc_as_its_zone_says(text: str, day: date) -> None:
    assert read_moment(text) == day


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "2002", "2002-09", "0000-00-00 00:00:00", "2002-02-30", "31 Jun 2002", "05/09/2002"),
        *("Do, 05 Okt 2002 00:00:00 +0200", "jeu., 05 mars 2020", "5 Se 2002", "2002-09-05T25:00:00Z"),
        *("2002-09-05T12:60:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:00:00-08:00", "5 Sep 2002 and on"),
        "\u0660\u0665 Sep 20x2",
    ],
)
def test_what_is_no_day_or_would_have_to_be_guessed_is_none(text: str) -> None:
    assert read_moment(text) is None


@given(st.dates())
def test_every_day_is_read_in_both_forms(day: date) -> None:
    assert read_moment(f"{day.isoformat()}T12:00:00Z") == day
    assert read_moment(f"{day.day} {MONTHS[day.month - 1]} {day.year:04d} 12:00:00 GMT") == day


@given(st.text(max_size=40))
def test_no_text_stops_the_reading(text: str) -> None:
    assert read_moment(text) is None or isinstance(read_moment(text), date)
