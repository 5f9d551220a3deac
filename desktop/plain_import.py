"""Python's own import function, kept before Qt replaces it.

PySide6 puts a function of its own in its place, which reads the source of every module that is imported later. It costs
memory and time, and now and then it makes a library import itself in a circle. This module must be imported before
PySide6; `restore` is called wherever PySide6 has just been loaded, and before large libraries are.
"""

import builtins

_OF_PYSIDE = "__feature_import__"
_plain = builtins.__import__
if _plain.__name__ == _OF_PYSIDE:  # PySide6 was there first, as under a test runner
    import importlib

    _plain = importlib.__import__


def restore() -> None:
    """Put Python's own import function back."""
    if builtins.__import__.__name__ == _OF_PYSIDE:
        builtins.__import__ = _plain
