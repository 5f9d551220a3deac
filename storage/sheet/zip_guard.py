"""A look at a ZIP before anything in it is opened: what could fill the memory or write elsewhere is refused."""

import stat
import zipfile
from typing import IO

from resources.words import tr
from storage.trouble import Trouble

MAX_ENTRIES = 10_000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
# Small and dense is harmless: an empty sheet of styles may shrink a hundredfold.
RATIO_FROM = 10 * 1024 * 1024


def check_zip(source: IO[bytes], name: str) -> tuple[zipfile.ZipInfo, ...]:
    """Return the directory of the ZIP `source`, a file called `name`, after checking it; nothing is unpacked.

    Sizes are those the directory claims; reading stops at the claimed size, so a lie gains nothing.

    Raises:
        Trouble: not a ZIP, protected, too many entries, too much when unpacked, or a name that leads outside.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            entries = tuple(archive.infolist())
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise Trouble(
            tr("“{name}” is damaged or not complete. Get it again, or save it again as XLSX or CSV.").format(name=name)
        ) from error
    if len(entries) > MAX_ENTRIES:
        raise Trouble(
            tr("“{name}” holds {count} files inside, far more than a sheet has, and was not opened.").format(
                name=name, count=len(entries)
            )
        )
    if any(_leads_outside(entry) for entry in entries):
        raise Trouble(
            tr("“{name}” holds a file that would be written outside its folder, and was not opened.").format(name=name)
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise Trouble(
            tr("“{name}” is protected by a password. Save it without one, and import it again.").format(name=name)
        )
    sizes = [(entry.file_size, entry.compress_size) for entry in entries]
    sizes.append((sum(size for size, _ in sizes), sum(packed for _, packed in sizes)))
    for size, packed in sizes:
        if size > MAX_UNPACKED or (size > RATIO_FROM and size > MAX_RATIO * packed):
            raise Trouble(
                tr(
                    "“{name}” would unpack to {size} MB, far more than a sheet needs, and was not opened. "
                    "Save it as CSV, and import that."
                ).format(name=name, size=size // (1024 * 1024))
            )
    return entries


def _leads_outside(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename.replace("\\", "/")
    drive = len(name) > 1 and name[1] == ":"
    link = stat.S_ISLNK(entry.external_attr >> 16)
    return name.startswith("/") or drive or link or ".." in name.split("/")
