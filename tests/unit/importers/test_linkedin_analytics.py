"""The analytics workbook, built cell by cell as LinkedIn does: every cell is a text."""

from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.errors import ExportError
from presence_gui.facts import Export, How
from presence_gui.importers import linkedin_analytics
from presence_gui.importers.archive import Archive
from tests.unit.importers.linkedin_export import TODAY, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _american(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def _european(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _workbook(
    sheets: dict[str, dict[str, str]],
    space: str = MAIN,
    *,
    inline: bool = False,
    target: str = "worksheets/sheet{}.xml",
) -> dict[str, str | bytes]:
    """Return the members of a workbook: shared texts as LinkedIn writes them, or texts in the cells."""
    shared = sorted({text for cells in sheets.values() for text in cells.values()})

    def cell(address: str, text: str) -> str:
        if inline:
            return f'<c r="{address}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        return f'<c r="{address}" t="s"><v>{shared.index(text)}</v></c>'

    names = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
    links = "".join(f'<Relationship Id="rId{n}" Target="{target.format(n)}"/>' for n, _name in enumerate(sheets, 1))
    texts = "".join(
        f"<si><r><t>{escape(text[:2])}</t></r><r><t>{escape(text[2:])}</t></r><rPh><t>spoken</t></rPh></si>"
        for text in shared
    )
    made: dict[str, str | bytes] = {
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{LINKS}"><sheets>{names}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{links}</Relationships>",
        **({} if inline else {"xl/sharedStrings.xml": f'<sst xmlns="{space}">{texts}</sst>'}),
    }
    for number, cells in enumerate(sheets.values(), 1):
        row = "".join(cell(address, text) for address, text in cells.items())
        made[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{space}"><sheetData><row>{row}</row></sheetData></worksheet>'
        )
    return made


def _sheets(first: date, days: int, write: object = _american, followers: str = "1,234") -> dict[str, dict[str, str]]:
    assert callable(write)
    last = first + timedelta(days - 1)
    rows = {f"A{4 + n}": write(first + timedelta(n)) for n in range(days)}
    return {
        "DISCOVERY": {
            "A1": "Overall Performance",
            "B1": f"{write(first)} - {write(last)}",
            "A2": "Impressions",
            "B2": "56,789",
            "A3": "Members reached",
            "B3": "4321",
        },
        "ENGAGEMENT": {"A1": "Date"},
        "FOLLOWERS": {"A1": f"Total followers on {write(last)}:", "B1": followers, "A3": "Date", **rows},
    }


def _read(file: Path) -> Export:
    with Archive(file) as archive:
        assert linkedin_analytics.fits(archive) == 95
        return linkedin_analytics.read([archive], TODAY)


@pytest.mark.parametrize("space", [MAIN, STRICT])
@pytest.mark.parametrize("inline", [False, True])
def test_followers_and_reach_are_read_with_their_day(tmp_path: Path, space: str, *, inline: bool) -> None:
    sheets = _sheets(date(2026, 10, 1), 31)
    export = _read(zipped(tmp_path / "Content_Sample.xlsx", _workbook(sheets, space, inline=inline)))
    assert (export.name, export.as_of, export.dated) == ("LinkedIn analytics workbook", date(2026, 10, 31), True)
    assert [(fact.key, fact.number, fact.file, fact.how) for fact in export.facts] == [
        ("linkedin.followers", 1234, "FOLLOWERS", How.READ),
        ("linkedin.impressions", 56789, "DISCOVERY", How.READ),
        ("linkedin.members-reached", 4321, "DISCOVERY", How.READ),
    ]
    assert {fact.as_of for fact in export.facts} == {date(2026, 10, 31)}
    assert export.unknown == ()
    assert export.used == ("DISCOVERY", "FOLLOWERS")


@pytest.mark.parametrize("write", [_american, _european])
@pytest.mark.parametrize("first", [date(2026, 10, 1), date(2026, 3, 3), date(2026, 5, 30)])
def test_the_order_of_the_days_is_the_one_in_which_they_make_sense(tmp_path: Path, write: object, first: date) -> None:
    export = _read(zipped(tmp_path / "a.xlsx", _workbook(_sheets(first, 9, write))))
    assert (export.as_of, export.dated) == (first + timedelta(8), True)


def test_an_order_that_cannot_be_told_is_not_guessed(tmp_path: Path) -> None:
    for name, sheets in {
        "one day": _sheets(date(2026, 3, 2), 1),
        "no rows": {
            "DISCOVERY": {"B1": "1/2/2026 - 3/4/2026"},
            "FOLLOWERS": {"A1": "Total followers on 3/4/2026", "B1": "7"},
        },
        "nonsense": {"DISCOVERY": {}, "FOLLOWERS": {"A1": "Total followers on 31/31/2026", "B1": "7"}},
        "no day": {"DISCOVERY": {}, "FOLLOWERS": {"A1": "Total followers", "B1": "7"}},
    }.items():
        export = _read(zipped(tmp_path / f"{name}.xlsx", _workbook(sheets), date(2026, 11, 3)))
        assert (export.as_of, export.dated) == (date(2026, 11, 3), False), name
        assert export.facts[0].number in {7, 1234}


def test_the_same_day_in_both_orders_is_sure(tmp_path: Path) -> None:
    export = _read(zipped(tmp_path / "a.xlsx", _workbook(_sheets(date(2026, 5, 5), 1))))
    assert (export.as_of, export.dated) == (date(2026, 5, 5), True)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("0", 0), ("17.0", 17), ("1.234", 1234), ("1 234 567", 1234567), ("1’234", 1234), ("1\u202f234", 1234)),
        *(("", None), ("many", None), ("-1", None), ("1,23", None), ("9" * 5000, None)),
    ],
)
def test_a_number_is_read_however_its_thousands_are_parted(tmp_path: Path, text: str, number: int | None) -> None:
    export = _read(zipped(tmp_path / "a.xlsx", _workbook(_sheets(date(2026, 10, 1), 31, followers=text))))
    found = {fact.key: fact.number for fact in export.facts}
    assert found.get("linkedin.followers") == number
    unknown = {one.key: one.why for one in export.unknown}
    assert unknown == ({} if number is not None else {"linkedin.followers": "The workbook does not say it."})


