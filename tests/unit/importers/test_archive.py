import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from struct import pack
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presence_gui.errors import ExportError
from presence_gui.importers import folder, member, zip_directory, zipped
from presence_gui.importers.archive import HEAD, Archive, Member
from tests.unit.importers import zips

HEADLINE = b"First Name,Headline\nSample,Baker\n"


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[bytes], Path]:
    """Saves bytes as a file the user could have."""

    def save(data: bytes) -> Path:
        file = tmp_path / "Sample export.zip"
        file.write_bytes(data)
        return file

    return save


def names(archive: Archive) -> list[str]:
    return [one.name for one in archive.members]


def listed(path: Path) -> list[str]:
    with Archive(path) as archive:
        return names(archive)


def fingerprint(path: Path) -> str:
    with Archive(path) as archive:
        return archive.fingerprint()


def refusal(path: Path) -> str:
    with pytest.raises(ExportError) as refused:
        Archive(path)
    return str(refused.value)


def refusal_to_read(path: Path, name: str = "Connections.csv") -> str:
    with Archive(path) as archive, pytest.raises(ExportError) as refused:
        archive.read(next(one for one in archive.members if one.name == name))
    return str(refused.value)


def test_a_zip_file_is_its_members_with_their_sizes_and_days(saved: Callable[[bytes], Path]) -> None:
    path = saved(zips.zipped([zips.squeezed("export/Profile.csv", HEADLINE), zips.stored("export/Jobs/Saved.csv")]))
    with Archive(path) as archive:
        day = date(2026, 11, 12)
        assert archive.members == (Member("export/Profile.csv", 33, day), Member("export/Jobs/Saved.csv", 0, day))
        assert [one.base for one in archive.members] == ["Profile.csv", "Saved.csv"]
        assert (archive.name, archive.path) == ("Sample export.zip", path)
        assert [archive.read(one) for one in archive.members] == [HEADLINE, b""]
        assert archive.head(archive.members[0]) == HEADLINE


def test_a_folder_is_the_files_below_it_by_name(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "tweets.js").write_bytes(b"[]")
    (tmp_path / "Account.csv").write_bytes(HEADLINE)
    os.utime(tmp_path / "Account.csv", (0, 0))
    with Archive(tmp_path) as archive:
        assert names(archive) == ["Account.csv", "data/tweets.js"]
        assert archive.members[0] == Member("Account.csv", 33, date(1970, 1, 1))
        assert [archive.read(one) for one in archive.members] == [HEADLINE, b"[]"]


def test_a_loose_file_is_its_own_only_member(tmp_path: Path) -> None:
    path = tmp_path / "Connections.csv"
    path.write_bytes(HEADLINE)
    with Archive(path) as archive:
        assert names(archive) == ["Connections.csv"]
        assert archive.read(archive.members[0]) == archive.head(archive.members[0]) == HEADLINE


def test_a_web_page_saved_under_the_name_of_a_zip_file_is_a_loose_file(saved: Callable[[bytes], Path]) -> None:
    with Archive(saved(b"<html>Please sign in</html>")) as archive:
        assert archive.head(archive.members[0]) == b"<html>Please sign in</html>"


@pytest.mark.parametrize("method", [zips.STORED, zips.DEFLATED])
def test_the_head_is_the_first_4_kib_and_needs_no_more_to_be_right(saved: Callable[[bytes], Path], method: int) -> None:
    text = os.urandom(300_000)
    packed = text if method == zips.STORED else zips.deflated(text)
    path = saved(zips.zipped([zips.Entry(packed=packed, size=300_000, method=method, check=1)]))
    with Archive(path) as archive:
        assert archive.head(archive.members[0]) == text[:HEAD]
    assert "is damaged" in refusal_to_read(path)


def test_every_byte_read_is_reported_and_the_report_may_stop_it(saved: Callable[[bytes], Path], tmp_path: Path) -> None:
    told = list[int]()
    text = b"".join(b"Sample Person %d\n" % number for number in range(200_000))
    (tmp_path / "loose.csv").write_bytes(text)
    for path in (saved(zips.zipped([zips.squeezed("Connections.csv", text)])), tmp_path / "loose.csv"):
        told.clear()
        with Archive(path, told.append) as archive:
            assert archive.read(archive.members[0]) == text
        assert sum(told) == len(text)
        assert max(told) <= 1 << 20

    def stop(_bytes: int) -> None:
        raise OSError

    with Archive(path, stop) as archive, pytest.raises(OSError, match=r"^$"):
        archive.read(archive.members[0])


