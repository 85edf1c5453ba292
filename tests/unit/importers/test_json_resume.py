import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presence_gui.errors import ExportError
from presence_gui.facts import How
from presence_gui.importers import json_resume
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


def resume(**parts: object) -> str:
    return json.dumps({"basics": {"name": "Sample Person"}} | parts)


def basics(*profiles: str, **parts: object) -> str:
    listed = [{"network": name, "url": url} for name, url in (one.split(" ") for one in profiles)]
    return resume(basics={"profiles": listed} | parts)


@needs_samples
def test_the_sample_says_what_stands_in_it(tmp_path: Path) -> None:
    archive = sample(tmp_path, "jsonresume/sample.resume.json")
    export = json_resume.read([archive], TODAY)
    assert json_resume.fits(archive) == 90
    found = said(export)
    assert str(found.pop("summary")).startswith("Richard hails from Tulsa. He has earned degrees")
    assert found == {
        "name": "Richard Hendriks",
        "label": "Programmer",
        "image": 0,
        "blog": "http://richardhendricks.example.com",
        "work": 1,
        "education": 1,
        "certificates": 0,
        "skills": 2,
        "languages": 1,
    }
    assert facts_of(export)["certificates"].how is How.ABSENT
    assert unknown(export) == {"linkedin", "x", "facebook"}  # its Twitter address names nobody
    assert (export.as_of, export.dated) == (date(2017, 12, 24), True)
    private = ("richard.hendriks@mail.com", "(912)", "2712 Broadway", "CA 94115", "Erlich", "CoderDojo")
    assert not any(word in repr(export) for word in private)


def test_addresses_are_known_by_where_they_lead(tmp_path: Path) -> None:
    text = basics(
        "Professional https://www.linkedin.com/in/sample",
        "LinkedIn https://www.linkedin.com/in/other",
        "Twitter https://twitter.com/sample",
        "Any https://de-de.facebook.com/sample",
        "Code https://code.example/sample",
        "Blog https://notes.example/",
    )
    found = said(json_resume.read([saved(tmp_path, "a.json", text)], TODAY))
    assert {name: found.get(name) for name in ("linkedin", "x", "facebook", "blog")} == {
        "linkedin": "https://www.linkedin.com/in/sample",
        "x": "https://twitter.com/sample",
        "facebook": "https://de-de.facebook.com/sample",
        "blog": "https://notes.example/",
    }


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://sample.example", "blog"),
        ("https://sample.substack.com", "blog"),
        ("https://x.com/sample", "x"),
        ("https://x.com/", None),
        ("javascript:alert(1)", None),
        ("file:///home/sample", None),
        ("https://me:secret@sample.example/", None),
    ],
)
def test_the_address_of_a_resume_is_a_blog_unless_it_leads_elsewhere(tmp_path: Path, url: str, key: str | None) -> None:
    for name in ("url", "website"):
        found = said(json_resume.read([saved(tmp_path, "a.json", basics(**{name: url}))], TODAY))
        assert {one for one in ("blog", "x", "linkedin", "facebook") if one in found} == ({key} if key else set())


def test_old_spellings_count(tmp_path: Path) -> None:
    text = resume(
        basics={"name": "Sample  Person", "picture": "me.jpg", "website": "https://sample.example"},
        work=[{"company": "Sample Ltd"}, {"position": "Auditor"}, {"name": "Sample plc"}, {"startDate": "2020"}, "x"],
        education=[{"institution": "Sample School"}],
    )
    archive = saved(tmp_path, "a.json", text)
    export = json_resume.read([archive], TODAY)
    found = said(export)
    assert json_resume.fits(archive) == 70
    assert (found["name"], found["image"], found["blog"]) == ("Sample Person", 1, "https://sample.example")
    assert (found["work"], found["education"]) == (3, 1)
    assert skipped(facts_of(export)["work"]) == {"without a name": 2}
    assert (export.as_of, export.dated) == (SAVED, False)


@pytest.mark.parametrize("changed", ["2027-01-01", "2026", "2026-11", "soon", 20261101])
def test_a_resume_without_a_day_of_its_own_is_of_the_day_it_was_saved(tmp_path: Path, changed: object) -> None:
    export = json_resume.read([saved(tmp_path, "a.json", resume(meta={"lastModified": changed}))], TODAY)
    assert (export.as_of, export.dated) == (SAVED, False)
    assert json_resume.read([saved(tmp_path, "a.json", resume(), date(2026, 12, 24))], TODAY).as_of == TODAY


def test_what_a_resume_does_not_name_cannot_be_told(tmp_path: Path) -> None:
    export = json_resume.read([saved(tmp_path, "a.json", resume(basics={"summary": " "}))], TODAY)
    assert unknown(export) == {"name", "label", "summary", "linkedin", "x", "facebook", "blog"}
    assert {one.key: one.why for one in export.unknown}["resume.summary"] == "The résumé does not name your summary."


@pytest.mark.parametrize("text", ["[]", "{}", '{"basics": []}', "{", '{"basics": '])
def test_anything_else_is_refused_with_one_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(ExportError, match=r"^“a.json” .+\.$"):
        json_resume.read([saved(tmp_path, "a.json", text)], TODAY)


def test_one_resume_is_read_at_a_time(tmp_path: Path) -> None:
    one, two = saved(tmp_path, "a.json", resume()), saved(tmp_path, "b.json", resume())
    both = zipped(tmp_path, "c.zip", {"a.json": resume(), "b.json": resume()})
    for archives in ([one, two], [both], []):
        with pytest.raises(ExportError, match=r"^Open one résumé at a time\.$"):
            json_resume.read(archives, TODAY)
    assert json_resume.fits(both) == json_resume.fits(saved(tmp_path, "d.json", "{}")) == 0


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False) | st.integers() | st.text(max_size=5),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["name", "url", "network"]), inside),
    max_leaves=8,
)
NAMES = st.sampled_from(["name", "label", "summary", "profiles", "image", "url", "work", "skills", "meta", "languages"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(NAMES, ANYTHING))
def test_whatever_stands_where_something_else_should_is_no_trouble(tmp_path: Path, parts: dict[str, object]) -> None:
    export = json_resume.read([saved(tmp_path, "a.json", json.dumps({**parts, "basics": parts}))], TODAY)
    offered = {offer.key for offer in json_resume.OFFERS}
    assert {fact.key for fact in export.facts} | {one.key for one in export.unknown} == offered