def test_the_newest_of_several_workbooks_counts(tmp_path: Path) -> None:
    older = Archive(zipped(tmp_path / "a.xlsx", _workbook(_sheets(date(2026, 8, 1), 31))))
    newer = Archive(
        zipped(tmp_path / "b.xlsx", _workbook(_sheets(date(2026, 10, 1), 31), target="/xl/worksheets/sheet{}.xml"))
    )
    with older, newer:
        for order in ([older, newer], [newer, older]):
            assert linkedin_analytics.read(order, TODAY).as_of == date(2026, 10, 31)


def test_another_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with Archive(zipped(tmp_path / "budget.xlsx", _workbook({"Sheet1": {"A1": "x"}}))) as archive:
        assert linkedin_analytics.fits(archive) == 0
        with pytest.raises(
            ExportError, match=r"“budget\.xlsx” is not the workbook LinkedIn makes.*choose that file here"
        ):
            linkedin_analytics.read([archive], TODAY)


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("member", "content"),
    [
        ("xl/workbook.xml", "<workbook"),
        ("xl/sharedStrings.xml", f"{ENTITIES}<sst>&b;</sst>"),
        ("xl/sharedStrings.xml", '<!DOCTYPE sst SYSTEM "file:///etc/passwd"><sst/>'),
        ("xl/sharedStrings.xml", '<?xml version="1.0" encoding="none-such"?><sst/>'),
        ("xl/_rels/workbook.xml.rels", ""),
        ("xl/_rels/workbook.xml.rels", '<R><Relationship Id="rId1" Target="elsewhere.xml"/></R>'),
    ],
)
def test_a_workbook_that_is_not_whole_says_so(tmp_path: Path, member: str, content: str) -> None:
    members = _workbook(_sheets(date(2026, 10, 1), 31)) | {member: content}
    with (
        Archive(zipped(tmp_path / "a.xlsx", members)) as archive,
        pytest.raises(ExportError, match=r"“a\.xlsx” is not a whole workbook; download it again from LinkedIn"),
    ):
        linkedin_analytics.read([archive], TODAY)


def test_cells_that_point_nowhere_are_empty(tmp_path: Path) -> None:
    members = _workbook(_sheets(date(2026, 10, 1), 31))
    members["xl/worksheets/sheet3.xml"] = (
        '<w><c r="B1" t="s"><v>99999</v></c><c r="A1" t="s"><v>-1</v></c><c><v>5</v></c><c r="7"><v>5</v></c></w>'
    )
    export = _read(zipped(tmp_path / "a.xlsx", members))
    assert [fact.key for fact in export.facts] == ["linkedin.impressions", "linkedin.members-reached"]


@given(
    st.dictionaries(
        st.sampled_from(["A1", "B1", "A2", "B2", "A4", "A5"]), st.text("0123456789/ -.,Impressions", max_size=30)
    ),
    st.dictionaries(st.sampled_from(["A1", "B1", "A4", "A5"]), st.text("0123456789/ -.,on", max_size=30)),
)
def test_whatever_is_in_the_cells_nothing_but_facts_or_a_sentence_comes_out(
    tmp_path_factory: pytest.TempPathFactory, discovery: dict[str, str], followers: dict[str, str]
) -> None:
    members = _workbook({"DISCOVERY": discovery, "FOLLOWERS": followers})
    file = zipped(tmp_path_factory.mktemp("books") / "a.xlsx", members)
    with Archive(file) as archive:
        try:
            export = linkedin_analytics.read([archive], TODAY)
        except ExportError:
            return
    assert len(export.facts) + len(export.unknown) == len(linkedin_analytics.OFFERS)
    assert export.as_of <= TODAY
