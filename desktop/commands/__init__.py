"""The command line (command-line.md): one module for each group of commands, all on the actions the window uses."""

import argparse
import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from desktop.commands import files, judging, meeting, pictures, scorecard, self_test, sheets
from desktop.log import write_bug
from desktop.version import VERSION
from resources.words import tr
from storage.trouble import Trouble, no_memory

PROGRAM = "handshake"


def program_name() -> str:
    """Return the name to type: on Windows a program for windows answers nothing, and one beside it does."""
    if sys.platform == "win32" and getattr(sys, "frozen", False):
        return Path(sys.executable).stem
    return PROGRAM


class Parser(argparse.ArgumentParser):
    """An argument parser that answers wrong words with one plain sentence and exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Print the sentence and stop."""
        print(tr("{what}. See “{command} --help”.").format(what=message, command=self.prog), file=sys.stderr)
        sys.exit(2)


def parser() -> Parser:
    """Return the parser of all commands."""
    name = program_name()
    usage = f"{name} [--safe-mode] [FILE]\n       {name} COMMAND …"
    top = Parser(
        prog=name, usage=usage, description=tr("Sales and Operations work well together. No command: the window.")
    )
    if name != PROGRAM:
        say = tr("“{program}” with the same words does the same without an answer, as for a planned task.")
        top.epilog = say.format(program=PROGRAM)
    top.add_argument("--version", action="version", version=f"Handshake {VERSION}")
    # Taken by `desktop.main` before anything is read here.
    top.add_argument(
        "--safe-mode", action="store_true", help=tr("the window with the usual settings, nothing brought back")
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser, prog=name)
    for module in (files, sheets, judging, meeting, scorecard, pictures, self_test):
        module.add_commands(commands)
    return top


def run(words: Sequence[str]) -> int:
    """Run one command and return its exit code. Every problem is a sentence on standard error, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    # A command is over soon: looking for garbage would only cost time.
    gc.disable()
    if words[:1] == ["--self-test"]:
        words = ["self-test", *words[1:]]
    try:
        arguments = parser().parse_args(words)
        code: int = arguments.run(arguments)
        if sys.stdout is not None:  # None where a scheduler gave the program no place to answer
            sys.stdout.flush()
        return code
    except SystemExit as stop:
        return int(stop.code or 0)
    except Trouble as trouble:
        print(trouble.say, file=sys.stderr)
        return 2
    except MemoryError:
        print(no_memory().say, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 2
    except OSError as error:
        # What goes wrong with files is a Trouble by now; this is the place where the answer was to go.
        print(tr("The answer can't be written: {cause}.").format(cause=error.strerror or error), file=sys.stderr)
        return 2
    except Exception as error:
        place = write_bug(error)
        say = tr("Something went wrong inside Handshake; your file is as it was before. Details: {place}")
        print(say.format(place=place or "-"), file=sys.stderr)
        return 2
    finally:
        gc.enable()
