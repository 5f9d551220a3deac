"""Sealing a text with a word that somebody chose, so that who has the file but not the word reads nothing.

The key is worked out from the word by Argon2id, which takes a noticeable while on purpose; a text is sealed by
XSalsa20-Poly1305. Both are libsodium's, which is loaded when it is first needed. A short word can still be found by
trying; that keeps out the curious, not a safe-cracker.
"""

from base64 import b64decode, b64encode
from typing import NamedTuple
from unicodedata import normalize

BLOCK = 2048
"""Texts are filled up to a multiple of so many bytes, so that their length says nothing."""
LEAST_LETTERS = 4
MEMORY_BYTES, ROUNDS = 64 * 1024 * 1024, 3


class WrongWordError(Exception):
    """The word does not open what was sealed, or that is not what was sealed any more."""


class Key(NamedTuple):
    """What a word and its salt come to. It is kept in memory only."""

    salt: str
    secret: bytes


def make_key(word: str, salt: str = "") -> Key:
    """Return the key of a word; `salt` as an earlier key had it, "" for a new one. Takes about a fifth of a second.

    Large and small letters, and blanks around and between, make no difference.
    """
    from nacl import pwhash, secret, utils

    raw = b64decode(salt) if salt else utils.random(pwhash.argon2id.SALTBYTES)
    plain = " ".join(normalize("NFKC", word).casefold().split()).encode()
    found = pwhash.argon2id.kdf(secret.SecretBox.KEY_SIZE, plain, raw, opslimit=ROUNDS, memlimit=MEMORY_BYTES)
    return Key(b64encode(raw).decode(), found)


def seal(key: Key, text: str) -> str:
    """Return `text` sealed, as letters and digits; the same text never comes out the same twice."""
    from nacl.bindings import sodium_pad
    from nacl.secret import SecretBox

    return b64encode(SecretBox(key.secret).encrypt(sodium_pad(text.encode(), BLOCK))).decode()


def unseal(key: Key, sealed: str) -> str:
    """Return what was sealed. Raises WrongWordError when the word is another one, or the sealed text is damaged."""
    from nacl.bindings import sodium_unpad
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    try:
        return sodium_unpad(SecretBox(key.secret).decrypt(b64decode(sealed, validate=True)), BLOCK).decode()
    except (CryptoError, ValueError) as error:
        raise WrongWordError from error
