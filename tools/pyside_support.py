"""The Python modules that PySide6 carries as source inside a library, compiled into a folder for the built program.

At each start PySide6 compiles them anew, which takes 12 ms before anything else can happen, unless it finds them in a
folder `files.dir` beside its own module `shiboken6`. `python tools/pyside_support.py FOLDER` writes that folder.
"""

import sys
from pathlib import Path
from py_compile import PycInvalidationMode, compile
from tempfile import TemporaryDirectory

PACKAGE = "shibokensupport"


def write_support(folder: Path) -> list[Path]:
    """Write the modules into `folder`, without their source, and return them. Raises LookupError where none are."""
    import PySide6.QtCore  # noqa: F401  upon which they are loaded

    loader = sys.modules[f"{PACKAGE}.signature.loader"].__loader__
    archive = getattr(loader, "zfile", None)
    if archive is None:
        raise LookupError("PySide6 has no modules inside a library any more: look at what its start loads now")
    written = []
    with TemporaryDirectory() as unpacked:
        for name in archive.namelist():
            if name.startswith(f"{PACKAGE}/") and name.endswith(".py"):
                source = archive.extract(name, unpacked)
                target = (folder / name).with_suffix(".pyc")
                # The source is not there to be compared with.
                compile(source, target, name, doraise=True, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
                written.append(target)
    return written


if __name__ == "__main__":
    write_support(Path(sys.argv[1]))
