"""Where matplotlib keeps its list of fonts: in our own folder of the user's caches. Import this before matplotlib.

Left to itself it would look for settings of other programs, leave a folder in the user's home and, where nothing can be
written, complain. The list takes a second or more to make, so that it has to outlive the program.
"""

import os
from pathlib import Path

VARIABLE = "MPLCONFIGDIR"


def cache_folder() -> Path:
    """Return the folder, which need not be there. Raises RuntimeError when nobody knows the user's home."""
    from platformdirs import user_cache_path

    return user_cache_path("Handshake", appauthor=False) / "matplotlib"


def settle() -> None:
    """Tell matplotlib its folder: what the environment says, else ours, else one for this run alone."""
    if os.environ.get(VARIABLE):
        return
    folder: Path | None = None
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError):
        folder = None
    if folder is None or not os.access(folder, os.W_OK | os.X_OK):
        folder = _for_this_run()
    if folder is not None:
        os.environ[VARIABLE] = str(folder)


def _for_this_run() -> Path | None:
    """Return a folder that goes with the program; None where not even that can be written."""
    from atexit import register
    from shutil import rmtree
    from tempfile import mkdtemp

    try:
        folder = mkdtemp(prefix="handshake-")
    except OSError:
        return None
    register(rmtree, folder, ignore_errors=True)
    return Path(folder)


settle()
