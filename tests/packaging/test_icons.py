"""The icons of Windows and macOS hold every size, and are the drawing."""

import struct
from pathlib import Path

import icons
import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QColor, QImage, QImageReader


def pictures_in(icon: bytes) -> list[QImage]:
    """Return the pictures of an icon, as Qt reads it."""
    buffer = QBuffer()
    buffer.setData(QByteArray(icon))
    reader = QImageReader(buffer)
    pictures = []
    for number in range(reader.imageCount()):
        assert reader.jumpToImage(number)
        pictures.append(reader.read())
    return pictures


@pytest.mark.parametrize(
    ("icon", "sizes"),
    [
        (icons.ico, [16, 20, 24, 32, 40, 48, 64, 128, 256]),
        (icons.icns, [16, 32, 64, 128, 256, 512, 1024]),
    ],
)
def test_an_icon_holds_every_size_and_each_is_the_drawing(icon: object, sizes: list[int]) -> None:
    assert callable(icon)
    pictures = pictures_in(icon())
    assert [(one.width(), one.height()) for one in pictures] == [(size, size) for size in sizes]
    for one in pictures:
        assert one.pixelColor(0, 0).alpha() < 10, "nothing behind its round corner"
        middle = one.pixelColor(one.width() // 2, one.height() // 2)
        assert middle.alpha() == 255
        assert middle.red() > middle.blue() + 60, "the warm point in the middle of the ring"


def test_the_list_in_front_of_an_icon_for_windows_says_where_each_picture_is() -> None:
    icon = icons.ico()
    _, kind, count = struct.unpack_from("<HHH", icon)
    assert (kind, count) == (1, 9)
    for number in range(count):
        side, *_, size, start = struct.unpack_from("<BBBBHHII", icon, 6 + 16 * number)
        picture = QImage.fromData(icon[start : start + size])
        assert picture.width() % 256 == side


def test_only_a_program_that_has_its_icon_inside_gets_one(tmp_path: Path) -> None:
    assert icons.written_for("linux", tmp_path) is None
    assert icons.written_for("win32", tmp_path) == str(tmp_path / "presence.ico")
    assert icons.written_for("darwin", tmp_path) == str(tmp_path / "presence.icns")
    assert (tmp_path / "presence.icns").read_bytes()[:4] == b"icns"


def test_the_picture_beside_the_installer_shows_the_drawing_on_a_plain_ground() -> None:
    picture = QImage.fromData(icons.side_picture())
    assert (picture.width(), picture.height()) == (328, 628)
    assert picture.pixelColor(0, 0) == picture.pixelColor(327, 627)
    assert picture.pixelColor(164, 250) != QColor(picture.pixelColor(0, 0))
