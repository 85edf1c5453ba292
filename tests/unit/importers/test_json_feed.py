import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presence_gui.errors import ExportError
from presence_gui.importers import json_feed, json_parts, json_text
from tests.unit.importers.blog_files import (
    SAMPLES,
    SAVED,
    TODAY,
    facts_of,
    said,
    sample,
    saved,
    skipped,
    unknown,
    zipped,
)

needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside this folder")


def feed(**parts: object) -> str:
    start = {"version": "https://jsonfeed.org/version/1.1", "home_page_url": "https://sample.example/", "items": []}
    return json.dumps(start | {"title": "Notes on audit"} | parts)


@needs_samples
def test_the_sample_of_1_1_says_what_stands_in_it(tmp_path: Path) -> None:
    export = json_feed.read([sample(tmp_path, "jsonfeed/json_feed_sample.json")], TODAY)
    assert said(export) == {
        "address": "https://example.org/",
        "title": "Example JSON Feed",
        "author": "John Doe",
        "own-address": 1,
        "posts": 2,
    }
    facts = facts_of(export)
    assert (facts["posts"].at_least, facts["posting"].day, facts["posting"].at_least) == (
        True,
        date(2024, 1, 15),
        False,
    )
    assert "Jane" not in repr(export)


@needs_samples
def test_the_sample_of_1_0_has_no_dates(tmp_path: Path) -> None:
    export = json_feed.read([sample(tmp_path, "jsonfeed/example-1.0.json")], TODAY)
    assert said(export)["author"] == "me"
    assert said(export)["posts"] == 2
    assert unknown(export) == {"posting", "about"}


def test_ten_posts_of_the_last_weeks_are_at_least_ten(tmp_path: Path) -> None:
    items = [
        {"id": n, "url": f"https://s.example/{n}", "date_published": f"{SAVED - timedelta(n)}T08:00:00Z"}
        for n in range(10)
    ]
    export = json_feed.read([saved(tmp_path, "feed.json", feed(items=items, next_url="https://s.example/2"))], TODAY)
    facts = facts_of(export)
    assert (facts["posts"].number, facts["posts"].at_least, facts["posting"].at_least) == (10, True, True)
    assert facts["posting"].weeks == (7, 3, *[0] * 11)


def test_a_post_of_unknown_date_is_of_the_day_it_was_changed(tmp_path: Path) -> None:
    items = [
        {"id": "a", "date_published": "soon", "date_modified": "2026-11-01T08:00:00Z"},
        {"id": "b"},
        {"id": "a"},
        "x",
    ]
    export = json_feed.read([saved(tmp_path, "feed.json", feed(items=items))], TODAY)
    posting = facts_of(export)["posting"]
    assert (posting.day, skipped(posting)) == (date(2026, 11, 1), {"without a readable date": 1})
    assert export.notes == ("1 post says only the day of the last change, which counts as the day of the post.",)


def test_a_feed_without_an_author_is_by_whoever_wrote_all_of_it(tmp_path: Path) -> None:
    by, other = {"authors": [{"name": "Sample Person"}]}, {"author": {"name": "Other Person"}}
    export = json_feed.read([saved(tmp_path, "a.json", feed(items=[by, by]))], TODAY)
    assert said(export)["author"] == "Sample Person"
    export = json_feed.read([saved(tmp_path, "b.json", feed(items=[by, other]))], TODAY)
    assert "author" in unknown(export)


def test_a_feed_is_recognised_by_its_version_however_it_is_written(tmp_path: Path) -> None:
    assert json_feed.fits(saved(tmp_path, "a.json", feed())) == 90
    assert json_feed.fits(saved(tmp_path, "b.json", feed().replace("/", "\\/"))) == 90
    assert json_feed.fits(saved(tmp_path, "c.json", "{}")) == 0
    assert json_feed.fits(zipped(tmp_path, "d.zip", {"a": feed(), "b": feed()})) == 0


@pytest.mark.parametrize(
    "text", ["[]", "{", "", "\\", "[" * 100_000, '{"version": 1}', feed(version="2"), feed(items={})]
)
def test_anything_else_is_refused_with_one_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(
        ExportError,
        match=r"^“a.json” .+\. (Download|Save) .+\.$",
    ):
        json_feed.read([saved(tmp_path, "a.json", text)], TODAY)


def test_a_feed_of_far_too_many_parts_is_not_even_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "_MOST_PARTS", 10)
    with pytest.raises(ExportError, match=r"“a.json” is built of far more parts than any export"):
        json_feed.read([saved(tmp_path, "a.json", feed(items=[{}] * 4))], TODAY)


def test_a_feed_that_lists_far_too_many_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_parts, "MOST_ROWS", 3)
    with pytest.raises(ExportError, match=r"It lists 4 of a kind, far more than any blog"):
        json_feed.read([saved(tmp_path, "a.json", feed(items=[{}] * 4))], TODAY)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.integers() | st.text(max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(["items", "authors", "author", "name", "id", "title", "date_published"]), inside
        )
    ),
    max_leaves=15,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANYTHING, st.lists(ANYTHING, max_size=4))
def test_whatever_stands_where_something_else_should_is_no_trouble(
    tmp_path: Path, any_part: object, items: list[object]
) -> None:
    text = feed(items=items, author=any_part, authors=any_part, title=any_part, home_page_url=any_part)
    assert said(json_feed.read([saved(tmp_path, "a.json", text)], TODAY)).get("posts", 0) in range(len(items) + 1)