def test_a_member_may_be_as_large_as_the_reader_says_and_no_larger(saved: Callable[[bytes], Path]) -> None:
    with Archive(saved(zips.zipped([zips.squeezed("Profile.csv", HEADLINE)]))) as archive:
        assert archive.read(archive.members[0], most=33) == HEADLINE
        with pytest.raises(ExportError) as refused:
            archive.read(archive.members[0], most=32)
    assert str(refused.value) == ("“Profile.csv” in “Sample export.zip” is larger than any export Presence knows.")


def test_a_file_that_grows_is_read_no_further_than_allowed(tmp_path: Path) -> None:
    path = tmp_path / "Profile.csv"
    path.write_bytes(HEADLINE)
    with Archive(path) as archive:
        path.write_bytes(HEADLINE * 2)
        assert archive.read(archive.members[0], most=66) == HEADLINE * 2
        with pytest.raises(ExportError, match="larger than any export"):
            archive.read(archive.members[0], most=65)


def test_the_fingerprint_is_that_of_the_contents(tmp_path: Path) -> None:
    one, same, other = (tmp_path / name for name in ("one.zip", "same.zip", "other.zip"))
    one.write_bytes(zips.zipped([zips.stored("Profile.csv", HEADLINE)]))
    same.write_bytes(one.read_bytes())
    other.write_bytes(zips.zipped([zips.stored("Profile.csv", HEADLINE.upper())]))
    first, second, third = map(fingerprint, (one, same, other))
    assert first == second != third
    assert len(first) == len(sha256().hexdigest())
    whole = fingerprint(tmp_path.parent)
    (tmp_path / "more.txt").touch()
    assert fingerprint(tmp_path.parent) != whole


def test_what_a_mac_adds_and_what_is_no_file_is_no_member(saved: Callable[[bytes], Path]) -> None:
    parts = [
        zips.stored("__MACOSX/._Profile.csv"),
        zips.stored("export/__MACOSX/Profile.csv"),
        zips.stored("export/._Profile.csv"),
        zips.stored(".DS_Store"),
        zips.stored("export/.DS_Store"),
        zips.stored("export/"),
        zips.stored("export\\Jobs\\"),
        zips.Entry(name=b"export/link.csv", attributes=zips.LINK),
        zips.stored("./export\\Profile.csv", HEADLINE),
        zips.Entry(name=b"export/a.csv", attributes=0o100644 << 16),
    ]
    with Archive(saved(zips.zipped(parts))) as archive:
        assert names(archive) == ["export/Profile.csv", "export/a.csv"]
        assert archive.read(archive.members[0]) == HEADLINE


def test_pictures_and_films_are_no_texts(saved: Callable[[bytes], Path]) -> None:
    parts = [zips.stored(name) for name in ("a.CSV", "b.jpg", "c/d.json", "e.mp4", "f")]
    with Archive(saved(zips.zipped(parts))) as archive:
        assert [member.name for member in archive.texts] == ["a.CSV", "c/d.json"]


@pytest.mark.parametrize("odd", "\n\0\x7f\x9b\u061c\u200e\u200f\u2028\u202e\u2066\u2069")
def test_a_member_whose_name_has_signs_that_cannot_be_seen_is_left_out(
    saved: Callable[[bytes], Path], odd: str
) -> None:
    parts = [zips.stored(f"Conne{odd}ctions.csv"), zips.stored("Profile.csv")]
    with Archive(saved(zips.zipped(parts))) as archive:
        assert names(archive) == ["Profile.csv"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Zoë’s 👩🏽‍🌾 posts.json".encode(), "Zoë’s 👩🏽‍🌾 posts.json"),
        ("Größe.csv".encode("cp437"), "Größe.csv"),
        (b"who_you've_followed.json", "who_you've_followed.json"),
        (b"a..b/...csv", "a..b/...csv"),
    ],
)
def test_names_are_read_as_new_and_as_old_programs_write_them(
    saved: Callable[[bytes], Path], written: bytes, name: str
) -> None:
    with Archive(saved(zips.zipped([zips.Entry(name=written)]))) as archive:
        assert names(archive) == [name]


