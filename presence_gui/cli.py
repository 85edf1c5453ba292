"""The same profile, score and plan without a window, for scripts and coaches."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from uuid import uuid4

from presence_gui.answering import say, too_long_by
from presence_gui.content import Catalog, Kind, catalog_of, load_catalog, load_professions, read_platform
from presence_gui.days import whole_day
from presence_gui.errors import AnswerError, PresenceError, SaveError
from presence_gui.paths import EXAMPLE, FONTS, PLATFORMS, PROFESSIONS, SAMPLES, own_checklists
from presence_gui.plan import Plan, make_plan
from presence_gui.profile import JSON, LEAST_MINUTES, MOST_MINUTES, PAPERS, Profile
from presence_gui.scoring import Score, score
from presence_gui.sheet import make_sheets
from presence_gui.storage.profile_file import StoredProfile, new_file, open_profile, save_profile
from presence_gui.version import version

DONE, FORESEEN = 0, 1
_PDF = b"%PDF-"

_ABOUT = """\
Presence shows where you stand online and plans the next four weeks. Without a command, its window opens:
presence-gui [FILE]. It uses no account and no network."""
_EXIT_CODES = """\
Exit codes: 0 done; 1 something foreseen went wrong, said in one sentence on the standard error output, and nothing
was changed; 2 wrong usage."""
_ANSWER = """\
Answer items of the checklists. FILE is made when it does not exist. VALUE is one of done, not-yet, not-for-me,
not-sure; or a whole number, a day as YYYY-MM-DD, or a text, as the item asks. PLATFORM=left-out leaves a whole
platform out, PLATFORM=in takes it in again. Either all answers are saved or none."""


def run_command(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0, or 1 after one plain sentence. Wrong usage exits with 2."""
    chosen = _parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without “→” gets a question mark, not a traceback
    try:
        chosen.run(chosen)
        sys.stdout.flush()
    except PresenceError as trouble:
        print(trouble, file=sys.stderr)
        return FORESEEN
    except BrokenPipeError:  # whoever was reading has read enough
        sys.stdout = None  # so that Python does not try to flush it again
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("presence-gui", description=_ABOUT, epilog=_EXIT_CODES)
    parser.add_argument("--version", action="version", version=f"Presence {version()}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    answer = commands.add_parser("answer", help="answer items of a profile", description=_ANSWER, epilog=_EXIT_CODES)
    answer.add_argument("file", type=Path, metavar="FILE")
    answer.add_argument("statements", nargs="+", metavar="ITEM=VALUE")
    answer.set_defaults(run=_answer)

    stand = commands.add_parser("score", help="say where a profile stands", epilog=_EXIT_CODES)
    stand.add_argument("file", type=Path, metavar="FILE")
    stand.add_argument("--json", action="store_true", help="print everything as JSON")
    stand.set_defaults(run=_score)

    plan = commands.add_parser("plan", help="plan four weeks, as text, JSON or a PDF of one page", epilog=_EXIT_CODES)
    plan.add_argument("file", type=Path, metavar="FILE")
    plan.add_argument("--minutes", type=int, metavar="N", help=f"minutes a week, {LEAST_MINUTES} to {MOST_MINUTES}")
    plan.add_argument("--start", type=_day, metavar="DATE", help="first day of the plan; the next Monday if not given")
    plan.add_argument("--paper", choices=PAPERS[1:], help="as is usual in your country if not given")
    plan.add_argument("--large-print", action="store_true", help="type of at least 12 points")
    shape = plan.add_mutually_exclusive_group()
    shape.add_argument("--json", action="store_true", help="print everything as JSON")
    shape.add_argument("--output", type=Path, metavar="PDF", help="write the page to this file")
    plan.set_defaults(run=_plan)

    check = commands.add_parser("check", help="say what is wrong with a profile or a checklist file, and where")
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(run=_check)

    look = commands.add_parser("first-look", help="write pictures of every tab and a sample plan into a folder")
    look.add_argument("folder", type=Path, metavar="FOLDER")
    look.set_defaults(run=_first_look)

    for command in (answer, stand, plan, check):
        command.add_argument("--today", type=_day, default=None, metavar="DATE", help="count as if today were this day")
    return parser


def _answer(chosen: argparse.Namespace) -> None:
    catalog = _catalog()
    today = chosen.today or date.today()  # noqa: DTZ011  the day where the user is
    stored = open_profile(chosen.file) if _exists(chosen.file) else None
    profile = stored.profile if stored else Profile()
    for statement in chosen.statements:
        profile = say(catalog, profile, statement, today)
    now = datetime.now(UTC)
    if stored is None:
        new_file(chosen.file, profile, now, uuid4().hex)
    elif profile != stored.profile or stored.read_only:
        save_profile(stored, profile, now)
    for sentence in _remarks(catalog, profile):
        print(sentence, file=sys.stderr)


def _score(chosen: argparse.Namespace) -> None:
    catalog, profile, today = _opened(chosen)
    stands = score(catalog, profile, today)
    if chosen.json:
        _print_json(_score_data(stands))
        return
    print(f"{stands.overall:.1f} of 100: {stands.label}")
    for platform in catalog.platforms:
        one = stands.platforms[platform.id]
        done, of = one.basics
        print(
            f"{platform.name:22} {one.score:5.1f}  profile {one.profile:3.0f} %  activity {one.activity:3.0f} %  "
            f"basics {done} of {of}  {one.label}"
        )


def _plan(chosen: argparse.Namespace) -> None:
    catalog, profile, today = _opened(chosen)
    if chosen.minutes is not None:
        if not LEAST_MINUTES <= chosen.minutes <= MOST_MINUTES:
            raise AnswerError(f"A plan takes {LEAST_MINUTES} to {MOST_MINUTES} minutes a week, not {chosen.minutes}.")
        profile = replace(profile, minutes=chosen.minutes)
    if chosen.start is not None and chosen.start.year > date.max.year - 1:
        raise AnswerError(f"A plan cannot start on {chosen.start}: its four weeks would not end.")
    plan = make_plan(catalog, profile, today, chosen.start)
    if chosen.json:
        _print_json(_plan_data(plan))
    elif chosen.output:
        _write_page(catalog, profile, plan, today, chosen)
    else:
        _print_plan(plan)


def _check(chosen: argparse.Namespace) -> None:
    file: Path = chosen.file
    if file.suffix == ".toml":
        own = read_platform(file)
        shipped = (platform for platform in _catalog().platforms if platform.id != own.id)
        catalog_of([*shipped, own])
        print(f"“{file.name}” is a checklist of {len(own.items)} items, ready to use.")
        return
    stored = open_profile(file)
    print(f"“{file.name}” is a Presence profile with {len(stored.profile.answers)} answers, saved {_when(stored)}.")
    for sentence in (stored.read_only, *_remarks(_catalog(), stored.profile)):
        if sentence:
            print(sentence)


def _first_look(chosen: argparse.Namespace) -> None:
    from PySide6.QtWidgets import QApplication

    from presence_gui.ui.first_look import first_look
    from presence_gui.ui.main_window import Shipped

    app = QApplication(["presence", "-platform", "offscreen"])
    shipped = Shipped(load_catalog(PLATFORMS), partial(load_professions, PROFESSIONS), SAMPLES, FONTS, version)
    for file in first_look(app, shipped, EXAMPLE, chosen.folder):
        print(file)


def _write_page(catalog: Catalog, profile: Profile, plan: Plan, today: date, chosen: argparse.Namespace) -> None:
    from PySide6.QtCore import QLocale
    from PySide6.QtGui import QGuiApplication

    from presence_gui.ui.page import Paper, lay_out, write_pdf
    from presence_gui.ui.page_text import PageFonts

    output: Path = chosen.output
    if output.is_file() and not output.read_bytes().startswith(_PDF):
        raise SaveError(
            f"“{output.name}” is there already and is not a PDF, so it is left as it is; choose another name."
        )
    app = QGuiApplication(["presence", "-platform", "offscreen"])
    paper = Paper.chosen(chosen.paper or profile.paper, QLocale.system())
    sheets = make_sheets(catalog, profile, plan, today)
    write_pdf(lay_out(sheets, paper, PageFonts.load(FONTS), large_print=chosen.large_print), output)
    app.quit()


def _opened(chosen: argparse.Namespace) -> tuple[Catalog, Profile, date]:
    today = chosen.today or date.today()  # noqa: DTZ011  the day where the user is
    return _catalog(), open_profile(chosen.file).profile, today


def _catalog() -> Catalog:
    return load_catalog(PLATFORMS, own_checklists())


def _exists(file: Path) -> bool:
    try:
        return file.exists() or file.is_symlink()
    except (OSError, ValueError):  # opening it will say what is wrong
        return True


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day such as 2026-03-04") from None


def _remarks(catalog: Catalog, profile: Profile) -> list[str]:
    """Return a sentence for each answer that is kept but does not count as it stands."""
    found = []
    for name, answer in profile.answers.items():
        item = catalog.items.get(name)
        if item is None:
            found.append(f"{name} is in no checklist; its answer is kept.")
        elif too_long := too_long_by(item, answer.text):
            found.append(f"{name} is too long by {too_long} characters; it is kept, and counts once it is shorter.")
        elif item.kind is Kind.TEXT and 0 < len(answer.text) < item.least:
            found.append(f"{name} needs at least {item.least} characters; it is kept, and counts once it is longer.")
    return found


def _score_data(stands: Score) -> JSON:
    return {
        "overall": round(stands.overall, 1),
        "label": stands.label,
        "platforms": {
            name: {
                "profile": round(one.profile, 1),
                "activity": round(one.activity, 1),
                "score": round(one.score, 1),
                "label": one.label,
                "basics": list[JSON](one.basics),
            }
            for name, one in stands.platforms.items()
        },
    }


def _plan_data(plan: Plan) -> JSON:
    return {
        "start": plan.start.isoformat(),
        "minutes": plan.minutes,
        "before": round(plan.before, 1),
        "after": round(plan.after, 1),
        "label": plan.label,
        "weeks": [
            {
                "week": week.number,
                "starts": week.starts.isoformat(),
                "minutes": plan.week_minutes(week.number),
                "tasks": [
                    {
                        "item": task.item.id,
                        "title": task.item.title,
                        "platform": task.item.platform,
                        "pieces": list[JSON](task.pieces),
                        "minutes": task.minutes,
                        "finishes": task.finishes,
                    }
                    for task in week.tasks
                ],
            }
            for week in plan.weeks
        ],
        "habits": [
            {
                "item": habit.item.id,
                "title": habit.item.title,
                "platform": habit.item.platform,
                "minutes": habit.minutes,
                "from_week": habit.from_week,
            }
            for habit in plan.habits
        ],
        "later": plan.later,
    }


def _print_json(data: JSON) -> None:
    print(json.dumps(data, ensure_ascii=False, indent=2))


def _print_plan(plan: Plan) -> None:
    print(
        f"Four weeks from {whole_day(plan.start)}, {plan.minutes} minutes a week: {plan.before:.0f} → {plan.after:.0f}"
    )
    for week in plan.weeks:
        print(f"\nWeek {week.number}, {plan.week_minutes(week.number)} min")
        for task in week.tasks:
            print(f"  [ ] {task.item.title}{'' if task.finishes else ' (part)'}  {task.minutes} min")
        for habit in plan.habits:
            if habit.from_week <= week.number:
                print(f"  [ ] {habit.item.title}  {habit.minutes} min")
    print(f"\n{plan.later} more wait for another month.")


def _when(stored: StoredProfile) -> str:
    return whole_day(stored.saved_at.date())
