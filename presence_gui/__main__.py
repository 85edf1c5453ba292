"""Start Presence: a command for a terminal, or the window."""

import gc
import os
import sys
from pathlib import Path

COMMANDS = ("answer", "score", "import", "plan", "resume", "check", "items", "first-look")

READ_EXPORT = "read-export"  # how the window starts the process that reads exports for it; not for people

SELF_TEST = "--self-test"  # how whoever has built a copy asks whether it is whole

_PARTS_FROM_ELSEWHERE = ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH")
_PRINTING_SERVICE = "/run/cups/cups.sock"


def main() -> int:
    """Run what the command line asks for and return the exit code; without a command, open the window."""
    have_streams()
    keep_to_this_computer()
    arguments = sys.argv[1:]
    if arguments[:1] == [READ_EXPORT]:
        from presence_gui.importers.child import run_child

        return run_child(arguments[1:])
    if arguments[:1] == [SELF_TEST]:
        from presence_gui.app import run_self_test

        return run_self_test(arguments[1:])
    if arguments and not _may_be_a_file(arguments[0]):
        from presence_gui.cli import run_command

        return run_command(arguments)
    gc.disable()  # until the window is up: nothing made on the way there is rubbish yet, and looking for it takes time
    from presence_gui.app import run_window

    return run_window(arguments)


def have_streams() -> None:
    """Let whatever is said go nowhere where there is nowhere to say it: a window on Windows has no terminal."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  it is to stay open


def keep_to_this_computer() -> None:
    """Make what is made from now on the user's alone, load Qt's parts from Qt, and print by this computer's service.

    A folder somebody else may write to can be named where Qt looks for its parts, and CUPS asks the network where it
    does not find its service here.
    """
    os.umask(0o077)
    for name in _PARTS_FROM_ELSEWHERE:
        os.environ.pop(name, None)
    if sys.platform.startswith("linux") and not os.environ.get("CUPS_SERVER", "").startswith("/"):
        os.environ["CUPS_SERVER"] = _PRINTING_SERVICE


def _may_be_a_file(argument: str) -> bool:
    """Return whether an argument names a file to open; a word that does not is a command, perhaps misspelt."""
    if argument in COMMANDS or argument.startswith("-"):
        return False
    return any(sign in argument for sign in "./\\") or Path(argument).exists()


if __name__ == "__main__":
    sys.exit(main())
