"""One data file beside the others is a platform: nothing in the package knows its name."""

from pathlib import Path

import pytest

from presence_gui.content import Catalog, load_catalog
from presence_gui.plan import make_plan
from presence_gui.profile import Profile
from presence_gui.scoring import IN_USE, score
from presence_gui.sheet import make_sheets
from tests.unit.builders import CHECKLISTS, TODAY, all_ticked, real_checklists, real_guidance, told

ALLOTMENT = """
id = "allotment"
name = "Allotment"
order = 35
tagline = "Where your neighbours see you at work."
weight = 25
public = true
account = "al-plot"
weight_goes_to = "brand"

[[group]]
id = "set-up"
title = "Set up"
theme = "find your plot"

[[group]]
id = "take-part"
title = "Take part"
theme = "be seen digging"

[[item]]
id = "al-plot"
group = "set-up"
title = "Rent a plot"
kind = "done"
why = "Without ground nothing grows."
how = ["Write to the council.", "Pay the rent."]
minutes = 5
every = "once"
impact = 5
because = "Everything else stands on it."
answers = "how"
evidence = ["JUDGE"]
export = "no"

[[item]]
id = "al-fence"
group = "set-up"
title = "Mend the fence"
kind = "done"
safety = true
why = "Rabbits read no signs."
how = ["Walk round it.", "Close the holes."]
minutes = 5
every = "once"
impact = 5
because = "It keeps what you grow."
answers = "how"
needs = ["al-plot"]
evidence = ["JUDGE"]
export = "no"

[[item]]
id = "al-dig"
group = "take-part"
title = "Dig where people can see you"
kind = "date-within-days"
target = 7
why = "Neighbours talk to whoever is there."
how = ["Go on a Saturday.", "Say hello."]
minutes = 5
every = "week"
impact = 5
because = "It is the point of it."
answers = "value"
needs = ["al-fence"]
evidence = ["JUDGE"]
export = "no"
"""


@pytest.fixture
def with_allotment(tmp_path: Path) -> Catalog:
    (tmp_path / "allotment.toml").write_text(ALLOTMENT, encoding="utf-8")
    return load_catalog(CHECKLISTS, tmp_path)


def test_a_new_platform_is_a_tab_in_its_place(with_allotment: Catalog) -> None:
    ids = [platform.id for platform in with_allotment.platforms]
    others = [platform.id for platform in real_checklists().platforms]
    assert [name for name in ids if name != "allotment"] == others
    orders = [platform.order for platform in with_allotment.platforms]
    assert orders == sorted(orders)
    allotment = with_allotment.platform("allotment")
    assert allotment is not None
    assert [item.id for item in allotment.items] == ["al-plot", "al-fence", "al-dig"]


def test_a_new_platform_has_a_score_of_its_own_and_its_share_of_the_whole(with_allotment: Catalog) -> None:
    nobody = score(with_allotment, Profile(), TODAY).platforms["allotment"]
    assert (nobody.score, nobody.label, nobody.basics) == (0, "Not on Allotment", (0, 2))
    digger = score(with_allotment, told(with_allotment, "al-plot=done", "al-fence=done", f"al-dig={TODAY}"), TODAY)
    assert digger.platforms["allotment"].score == 100
    assert digger.platforms["allotment"].label == IN_USE
    weights = sum(platform.weight for platform in with_allotment.platforms)
    assert digger.overall == pytest.approx(100 * 25 / weights)
    assert score(with_allotment, all_ticked(with_allotment.items.values()), TODAY).overall == pytest.approx(100)


def test_a_new_platform_is_planned_with_its_safety_first_and_named_on_the_page(with_allotment: Catalog) -> None:
    profile = Profile(minutes=30)
    plan = make_plan(with_allotment, profile, TODAY)
    once = [task.item.id for week in plan.weeks for task in week.tasks]
    assert once.index("al-plot") < once.index("al-fence")
    assert "al-dig" in [habit.item.id for habit in plan.habits]
    (sheet, *_) = make_sheets(with_allotment, real_guidance(), profile, plan, TODAY)
    assert "Rent a plot" in [line.title for week in sheet.weeks for line in week.lines]
    assert sheet.rhythm is not None
    assert "Allotment · Dig where people can see you (5 min)" in [title for title, _ in sheet.rhythm.rows]


def test_a_new_platform_can_be_left_out(with_allotment: Catalog) -> None:
    profile = told(with_allotment, "al-plot=done", "allotment=left-out")
    plan = make_plan(with_allotment, profile, TODAY)
    assert not [habit for habit in plan.habits if habit.item.platform == "allotment"]
    assert plan.before == 0


def test_without_the_new_file_its_answers_are_kept_and_passed_over(with_allotment: Catalog) -> None:
    profile = told(with_allotment, "al-plot=done", "br-rules=done")
    without = score(real_checklists(), profile, TODAY)
    assert without == score(real_checklists(), told(real_checklists(), "br-rules=done"), TODAY)
    assert "al-plot" in profile.answers
