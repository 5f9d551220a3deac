"""What the system's print service said last: Qt hands a page to CUPS and does not look whether it was taken."""

import ctypes
import sys
from functools import cache

LIBRARIES = {"linux": "libcups.so.2", "darwin": "libcups.2.dylib"}
# IPP counts everything below as taken, with or without a remark (RFC 8011, section 4.1.6).
_FIRST_ERROR = 0x0400


@cache
def _library() -> ctypes.CDLL | None:
    name = LIBRARIES.get(sys.platform)
    if name is None:
        return None
    try:
        library = ctypes.CDLL(name)
        library.cupsLastError.restype = ctypes.c_int
        library.cupsLastErrorString.restype = ctypes.c_char_p
    except (OSError, AttributeError):
        return None
    return library


def refusal() -> str | None:
    """Return what CUPS said when it did not take the last page of this thread; None when it did, or is not there."""
    library = _library()
    if library is None or library.cupsLastError() < _FIRST_ERROR:
        return None
    said = library.cupsLastErrorString() or b""
    return str(said, "utf-8", "replace").strip()
