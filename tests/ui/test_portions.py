"""Work in portions: the first at once, the others when nothing else waits, and each step once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import capture_exceptions

from presence_gui.ui import portions
from presence_gui.ui.portions import Portions

STEPS = 5


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    monkeypatch.setattr(portions, "_PORTION", 0)  # one step is a portion
    return []


def steps(done: list[int]) -> Iterator[None]:
    for number in range(STEPS):
        done.append(number)
        yield


def test_what_is_left_waits_until_the_window_has_time(qapp: QApplication, done: list[int]) -> None:
    owner = QObject()
    Portions(owner, steps(done))
    assert done == [0]
    qapp.processEvents()
    assert 1 < len(done) <= STEPS
    QTest.qWait(20)
    assert done == [*range(STEPS)]


def test_it_can_be_finished_or_stopped_at_any_time(qapp: QApplication, done: list[int]) -> None:
    owner = QObject()
    first, second = Portions(owner, steps(done)), Portions(owner, steps(done))
    first.finish()
    assert done == [0, 0, *range(1, STEPS)]
    second.stop()
    QTest.qWait(20)
    qapp.processEvents()
    assert len(done) == STEPS + 1


def test_a_short_piece_of_work_is_done_at_once(
    qapp: QApplication, done: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portions, "_PORTION", 60)
    owner = QObject(qapp)
    Portions(owner, steps(done))
    assert done == [*range(STEPS)]


@pytest.mark.usefixtures("qapp")
def test_the_first_portion_may_wait_as_well(done: list[int]) -> None:
    owner = QObject()
    later = Portions(owner, steps(done), at_once=False)
    assert (later.goes_on, done) == (True, [])
    later.finish()
    assert (later.goes_on, done) == (False, [*range(STEPS)])


@pytest.mark.usefixtures("qapp")
def test_a_step_that_breaks_is_the_last() -> None:
    owner, asked = QObject(), list[int]()

    class Broken(Iterator[None]):
        def __next__(self) -> None:
            asked.append(1)
            raise RuntimeError

    with capture_exceptions() as told:
        begun = Portions(owner, Broken(), at_once=False)
        QTest.qWait(20)
    assert (len(told), len(asked), begun.goes_on) == (1, 1, False)


@pytest.mark.usefixtures("qapp")
def test_one_that_breaks_itself_does_so_once(monkeypatch: pytest.MonkeyPatch) -> None:
    owner, broken = QObject(), list[int]()

    def breaks(_portions: Portions) -> None:
        broken.append(1)
        raise RuntimeError

    monkeypatch.setattr(Portions, "_go_on", breaks)
    with capture_exceptions() as told:
        begun = Portions(owner, iter(()), at_once=False)
        QTest.qWait(20)
    assert (len(told), len(broken), begun.goes_on) == (1, 1, False)


def test_nothing_of_it_stays_with_the_owner(qapp: QApplication, done: list[int]) -> None:
    owner = QObject()
    ended = [Portions(owner, steps(done), at_once=False) for _ in range(3)]
    ended[0].finish()
    ended[1].stop()
    while ended[2].goes_on:
        qapp.processEvents()
    QTest.qWait(20)
    assert owner.children() == []
    for one in ended:  # whoever began it may still ask
        one.finish()
        one.stop()
    assert len(done) == 2 * STEPS
