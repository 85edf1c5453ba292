"""Nobody is planned to speak in public before the rules are read and the account is safe."""

from collections.abc import Iterator
from dataclasses import replace

from presence_gui.content import Catalog, Group, Item, Shows, catalog_of
from tests.unit.builders import GARDEN, HABIT, ITEM, platform_with, real_checklists

# the headings under which a public platform is taken part in
IN_PUBLIC = {"take-part", "be-the-expert"}


def public_acts(catalog: Catalog) -> Iterator[Item]:
    for platform in catalog.platforms:
        for item in platform.items:
            if item.shows is not Shows.NOTHING or (platform.public and item.group in IN_PUBLIC):
                yield item


def first_of_all(catalog: Catalog, item: Item) -> set[str]:
    """Return the safety items of the act's own platform, and the rules: those of a platform nobody leaves out."""
    own = (one for one in catalog.platforms if one.id == item.platform or not one.can_leave_out)
    return {one.id for platform in own for one in platform.items if one.safety}


def all_before(catalog: Catalog, item: str) -> set[str]:
    found, to_find = set[str](), [*catalog.before[item]]
    while to_find:
        one = to_find.pop()
        if one not in found:
            found.add(one)
            to_find += catalog.before[one]
    return found


def rash(catalog: Catalog) -> dict[str, set[str]]:
    """Return by id the public acts that a plan could begin too early, with what is missing before them."""
    missing = {act.id: first_of_all(catalog, act) - all_before(catalog, act.id) for act in public_acts(catalog)}
    return {act: gaps for act, gaps in missing.items() if gaps}


def test_rules_and_privacy_come_before_every_public_act() -> None:
    assert rash(real_checklists()) == {}


def test_there_are_public_acts_and_each_has_rules_and_safety_to_wait_for() -> None:
    catalog = real_checklists()
    acts = list(public_acts(catalog))
    heard_on = {platform.id for platform in catalog.platforms if platform.public}
    assert len(acts) > 15
    assert {act.platform for act in acts} > heard_on
    for act in acts:
        assert {catalog.items[one].platform for one in first_of_all(catalog, act)} >= heard_on & {act.platform}


def test_an_act_that_skips_the_rules_is_found() -> None:
    shed = replace(GARDEN, id="shed", order=20, public=False, main=False, can_leave_out=False)
    rules = platform_with(replace(ITEM, id="read-the-sign", safety=True), platform=shed)
    fence = replace(ITEM, id="fence", safety=True)
    square = replace(GARDEN, groups=(*GARDEN.groups, Group(id="take-part", title="Take part")))
    shout = replace(HABIT, id="shout", group="take-part")
    show = replace(ITEM, id="show", shows=Shows.STANDING)
    careful = replace(shout, id="whisper", needs=("read-the-sign",))
    garden = platform_with(ITEM, fence, shout, show, careful, platform=square)
    assert rash(catalog_of([garden, rules])) == {"shout": {"read-the-sign"}, "show": {"read-the-sign"}}
