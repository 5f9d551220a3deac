"""Where a business file lies: in a folder that a service copies to other computers, on a network drive, beside copies.

Only names and marks in folders are looked at; no network is used, and the file itself is never opened with `open()`.
"""

import os
import re
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from resources.words import tr
from storage import sqlite
from storage.backup_list import Backup, held_by, look_into
from storage.book import Book
from storage.trouble import Trouble

MOUNTS = Path("/proc/mounts")
NETWORK_SYSTEMS = frozenset(
    "nfs nfs4 cifs smb smb3 smbfs afpfs webdav davfs fuse.davfs2 fuse.sshfs sshfs ncpfs afs ceph glusterfs "
    "fuse.glusterfs fuse.gvfsd-fuse fuse.smbnetfs".split()
)
FOLDERS = (
    (re.compile(r"dropbox( \(.+\)|-.+)?", re.I), "Dropbox"),
    (re.compile(r"onedrive( ?- ?.+)?", re.I), "OneDrive"),
    (re.compile(r"google ?drive(-.+)?|my drive|drivefs", re.I), "Google Drive"),
    (re.compile(r"icloud ?drive|com~apple~clouddocs|mobile documents", re.I), "iCloud"),
    (re.compile(r"nextcloud\d*", re.I), "Nextcloud"),
    (re.compile(r"owncloud\d*", re.I), "ownCloud"),
    (re.compile(r"syncthing", re.I), "Syncthing"),
)
MARKS = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".tmp.driveupload", "Google Drive"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
)
ENVIRONMENT = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
COPY = re.compile(
    r"\s?\([^()]*\)(?: \(\d+\))?"  # "(1)", "(conflicted copy 2026-11-20)", "(Ana's conflicted copy)"
    r"|[ _-]?conflict\S*( .*)?"  # "_conflict-20261120-093000"
    r"|\.sync-conflict-\d{8}-\d{6}-\w+"
    r"|-[^\W_][\w-]*"  # "-OFFICE-PC-2"
    r"|\s\d{1,3}"
    r"| - copy( \(\d+\))?",
    re.I,
)
MOST_COPIES = 20


class Place(NamedTuple):
    """A place of which a person should know: the service that copies it elsewhere, or "" for a network drive."""

    service: str


class Copy(NamedTuple):
    """A file of the same business: its newest change (None: none), by whom and what, and how many deals it holds."""

    path: Path
    changed_at: datetime | None
    who: str
    label: str
    deals: int


def place_of(path: Path, environment: Mapping[str, str] = os.environ) -> Place | None:
    """Return the place of a file where that is one to know of; None for an ordinary folder."""
    folders = path.absolute().parents
    for name in ENVIRONMENT:
        there = environment.get(name)
        if there and Path(there) in folders:
            return Place("OneDrive")
    for folder in folders:
        service = next((service for known, service in FOLDERS if known.fullmatch(folder.name)), "")
        service = service or next((service for mark, service in MARKS if os.path.lexists(folder / mark)), "")
        if service:
            return Place(service)
    return Place("") if _is_on_network(path.absolute()) else None


def _is_on_network(path: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        return str(path).startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == 4
    else:
        return _is_mounted_from_network(path)


def _is_mounted_from_network(path: Path) -> bool:
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    best, system = "", ""
    for words in map(str.split, lines):
        if len(words) < 3:
            continue
        place = words[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        if len(place) >= len(best) and (path == Path(place) or Path(place) in path.parents):
            best, system = place, words[2]
    return system in NETWORK_SYSTEMS


def place_words(name: str, place: Place) -> str:
    """Return what is good to know about a place, for a person who has never thought of it."""
    if place.service:
        return tr(
            "“{name}” is in a folder that {service} copies to other computers. That is safe while one computer at a "
            "time has it open: close it here, and wait until {service} is done, before somebody opens it elsewhere. "
            "Else {service} makes a second file, and each has only half of the work."
        ).format(name=name, service=place.service)
    return tr(
        "“{name}” is on a network drive. That is safe while one computer at a time has it open: close it here before "
        "somebody opens it elsewhere. When the network fails, nothing is lost that was saved before."
    ).format(name=name)


def copies_beside(path: Path, business_id: str) -> list[Copy]:
    """Return the files beside `path` that are copies of the same business, as a sync service makes and names them."""
    try:
        names = sorted(file.name for file in path.parent.iterdir())
    except OSError:
        return []
    found = []
    for name in names:
        other = path.with_name(name)
        rest = other.stem[len(path.stem) :]
        if name == path.name or other.suffix != path.suffix or not other.stem.startswith(path.stem):
            continue
        if COPY.fullmatch(rest) is None:
            continue
        copy = read_copy(other, business_id)
        if copy is not None:
            found.append(copy)
        if len(found) == MOST_COPIES:
            break
    return found


def read_copy(path: Path, business_id: str) -> Copy | None:
    """Return what a file of the business says of itself, without changing it; None for any other file."""
    try:
        found = look_into(path)
    except (Trouble, OSError):
        return None
    return _copy(found) if found.business_id == business_id else None


def this_file(book: Book) -> tuple[Copy, str]:
    """Return what the open file says of itself, and the key of its business. Raises Trouble."""
    with sqlite.troubles(book.path):
        found = held_by(book.connection, book.path)
    return _copy(found), found.business_id


def _copy(found: Backup) -> Copy:
    return Copy(found.path, found.changed_at, found.who, found.label, found.deals)