@pytest.mark.parametrize(
    "name", ["../a.csv", "a/../../b", "a\\..\\b", "..", "/a", "\\a", "C:\\a", "c:/a", "c:a", "a\n/../b"]
)
def test_a_zip_file_with_a_name_that_leads_out_of_it_is_refused(saved: Callable[[bytes], Path], name: str) -> None:
    said = refusal(saved(zips.zipped([zips.stored("Profile.csv", HEADLINE), zips.stored(name)])))
    seen = name.replace("\\", "/").replace("\n", "\ufffd")
    assert said == (
        f"“Sample export.zip” is not as a platform makes it: “{seen}” is a place outside it. "
        "Download the export again, and choose it as it is."
    )


def test_two_members_of_one_name_are_refused_only_when_they_are_read(saved: Callable[[bytes], Path]) -> None:
    parts = [zips.stored(name, HEADLINE) for name in ("Profile.csv", "Connections.csv", "CONNECTIONS.csv")]
    path = saved(zips.zipped(parts))
    with Archive(path) as archive:
        assert archive.read(archive.members[0]) == HEADLINE
    assert refusal_to_read(path) == (
        "“Sample export.zip” holds two files named “Connections.csv”. "
        "Download the export again, and choose it as it is."
    )


def test_a_locked_file_says_so_at_once_and_a_locked_member_when_it_is_read(saved: Callable[[bytes], Path]) -> None:
    locked = zips.Entry(packed=HEADLINE, size=33, flags=zips.LOCKED)
    assert refusal(saved(zips.zipped([locked, zips.stored("empty.csv")]))) == (
        "“Sample export.zip” is locked with a password. Unpack it yourself, and choose the folder."
    )
    path = saved(zips.zipped([locked, zips.stored("Profile.csv", HEADLINE)]))
    with Archive(path) as archive:
        assert archive.read(archive.members[1]) == HEADLINE
    assert refusal_to_read(path) == (
        "“Connections.csv” in “Sample export.zip” is locked with a password. "
        "Unpack the ZIP file yourself, and choose the folder."
    )


def test_a_way_of_packing_that_is_rare_is_refused_with_what_to_do(saved: Callable[[bytes], Path]) -> None:
    assert refusal_to_read(saved(zips.unlike(zips.GOOD, method=99))) == (
        "“Connections.csv” in “Sample export.zip” is packed in a way Presence does not know. "
        "Unpack the ZIP file yourself, and choose the folder."
    )


@pytest.mark.parametrize("megabytes", [1, 2])
def test_what_grows_to_more_than_200_times_is_refused_from_a_million_bytes_on(
    saved: Callable[[bytes], Path], megabytes: int
) -> None:
    text = b"a" * (megabytes * 1_000_000)
    path = saved(zips.zipped([zips.squeezed("Connections.csv", text)]))
    if megabytes > 1:
        assert "is damaged" in refusal_to_read(path)
    else:
        with Archive(path) as archive:
            assert archive.read(archive.members[0]) == text


