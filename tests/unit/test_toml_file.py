from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest

from presence_gui.errors import ContentError
from presence_gui.toml_file import does_not_fit, read_table


class Colour(StrEnum):
    NONE = ""
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bean:
    id: str
    pods: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    id: str
    colour: Colour = Colour.NONE
    sown: date | None = None
    raised: bool = False
    names: tuple[str, ...] = ()
    best: Bean | None = None
    beans: tuple[Bean, ...] = field(default=(), metadata={"toml": "bean"})
    owner: str = field(default="nobody", metadata={"toml": None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    best: Bean


def read(folder: Path, text: str) -> Bed:
    file = folder / "bed.toml"
    file.write_text(text, encoding="utf-8")
    return read_table(Bed, file)


def test_a_table_becomes_the_dataclass_that_declares_it(tmp_path: Path) -> None:
    read_bed = read(
        tmp_path,
        """
        id = "north"
        colour = "red"
        sown = 2026-03-01
        raised = true
        names = ["Ann", "Bob"]
        [[bean]]
        id = "runner"
        pods = 3
        """,
    )
    assert read_bed == Bed(
        id="north",
        colour=Colour.RED,
        sown=date(2026, 3, 1),
        raised=True,
        names=("Ann", "Bob"),
        beans=(Bean(id="runner", pods=3),),
    )


def test_what_the_file_leaves_open_keeps_its_default(tmp_path: Path) -> None:
    assert read(tmp_path, 'id = "north"') == Bed(id="north")


def test_a_table_within_a_table_becomes_a_dataclass_too(tmp_path: Path) -> None:
    file = tmp_path / "plot.toml"
    file.write_text('[best]\nid = "runner"\npods = 3', encoding="utf-8")
    assert read_table(Plot, file) == Plot(best=Bean(id="runner", pods=3))
    assert read(tmp_path, 'id = "north"\n[best]\nid = "runner"\npods = 3').best == Bean(id="runner", pods=3)


def test_the_mark_some_editors_put_in_front_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "bed.toml").write_bytes(b'\xef\xbb\xbfid = "north"')
    assert read_table(Bed, tmp_path / "bed.toml").id == "north"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "at bed: the field “id” is missing"),
        ('id = "n"\nowner = "me"', "at n: the field “owner” is unknown"),
        ('id = "n"\nzeal = 1\nairs = 2', "at n: the field “airs” is unknown"),
        ("id = 5", "at 5, id: “5” does not fit"),
        ('id = "n"\nraised = 1', "at n, raised: “1” does not fit"),
        ('id = "n"\ncolour = "green"', "at n, colour: “green” is not one of: red, blue"),
        ('id = "n"\ncolour = 7', "at n, colour: “7” is not one of: red, blue"),
        ('id = "n"\nsown = 2026-03-01T10:00:00', "at n, sown: “2026-03-01 10:00:00” does not fit"),
        ('id = "n"\nsown = "2026-03-01"', "at n, sown: “2026-03-01” does not fit"),
        ('id = "n"\nnames = "Ann"', "at n, names: “Ann” does not fit"),
        ('id = "n"\nnames = ["Ann", 4]', "at n, names: “4” does not fit"),
        ('id = "n"\nbean = ["runner"]', "at n, bean: “runner” does not fit"),
        ('id = "n"\n[[bean]]\npods = 3', "at bean: the field “id” is missing"),
        ('id = "n"\n[[bean]]\nid = "b"\npods = true', "at b, pods: “True” does not fit"),
        ('id = "n"\nbest = "runner"', "at n, best: “runner” does not fit"),
        ('key = "k"', "at k: the field “id” is missing"),
    ],
)
def test_a_field_that_does_not_fit_is_named_with_its_file_and_place(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ContentError) as trouble:
        read(tmp_path, text)
    assert str(trouble.value) == f"In the checklist “bed”, {complaint}."


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"id = ", "it stops making sense at end of document"),
        (b'id = "n"\nraised = perhaps', "it stops making sense at line 2, column 10"),
        (b'id = "n"\nid = "m"\n', "it stops making sense at line 2, column 9"),
        (b'id = "caf\xe9"', "it is not plain text in UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00", "it is not plain text in UTF-8"),
        (b"id = " + b"[" * 100_000, "it is not plain text in UTF-8"),
    ],
)
def test_a_file_that_is_no_toml_is_turned_down_in_plain_words(tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "bed.toml").write_bytes(content)
    with pytest.raises(ContentError) as trouble:
        read_table(Bed, tmp_path / "bed.toml")
    assert str(trouble.value) == f"The file “bed.toml” is not a checklist Presence can read: {what}."


def test_a_file_that_cannot_be_opened_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as trouble:
        read_table(Bed, tmp_path / "gone.toml")
    assert str(trouble.value) == "The checklist file “gone.toml” cannot be read: No such file or directory."


def test_a_complaint_names_file_place_and_reason() -> None:
    assert str(does_not_fit("bed", "runner", "it is late")) == "In the checklist “bed”, at runner: it is late."
