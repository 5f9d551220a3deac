"""How SQLite is asked for a file, on every system."""

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from storage.sqlite import plain_uri


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PurePosixPath("/srv/a b/ä#1.handshake"), "file:///srv/a%20b/%C3%A4%231.handshake"),
        (
            PureWindowsPath(r"C:\Users\O'Brien & Co\a b.handshake"),
            "file:///C:/Users/O%27Brien%20%26%20Co/a%20b.handshake",
        ),
        # Two strokes begin the path itself: "//server" after "file:" alone is a computer, and refused.
        (PureWindowsPath(r"\\server\our files\a.handshake"), "file:////server/our%20files/a.handshake"),
    ],
)
def test_no_uri_names_a_computer(path: PurePath, uri: str) -> None:
    assert plain_uri(path) == uri