def test_no_more_is_read_of_one_file_than_any_export_holds(
    saved: Callable[[bytes], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipped, "MOST_UNPACKED", 70)
    with Archive(saved(zips.zipped([zips.stored("Profile.csv", HEADLINE)]))) as archive:
        assert archive.read(archive.members[0]) == archive.read(archive.members[0]) == HEADLINE
        with pytest.raises(ExportError) as refused:
            archive.read(archive.members[0])
    assert str(refused.value) == "“Sample export.zip” holds more text than any export Presence knows."


def test_no_more_members_are_listed_than_any_export_holds(
    saved: Callable[[bytes], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(zips.zipped(zips.stored(f"{number}.csv") for number in range(3)))
    inside = tmp_path / "in" / "side"
    inside.mkdir(parents=True)
    for number in range(2):
        (inside / f"{number}.csv").touch()
    for module in (zipped, folder):
        monkeypatch.setattr(module, "MOST_MEMBERS", 3)
    assert (len(listed(path)), len(listed(tmp_path / "in"))) == (3, 2)
    for module in (zipped, folder):
        monkeypatch.setattr(module, "MOST_MEMBERS", 2)
    assert refusal(path) == "“Sample export.zip” holds more files than any export Presence knows."
    assert refusal(tmp_path / "in") == "“in” holds more files than any export Presence knows."
    monkeypatch.undo()
    monkeypatch.setattr(zip_directory, "MOST_BYTES", 10)
    assert refusal(path) == "“Sample export.zip” holds more files than any export Presence knows."
    assert member.MOST_MEMBERS > 200_000


def test_only_zip_files_inside_are_to_be_unpacked_once(saved: Callable[[bytes], Path], tmp_path: Path) -> None:
    said = "holds only other ZIP files. Unpack it once, and bring what is inside."
    path = saved(zips.zipped([zips.stored("part-1.zip"), zips.stored("parts/part-2.ZIP")]))
    assert refusal(path) == f"“Sample export.zip” {said}"
    assert refusal(tmp_path) == f"“{tmp_path.name}” {said}"
    assert listed(saved(zips.zipped([zips.stored("1.zip"), zips.stored("a.js")]))) == ["1.zip", "a.js"]


def test_bytes_that_belong_to_two_members_are_neither_s(saved: Callable[[bytes], Path]) -> None:
    entries = [zips.stored("a.csv", HEADLINE), zips.stored("Connections.csv", HEADLINE), zips.stored("z.csv", HEADLINE)]
    wide = zips.Entry(name=b"a.csv", packed=HEADLINE, size=99, packed_size=99)
    path = saved(zips.zipped([wide, *entries[1:]]))
    for name in ("a.csv", "Connections.csv"):
        assert f"“{name}” in “Sample export.zip” is damaged" in refusal_to_read(path, name)
    with Archive(path) as archive:
        assert archive.read(archive.members[2]) == HEADLINE


def test_a_file_may_stand_behind_a_program_that_unpacks_it_and_have_a_comment(saved: Callable[[bytes], Path]) -> None:
    data = zips.zipped([zips.stored("Profile.csv", HEADLINE)], before=b"MZ" + b"\0" * 500, comment=b"Thank you")
    with Archive(saved(data)) as archive:
        assert archive.read(archive.members[0]) == HEADLINE


def test_sizes_and_places_above_4_gb_stand_among_the_extras(saved: Callable[[bytes], Path]) -> None:
    far, good = 0xFFFFFFFF, zips.stored("Profile.csv", HEADLINE)
    extra = pack("<2H4s", 99, 4, b"    ") + pack("<2H3Q", 1, 24, 33, 33, 0)
    entry = replace(good, size=far, packed_size=far, start=far, extra=extra)
    body, record = good.local(), entry.record(0)
    large = pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(record), len(body))
    locator = pack("<4sLQL", b"PK\6\7", 0, len(body) + len(record), 1)
    end = pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, far, far, 0)
    with Archive(saved(body + record + large + locator + end)) as archive:
        assert archive.members[0].size == 33
        assert archive.read(archive.members[0]) == HEADLINE
    assert refusal(saved(body + record + b"x" * 56 + locator + end)).startswith("“Sample export.zip” is not a whole")


def test_a_day_that_is_none_is_not_known(saved: Callable[[bytes], Path]) -> None:
    path = saved(zips.zipped([zips.Entry(day=zips.NO_DAY)]))
    with Archive(path) as archive:
        assert archive.members[0].changed is None


def test_a_day_after_the_last_there_is_is_not_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "Profile.csv"
    path.write_bytes(HEADLINE)
    in_the_year_11476 = os.stat_result((*path.stat()[:8], 300_000_000_000, 0))
    monkeypatch.setattr(Path, "stat", lambda _path: in_the_year_11476)
    with Archive(path) as archive:
        assert archive.members == (Member("Profile.csv", 33, None),)


@pytest.mark.parametrize("kept", [5, 40, 60])
def test_a_file_cut_short_says_so(saved: Callable[[bytes], Path], kept: int) -> None:
    data = zips.zipped([zips.stored("Profile.csv", HEADLINE)])
    assert refusal(saved(data[:kept])) == (
        "“Sample export.zip” is not a whole ZIP file. Download the export again, and choose it as it is."
    )


def test_no_link_inside_a_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    (tmp_path / "secret.csv").write_bytes(b"secret")
    for name, target in {"file.csv": "../secret.csv", "round": ".", "above": "..", "nowhere": "gone"}.items():
        (tmp_path / "export" / name).symlink_to(target)
    (tmp_path / "export" / "Profile.csv").write_bytes(HEADLINE)
    assert listed(tmp_path / "export") == ["Profile.csv"]


def test_the_link_the_user_chose_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Profile.csv").write_bytes(HEADLINE)
    (tmp_path / "chosen.csv").symlink_to("Profile.csv")
    with Archive(tmp_path / "chosen.csv") as archive:
        assert archive.read(archive.members[0]) == HEADLINE


def test_a_folder_nobody_may_look_into_refuses_the_whole_for_what_may_be_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "locked").mkdir()
    look = os.scandir

    def refuse(folder: str) -> object:
        if folder.endswith("locked"):
            raise PermissionError
        return look(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    assert refusal(tmp_path).startswith(f"You are not allowed to read “{tmp_path.name}”. ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes in the file system here")
def test_pipes_and_devices_are_never_opened(tmp_path: Path) -> None:
    (tmp_path / "Profile.csv").write_bytes(HEADLINE)
    os.mkfifo(tmp_path / "pipe.csv")
    assert listed(tmp_path) == ["Profile.csv"]
    assert refusal(tmp_path / "pipe.csv") == "“pipe.csv” is not a file. Choose the export you have downloaded."
    assert "“zero” is not a file" in refusal(Path("/dev/zero"))


def test_a_file_that_is_gone_is_said_to_be_gone(tmp_path: Path) -> None:
    said = "is no longer where it was. Choose it again."
    assert refusal(tmp_path / "gone.zip") == f"“gone.zip” {said}"
    path = tmp_path / "Profile.csv"
    path.write_bytes(HEADLINE)
    with Archive(path) as archive:
        path.unlink()
        for look in (archive.read, archive.head):
            with pytest.raises(ExportError) as refused:
                look(archive.members[0])
            assert str(refused.value) == f"“Profile.csv” {said}"


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (
            PermissionError,
            "You are not allowed to read “Profile.csv”. Copy it to a folder of your own, and choose the copy.",
        ),
        (
            OSError,
            "“Profile.csv” cannot be read from where it is. Copy it to a folder of your own, and choose the copy.",
        ),
    ],
)
def test_a_file_that_cannot_be_opened_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trouble: type[OSError], said: str
) -> None:
    path = tmp_path / "Profile.csv"
    path.write_bytes(HEADLINE)

    def refuse(*_any: object, **_more: object) -> None:
        raise trouble

    monkeypatch.setattr(Path, "open", refuse)
    assert refusal(path) == said


