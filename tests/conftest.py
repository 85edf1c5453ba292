"""What every test runs under: no screen, no internet, and no stopwatch on generated examples."""

import os
import socket
import sys

import hypothesis
import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No deadline, for a slow machine is no fault of the code. Ten times as many examples with --hypothesis-profile=full.
hypothesis.settings.register_profile("quick", deadline=None, max_examples=25)
hypothesis.settings.register_profile("full", deadline=None, max_examples=250)
hypothesis.settings.load_profile("quick")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the offscreen screen say that it has no window manager, and Qt that it has no font for some script."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", "OpenType support missing"))


@pytest.fixture(scope="session", autouse=True)
def _no_internet() -> None:
    """Refuse every internet socket of this process, whoever asks; a hook stays for good, so it is set once."""
    sys.addaudithook(_refuse_internet)


def _refuse_internet(event: str, details: tuple[object, ...]) -> None:
    if event == "socket.__new__" and details[1] in {socket.AF_INET, socket.AF_INET6}:
        message = "Presence is offline, and so are its tests."
        raise PermissionError(message)
