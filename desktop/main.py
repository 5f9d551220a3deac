"""The one entry point: `handshake` opens the window, `handshake COMMAND ...` works without a screen."""

import sys
from collections.abc import Sequence

COMMANDS = (
    "sample",
    "new",
    "import",
    "agreement",
    "check",
    "capacity",
    "agenda",
    "scorecard",
    "print",
    "export",
    "backup",
    "restore",
    "verify",
    "tour",
    "self-test",
)

SAFE_MODE = "--safe-mode"
"""Before or after the file: the window with the usual settings, and nothing brought back from the last time."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, or open the window. Returns the exit code (command-line.md): 0 done, 1 done but, 2 not done."""
    words = list(sys.argv[1:] if argv is None else argv)
    safe = SAFE_MODE in words[:2]
    if safe:
        words.remove(SAFE_MODE)
    if len(words) > 1 or (words and (words[0] in COMMANDS or words[0].startswith("-"))):
        from desktop.commands import run

        return run(words)
    from desktop.start import open_window

    return open_window(words[0] if words else None, safe=safe)


if __name__ == "__main__":
    sys.exit(main())
