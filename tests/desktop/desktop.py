"""A screen nobody sees and the bus of assistive technology, for as long as a test needs them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic, sleep
from typing import Final, TypeVar

_T = TypeVar("_T")
_BUS: Final = Path("/usr/share/defaults/at-spi2/accessibility.conf")
_PATIENCE: Final = 60  # seconds, for a machine that has much else to do
_OWN_DESKTOP: Final = ("WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "XDG_SESSION_ID", "QT_QPA_PLATFORMTHEME", "XAUTHORITY")


def missing() -> str:
    """Return what this computer lacks for it, or "" where it has everything."""
    if not sys.platform.startswith("linux"):
        return "the bus of assistive technology is Linux’s"
    lacking = [program for program in ("Xvfb", "dbus-daemon") if not shutil.which(program)]
    lacking += [] if _BUS.exists() else ["at-spi2-core"]
    return f"not installed here: {', '.join(lacking)}" if lacking else ""


def wait_for(what: str, look: Callable[[], _T | None]) -> _T:
    """Look again and again until there is something."""
    until = monotonic() + _PATIENCE
    while not (found := look()):
        assert monotonic() < until, f"waited {_PATIENCE} s for {what}"
        sleep(0.02)
    return found


@contextmanager
def running(command: list[str], environment: dict[str, str], **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """Have a program run; it is told to end, and is gone, however the test ends."""
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, **options) as process:  # type: ignore[call-overload]
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


@contextmanager
def desktop(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the variables under which a program has a screen, an assistive-technology bus and a home of its own."""
    address = f"unix:path={folder / 'bus'}"
    surroundings = {name: value for name, value in os.environ.items() if name not in _OWN_DESKTOP}
    surroundings |= {"AT_SPI_BUS_ADDRESS": address, "DBUS_SESSION_BUS_ADDRESS": address, "HOME": str(folder)}
    surroundings |= {f"XDG_{kind}_HOME": str(folder / kind) for kind in ("CONFIG", "DATA", "CACHE", "STATE")}
    with ExitStack() as stack:
        reading, writing = os.pipe()
        screen = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
        stack.enter_context(running(screen, surroundings, pass_fds=[writing]))
        os.close(writing)
        with os.fdopen(reading) as told:
            surroundings["DISPLAY"] = f":{told.readline().strip()}"
        bus = ["dbus-daemon", f"--config-file={_BUS}", f"--address={address}", "--nofork", "--nopidfile"]
        stack.enter_context(running(bus, surroundings))
        wait_for("the bus", (folder / "bus").exists)
        yield surroundings | {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
