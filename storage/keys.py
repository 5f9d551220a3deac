"""Keys of rows, and names for files that are not finished yet."""

import os


def new_id() -> str:
    """Return a new key: a random UUID (version 4) as 32 hexadecimal digits."""
    random = bytearray(os.urandom(16))
    random[6] = random[6] & 0x0F | 0x40
    random[8] = random[8] & 0x3F | 0x80
    return random.hex()
