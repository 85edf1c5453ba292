from dataclasses import replace

import pytest

from presence_gui.choice import Options, bits
from presence_gui.content import Catalog, Item, catalog_of
from presence_gui.options import kept_from, options_of
from presence_gui.profile import UNANSWERED, Answer, Objection, Profile
from presence_gui.ranking import reviews
from tests.unit.builders import (
    COUNT,
    GARDEN,
    HABIT,
    ITEM,
    TODAY,
    all_ticked,
    catalog_with,
    days_ago,
    platform_with,
    told,
)

REVIEW = replace(HABIT, id="look", title="Look at the bed", minutes=5, review=True)
SHED = replace(GARDEN, id="shed", main=False, public=False, weight_goes_to="garden")


def options_for(catalog: Catalog, profile: Profile) -> Options:
    return options_of(catalog, profile, TODAY, next(iter(reviews(catalog, profile)), None))


def names(options: Options, items: int) -> list[str]:
    return [options.open[one].item.id for one in bits(items)]


def test_each_item_stands_behind_all_it_needs_and_what_can_never_be_done_is_no_option() -> None:
    sow, eat = replace(ITEM, id="sow", needs=("water",)), replace(HABIT, id="eat", needs=("sow",))
    nice, lost = replace(ITEM, id="nice", optional=True), replace(ITEM, id="lost", needs=("nice",))
    options = options_for(catalog_with(ITEM, eat, sow, replace(HABIT, needs=("dig",)), nice, lost), Profile())
    assert {options.open[one].item.id: set(names(options, behind)) for one, behind in enumerate(options.behind)} == {
        "dig": {"dig"},
        "water": {"dig", "water"},
        "sow": {"dig", "water", "sow"},
        "eat": {"dig", "water", "sow", "eat"},
    }
    assert all(behind.bit_length() == one + 1 for one, behind in enumerate(options.behind))
    assert (names(options, options.habits), names(options, options.late)) == (["water", "eat"], ["sow"])


@pytest.mark.parametrize(
    ("minutes", "objection", "review", "weekly"),
    [
        (15, Objection.NONE, (), (15, 15, 1)),
        (15, Objection.NONE, (REVIEW,), (10, 10, 1)),
        (38, Objection.HOW, (REVIEW,), (30, 15, 3)),
        (180, Objection.VALUE, (REVIEW,), (175, 15, 5)),
        # the review is one of the three pieces
        (180, Objection.TIME, (REVIEW,), (20, 10, 5)),
        (180, Objection.TIME, (), (30, 10, 5)),
        (19, Objection.TIME, (REVIEW,), (10, 10, 1)),
        # the review takes the week
        (15, Objection.NONE, (replace(REVIEW, minutes=15),), (0, 5, 1)),
    ],
)
def test_a_week_has_the_room_the_minutes_and_the_objection_leave(
    minutes: int, objection: Objection, review: tuple[Item, ...], weekly: tuple[int, int, int]
) -> None:
    options = options_for(catalog_with(ITEM, *review), Profile(minutes=minutes, objection=objection))
    assert (options.room, options.longest, options.most_habits) == weekly
    assert options.minutes == ((20,) if objection is Objection.TIME else (15,))
    assert options.review == sum(item.minutes for item in review)


def test_looks_from_outside_that_need_nothing_are_held_where_no_value_is_seen() -> None:
    look = replace(ITEM, id="peep", outside_view=True)
    catalog = catalog_with(ITEM, look, replace(look, id="far", needs=("dig",)))
    assert options_for(catalog, Profile()).first == 0
    options = options_for(catalog, Profile(objection=Objection.VALUE))
    assert names(options, options.first) == ["peep"]


def test_points_are_those_of_the_overall_score_and_the_review_is_counted_as_kept() -> None:
    catalog = catalog_of(
        [platform_with(ITEM, COUNT, HABIT, REVIEW), platform_with(replace(ITEM, id="rake"), platform=SHED)]
    )
    options = options_for(catalog, told(catalog, "plant=5"))
    # the garden's one-off items are worth 30 points, its habits 20 where 70 % of them are kept
    half = 0.5
    assert dict(zip([one.item.id for one in options.open], options.points, strict=True)) == {
        "dig": (pytest.approx(15),),
        "plant": (pytest.approx(15 * half),),
        "water": tuple([pytest.approx(10 / 0.7)] * 3),
        "rake": (pytest.approx(30),),
    }
    assert options.base == pytest.approx(15 * half)
    assert list(options.kept) == pytest.approx([10 / 0.7, 0])
    assert list(options.full) == pytest.approx([20, 20])
    assert options.public == (True, False)


def test_a_platform_left_out_is_worth_nothing_but_what_it_hands_to_the_habits_of_another() -> None:
    catalog = catalog_of([platform_with(ITEM, HABIT), platform_with(replace(ITEM, id="rake"), platform=SHED)])
    options = options_for(catalog, Profile().leaving_out("shed", left_out=True))
    assert [one.item.id for one in options.open] == ["dig", "water"]
    assert list(options.full) == pytest.approx([20 + 50, 0])
    gone = options_for(catalog, Profile().leaving_out("garden", left_out=True))
    assert ([one.item.id for one in gone.open], gone.public) == (["rake"], (False, False))
    assert list(gone.full) == pytest.approx([0, 20])


def test_a_habit_helps_where_it_could_begin_and_adds_to_the_score() -> None:
    long, behind = replace(HABIT, id="long", minutes=45), replace(HABIT, id="behind", needs=("endless",))
    worthless = replace(HABIT, id="fresh", target=7)
    catalog = catalog_with(HABIT, long, replace(ITEM, id="endless", minutes=500), behind, worthless)
    options = options_for(catalog, Profile(all_ticked([worthless]).answers))
    assert [names(options, habits) for habits in options.helpful] == [["water"]]


@pytest.mark.parametrize(("week", "times"), [(1, 8), (2, 6), (3, 4), (4, 2)])
def test_a_count_grows_with_the_weeks_a_habit_is_kept_and_never_shrinks(week: int, times: int) -> None:
    weed = replace(HABIT, id="weed", kind=COUNT.kind, target=8, window_days=28)
    assert kept_from(weed, UNANSWERED, week, TODAY).number == times
    assert kept_from(weed, Answer(number=7, given=days_ago(40)), week, TODAY).number == max(7, times)
    assert kept_from(HABIT, UNANSWERED, week, TODAY).day == TODAY
