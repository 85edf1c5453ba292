import random
import re
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.errors import ExportError
from presence_gui.importers.archive import Archive
from tests.unit.importers.zips import GOOD, HOSTILE, cut_short, squeezed, stored, zipped

SHARED: Final = Path(__file__).parents[4] / "shared" / "corpora"
CORPORA: Final = sorted(path for name in ("yauzl-zips", "cpython-testdata") for path in (SHARED / name).rglob("*.zip"))
JARGON: Final = re.compile(
    r"error|corrupt|exception|header|crc|offset|byte|inflate|zlib|errno|traceback", re.IGNORECASE
)
PROFILE: Final = b"Headline\nBaker\n"
WHOLE: Final = zipped([stored("Profile.csv", PROFILE), GOOD, squeezed("Jobs/Saved.csv", b"Title\nBaker\n" * 20)])
TEXT: Final = b"First Name,Last Name\nSample,Person\n" * 50

# what is said of the file as a whole, or else of the member attacked; None: nothing, it does no harm and is as it is
WHOLE_ZIP: Final = "is not a whole ZIP file"
DAMAGED: Final = "is damaged"
OUTSIDE: Final = "is a place outside it"
LOCKED: Final = "is locked with a password"
UNKNOWN: Final = "is packed in a way Presence does not know"
TWICE: Final = "holds two files named"
MORE: Final = "holds more files than any export"
SAID: Final[Mapping[str, str | None]] = {
    "a gigabyte of one letter": DAMAGED,
    "a gigabyte that says it is a kilobyte": DAMAGED,
    "a gigabyte that says it is 40 megabytes": DAMAGED,
    "a page that grows to 200 times": DAMAGED,
    "more than it says": DAMAGED,
    "less than it says": DAMAGED,
    "nothing in many pieces": DAMAGED,
    "the same bytes under sixty names": DAMAGED,
    "each holds the next": DAMAGED,
    "only ZIP files": "holds only other ZIP files",
    "3,000 files": None,
    "200,000 files": None,
    "300,000 files": MORE,
    "the same name 2,000 times": TWICE,
    "a folder above": OUTSIDE,
    "a folder above in between": OUTSIDE,
    "a folder above for Windows": OUTSIDE,
    "the folder above itself": OUTSIDE,
    "a place of its own": OUTSIDE,
    "a place in a network": OUTSIDE,
    "a drive": OUTSIDE,
    "a drive without a folder": OUTSIDE,
    "a link": None,
    "a name of nothing": None,
    "a name that cannot be seen": None,
    "a name with a line break": None,
    "a name with an end in it": None,
    "a name in no writing": None,
    "a name twice": TWICE,
    "locked": LOCKED,
    "partly locked": LOCKED,
    "locked with a certificate": LOCKED,
    "packed in way 99": UNKNOWN,
    "packed in way 12": UNKNOWN,
    "another check sum": DAMAGED,
    "no deflated bytes": DAMAGED,
    "half the deflated bytes": DAMAGED,
    "no day": None,
    "a place behind the end": DAMAGED,
    "a place far behind the end": WHOLE_ZIP,
    "a place that is nowhere": WHOLE_ZIP,
    "extras cut short": WHOLE_ZIP,
    "extras longer than they are": None,
    "a header that says it is longer": DAMAGED,
    "several disks": WHOLE_ZIP,
    "a directory before the beginning": WHOLE_ZIP,
    "a directory that is no directory": WHOLE_ZIP,
    "a directory of 70 megabytes": MORE,
    "a directory with something after it": WHOLE_ZIP,
    "half an end": WHOLE_ZIP,
    "a large end that is missing": WHOLE_ZIP,
    "only an end": None,
    "only a beginning": WHOLE_ZIP,
    "nothing at all": None,
}


