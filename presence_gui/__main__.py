"""Start Presence: a command for a terminal, or the window."""

import sys

COMMANDS = ("answer", "score", "plan", "check", "first-look")


def main() -> int:
    """Run what the command line asks for and return the exit code; without a command, open the window."""
    arguments = sys.argv[1:]
    if arguments and (arguments[0] in COMMANDS or arguments[0].startswith("-")):
        from presence_gui.cli import run_command

        return run_command(arguments)
    from presence_gui.app import run_window

    return run_window(arguments)


if __name__ == "__main__":
    sys.exit(main())
