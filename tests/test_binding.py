"""The Qt binding this checkout runs on does not wear Python out."""

import sys

from PySide6.QtCore import QObject


def test_calls_into_qt_do_not_use_up_the_references_to_none() -> None:
    # PySide6 6.12 takes one with every call on Python 3.10 and 3.11, until the program is killed without a word
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        thing.setObjectName("a")
    assert abs(sys.getrefcount(None) - before) < 100
