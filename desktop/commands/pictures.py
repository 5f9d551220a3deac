"""The command that draws: tour."""

import argparse
from pathlib import Path

from desktop.commands.output import add_file, add_on, keep_apart, open_to_read, path_to_read
from resources.words import tr

SMALLEST, LARGEST = 400, 8000


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command of this module to the parser."""
    tour = commands.add_parser("tour", help=tr("every tab as a picture"))
    add_file(tour)
    tour.add_argument("folder", metavar="DIR", type=Path)
    tour.add_argument("--dark", action="store_true")
    tour.add_argument("--size", type=size, default=(1280, 800), metavar="1280x800")
    add_on(tour)
    tour.set_defaults(run=run_tour)


def size(text: str) -> tuple[int, int]:
    """Read a size as 1280x800."""
    width, _, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise argparse.ArgumentTypeError(tr("“{text}” is not a size; write it as 1280x800").format(text=text))
    found = int(width), int(height)
    if not all(SMALLEST <= side <= LARGEST for side in found):
        say = tr("“{text}” is too small or too large for a window").format(text=text)
        raise argparse.ArgumentTypeError(say)
    return found


def run_tour(arguments: argparse.Namespace) -> int:
    """Draw every tab into a folder and print the paths."""
    from desktop.tour import draw_tour

    if arguments.file.suffix.lower() == ".png":
        keep_apart(arguments.file, arguments.folder / arguments.file.name)
    # Before the folder is made: a file that can't be used leaves nothing behind.
    with open_to_read(arguments):
        pass
    with path_to_read(arguments.file) as path:
        drawn = draw_tour(path, arguments.folder, dark=arguments.dark, size=arguments.size, today=arguments.on)
    for path in drawn:
        print(path)
    return 0