def test_a_name_no_sentence_can_hold_is_shown_as_far_as_it_can_be(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"Sam\nple\xff.csv")
    path.write_bytes(HEADLINE)
    with Archive(path) as archive:
        assert archive.name == "Sam\ufffdple\ufffd.csv"
        assert archive.read(archive.members[0]) == HEADLINE
    assert listed(tmp_path) == []


def test_a_closed_archive_holds_no_file(saved: Callable[[bytes], Path]) -> None:
    archive = Archive(saved(zips.zipped([zips.stored("Profile.csv", HEADLINE)])))
    with archive:
        archive.read(archive.members[0])
    with pytest.raises(ValueError, match="closed"):
        archive.read(archive.members[0])


PARTS = st.dictionaries(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="/\\:."), min_size=1, max_size=30
    ),
    st.tuples(st.binary(max_size=3000), st.sampled_from([ZIP_STORED, ZIP_DEFLATED])),
    max_size=8,
)


@given(PARTS, st.binary(max_size=50), st.binary(max_size=50))
def test_whatever_python_packs_is_read_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, parts: dict[str, tuple[bytes, int]], before: bytes, comment: bytes
) -> None:
    written = BytesIO(before)
    with ZipFile(written, "a") as packing:
        packing.comment = comment.replace(b"PK", b"KP")
        for name, (data, method) in parts.items():
            packing.writestr(ZipInfo(name, (2026, 11, 12, 0, 0, 0)), data, method)
    path = tmp_path_factory.getbasetemp() / "any.zip"
    path.write_bytes(written.getvalue())
    folded = [name.casefold() for name in parts]
    with Archive(path) as archive:
        assert names(archive) == list(parts)
        for one in archive.members:
            if folded.count(one.name.casefold()) == 1:
                assert archive.read(one) == parts[one.name][0]
                assert archive.head(one) == parts[one.name][0][:HEAD]


def test_an_archive_nobody_holds_any_more_is_closed(saved: Callable[[bytes], Path]) -> None:
    path = saved(zips.zipped([zips.stored("Profile.csv", HEADLINE)]))
    assert Archive(path).members[0].size == 33  # pytest would tell of a file left open