@pytest.fixture(autouse=True)
def _nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The folder for temporary files and the one worked in are empty before and after."""
    empty = tmp_path / "empty"
    empty.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "HOME"):
        monkeypatch.setenv(name, str(empty))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(empty)
    yield
    assert list(empty.iterdir()) == []


def attempt(path: Path, heads: int = 2000) -> tuple[dict[str, bytes], list[str]]:
    """What can be read of a file, and what is said of the rest; nothing but an ExportError may come."""
    found, said = dict[str, bytes](), list[str]()
    try:
        with Archive(path) as archive:
            for member in archive.members[:heads]:
                try:
                    archive.head(member)
                    found[member.name] = archive.read(member)
                except ExportError as refused:
                    said.append(str(refused))
    except ExportError as refused:
        said.append(str(refused))
    for sentence in set(said):
        assert_plain(sentence, path.name)
    return found, said


def assert_plain(sentence: str, name: str) -> None:
    """It names the file, ends, has no word of ours, and does not go on for ever."""
    assert f"“{name}”" in sentence
    said = re.sub("“[^”]*”", "it", sentence)
    assert said.endswith(".")
    assert 1 <= len(re.findall(r"[.;:] |\.$", said)) <= 3
    assert len(said) < 160
    assert not JARGON.search(said)
    assert sentence.isprintable()


@pytest.mark.parametrize("attack", HOSTILE)
def test_an_attack_is_refused_in_plain_words_or_does_no_harm(attack: str, tmp_path: Path) -> None:
    path = tmp_path / "Sample export.zip"
    path.write_bytes(HOSTILE[attack]())
    found, said = attempt(path)
    expected = SAID[attack]
    if expected is None:
        assert said == []
    else:
        assert said
        assert all(expected in sentence for sentence in said)
    for name, data in found.items():
        assert data == {"Profile.csv": PROFILE}.get(name, TEXT if name.startswith("Connections") else b"")


def test_no_attack_is_forgotten() -> None:
    assert SAID.keys() == HOSTILE.keys()


def test_a_file_cut_short_at_each_twentieth_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "Sample export.zip"
    for number, data in enumerate(cut_short(WHOLE)):
        path.write_bytes(data)
        found, said = attempt(path)
        if number:
            assert said == [
                "“Sample export.zip” is not a whole ZIP file. Download the export again, and choose it as it is."
            ]
        else:
            assert found == {path.name: b""}


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_single_changed_byte_is_noticed_or_changes_no_text(
    tmp_path_factory: pytest.TempPathFactory, place: int, change: int
) -> None:
    changed = bytearray(WHOLE)
    changed[place] ^= change
    path = tmp_path_factory.getbasetemp() / "changed.zip"
    path.write_bytes(changed)
    found, said = attempt(path)
    if not said and path.name not in found:
        assert set(found.values()) <= {PROFILE, TEXT, b"Title\nBaker\n" * 20}


def test_bytes_at_random_between_right_ones_do_no_harm(tmp_path: Path) -> None:
    path, dice = tmp_path / "Sample export.zip", random.Random(4)  # noqa: S311  # the same every time
    for _ in range(600):
        data = bytearray(WHOLE)
        for _ in range(dice.randrange(1, 12)):
            place = dice.randrange(len(data))
            data[place : place + dice.randrange(6)] = dice.randbytes(dice.randrange(6))
        path.write_bytes(data)
        found, _ = attempt(path)
        assert sum(map(len, found.values())) < 1_000_000


@pytest.mark.skipif(
    not CORPORA, reason="the ZIP files of yauzl and CPython are not beside this folder (shared/corpora)"
)
@pytest.mark.parametrize("file", CORPORA, ids=lambda file: file.name)
def test_the_odd_files_of_other_projects_are_read_or_refused_in_plain_words(file: Path, tmp_path: Path) -> None:
    path = tmp_path / "Sample export.zip"
    path.write_bytes(file.read_bytes())
    attempt(path)


@pytest.mark.skipif(
    not CORPORA, reason="the ZIP files of yauzl and CPython are not beside this folder (shared/corpora)"
)
def test_the_good_files_of_other_projects_are_read() -> None:
    good = {path.name: attempt(path)[0] for path in CORPORA if path.parent.name == "success"}
    assert {name for name, found in good.items() if not found} == {
        "bogus-compression-method.zip",
        "empty.zip",
        "traditional-encryption-and-compression.zip",
        "traditional-encryption-and-compression_deprecated.zip",
        "traditional-encryption.zip",
        "traditional-encryption_deprecated.zip",
        "unicode-path-extra-field.zip",
    }
    assert good["windows-compressed-folder.zip"] == {"a.txt": b"asdf\n", "b.txt": b"bsdf\n"}
    assert good["zip64.zip"] == {"test1.txt": b"foo", "test2.txt": b"bar"}
    assert good["directories.zip"] == {"a/a.txt": b""}
    assert list(attempt(SHARED / "cpython-testdata" / "zip_cp437_header.zip")[0]) == [
        "filename_with_æoå.txt",
        "filename_without.txt",
    ]


def test_a_folder_of_many_files_is_listed(tmp_path: Path) -> None:
    many = tmp_path / "export"
    many.mkdir()
    for number in range(500):
        (many / f"{number}.jpg").touch()
    found, said = attempt(many)
    assert (len(found), said) == (500, [])
