"""The chart joins only like with like, tells its lines apart without colour, and says in words what it shows."""

from datetime import date, timedelta

import pytest
from PySide6.QtGui import QColor, QImage

from presence_gui.diary import Mark, Pause, Reading
from presence_gui.ui.chart import Chart
from presence_gui.ui.theme import THEMES, AppLook, Colours
from tests.ui.conftest import Stage

FIRST = date(2026, 9, 1)
DAYS = 100


def reading(day: int, profile: float, activity: float, rules: str = "1", mark: Mark = Mark.NOTHING) -> Reading:
    return Reading(FIRST + timedelta(day), rules, 0, profile, activity, mark)


def picture(look: AppLook, stage: Stage, *readings: Reading, pauses: tuple[Pause, ...] = ()) -> QImage:
    chart = Chart(look, "Since you began")
    chart.show_readings(readings, pauses)
    stage(chart)
    chart.setFixedWidth(400)
    return chart.grab().toImage()


def days_with(image: QImage, colour: str, top: int = 27) -> set[int]:
    """Return the days over which something below the legend has that colour."""
    wanted, per_day = QColor(colour).rgb(), (image.width() - 8) / DAYS
    columns = {day: round(4 + day * per_day) for day in range(DAYS + 1)}
    return {day for day, x in columns.items() if any(image.pixel(x, y) == wanted for y in range(top, image.height()))}


def test_readings_by_other_rules_are_not_joined(look: AppLook, stage: Stage) -> None:
    image = picture(look, stage, *(reading(day, 80, 20, "1" if day < 50 else "2") for day in (0, 40, 60, DAYS)))
    drawn = days_with(image, look.theme.accent)
    assert set(range(41)) <= drawn
    assert set(range(60, 101)) <= drawn
    assert drawn.isdisjoint(range(43, 58))


def test_one_line_is_solid_and_the_other_dashed(look: AppLook, stage: Stage) -> None:
    image = picture(look, stage, reading(0, 80, 20), reading(DAYS, 80, 20))
    assert set(range(101)) <= days_with(image, look.theme.accent)
    dashes = days_with(image, look.theme.activity)
    assert {0, 100} <= dashes
    assert 30 < len(dashes) < 90


def test_the_scale_begins_at_nothing_and_holds_everything(look: AppLook, stage: Stage) -> None:
    def height(profile: float) -> int:
        image = picture(look, stage, reading(0, 0, 0), reading(DAYS, profile, 0))
        accent = QColor(look.theme.accent).rgb()
        return min(y for y in range(image.height()) if image.pixel(image.width() - 5, y) == accent)

    assert height(25) == height(50) == height(100)
    assert height(30) > height(50)
    assert height(26) > height(25)


def test_a_pause_is_a_band_over_its_days(look: AppLook, stage: Stage) -> None:
    pauses = (Pause(FIRST + timedelta(20), FIRST + timedelta(40)), Pause(FIRST + timedelta(90)))
    image = picture(look, stage, reading(0, 80, 20), reading(DAYS, 80, 20), pauses=pauses)
    band = days_with(image, look.theme.chip_fill)
    assert set(range(21, 40)) | set(range(91, 100)) <= band
    assert band.isdisjoint([*range(1, 19), *range(42, 89)])


def test_pauses_of_another_time_are_not_drawn(look: AppLook, stage: Stage) -> None:
    other = (Pause(FIRST - timedelta(20), FIRST - timedelta(10)), Pause(FIRST + timedelta(DAYS + 1)))
    image = picture(look, stage, reading(0, 80, 20), reading(DAYS, 80, 20), pauses=other)
    assert days_with(image, look.theme.chip_fill) == set()


def test_an_import_and_a_finished_plan_have_their_ticks(look: AppLook, stage: Stage) -> None:
    plain = picture(look, stage, reading(0, 80, 20), reading(50, 80, 20), reading(DAYS, 80, 20))
    image = picture(
        look, stage, reading(0, 80, 20), reading(50, 80, 20, mark=Mark.IMPORT), reading(DAYS, 80, 20, mark=Mark.PLAN)
    )
    assert days_with(plain, look.theme.edge) == set()
    assert {50, 100} <= days_with(image, look.theme.edge)
    assert image.height() > plain.height()


def test_marks_close_together_keep_their_ticks_and_words_that_can_be_read(look: AppLook, stage: Stage) -> None:
    marks = [reading(day, 80, 20, mark=Mark.IMPORT) for day in (0, 48, 50, 52, DAYS)]
    alone = [one if one.day == marks[1].day else reading((one.day - FIRST).days, 80, 20) for one in marks]
    assert {48, 50, 52} <= days_with(picture(look, stage, *marks), look.theme.edge)
    written = picture(look, stage, *alone)
    with_neighbours = picture(look, stage, *marks)
    words = range(written.height() - 14, written.height() - 2)
    middle = range(150, 240)
    assert [written.pixel(x, y) for x in middle for y in words] == [
        with_neighbours.pixel(x, y) for x in middle for y in words
    ]


@pytest.mark.parametrize("colours", list(THEMES))
def test_it_wears_the_colours_and_the_text_size_in_use(look: AppLook, stage: Stage, colours: Colours) -> None:
    chart = Chart(look, "Since you began")
    stage(chart)
    assert chart.grab().toImage().pixelColor(0, 0) is not None  # nothing to show yet, and nothing breaks
    chart.show_readings((reading(0, 80, 20), reading(DAYS, 80, 20)), ())
    small = chart.sizeHint()
    look.choose(colours, 2.0)
    assert chart.sizeHint().height() > 1.7 * small.height()
    assert len(days_with(chart.grab().toImage(), look.theme.accent, top=60)) > 90


def test_a_reader_hears_what_it_shows(look: AppLook) -> None:
    chart = Chart(look, "Since you began")
    chart.show_readings((reading(0, 80, 20), reading(DAYS, 85, 25, mark=Mark.PLAN)), (Pause(FIRST),))
    assert chart.accessibleName() == "Since you began"
    assert chart.accessibleDescription() == (
        "Profile 80 on Tue 1 September, 85 today; activity 20, then 25. Plan done today. Paused from Tue 1 September."
    )


def test_a_pause_is_never_written_under_the_tick_of_a_mark(look: AppLook, stage: Stage) -> None:
    readings = (reading(0, 80, 20), reading(50, 80, 20, mark=Mark.PLAN), reading(DAYS, 80, 20))
    written = [picture(look, stage, *readings, pauses=pauses) for pauses in ((), (pause_around(50),))]
    assert words_below(written[0]) == words_below(written[1])
    elsewhere = picture(look, stage, *readings, pauses=(pause_around(90),))
    assert words_below(elsewhere) != words_below(written[0])


def pause_around(day: int) -> Pause:
    return Pause(FIRST + timedelta(day - 2), FIRST + timedelta(day + 3))


def words_below(image: QImage) -> list[int]:
    return [image.pixel(x, y) for x in range(image.width()) for y in range(image.height() - 12, image.height())]
