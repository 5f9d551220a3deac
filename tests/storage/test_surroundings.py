"""Where a file lies: synced folders and network drives are known by their names, copies by what is in them."""

import shutil
from pathlib import Path

import pytest

from storage.opening import open_book
from storage.surroundings import Place, copies_beside, place_of, place_words, this_file


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Brightside)", "Dropbox"),
        ("OneDrive - Brightside", "OneDrive"),
        ("Google Drive", "Google Drive"),
        ("GoogleDrive-ana@example.com/My Drive", "Google Drive"),
        ("Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("iCloudDrive", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("ownCloud", "ownCloud"),
    ],
)
def test_the_folder_of_a_service_is_known_by_its_name(tmp_path: Path, folder: str, service: str) -> None:
    place = place_of(tmp_path / folder / "deep" / "a.handshake", {})
    assert place == Place(service)
    assert service in place_words("a.handshake", place)


@pytest.mark.parametrize("folder", ["Dropboxes", "My clouds", "one drive shaft", "Syncthings"])
def test_an_ordinary_folder_is_none(tmp_path: Path, folder: str) -> None:
    assert place_of(tmp_path / folder / "a.handshake", {}) is None


def test_a_folder_is_known_by_the_mark_of_the_service(tmp_path: Path) -> None:
    (tmp_path / "shared" / ".stfolder").mkdir(parents=True)
    assert place_of(tmp_path / "shared" / "a.handshake", {}) == Place("Syncthing")
    assert place_of(tmp_path / "a.handshake", {}) is None


def test_the_folder_that_the_system_names_is_known(tmp_path: Path) -> None:
    assert place_of(tmp_path / "Work" / "a.handshake", {"OneDrive": str(tmp_path / "Work")}) == Place("OneDrive")


def test_a_network_drive_is_known_by_how_it_is_mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\nserver:/share /mnt/our\\040drive cifs rw 0 0\nbroken\n")
    monkeypatch.setattr("storage.surroundings.MOUNTS", mounts)
    place = place_of(Path("/mnt/our drive/office/a.handshake"), {})
    assert place == Place("") and "network drive" in place_words("a.handshake", place)
    assert place_of(Path("/home/ana/a.handshake"), {}) is None
    mounts.unlink()
    assert place_of(Path("/mnt/our drive/a.handshake"), {}) is None


COPIES = (
    "Brightside (1).handshake",
    "Brightside (conflicted copy 2026-11-20 093000).handshake",
    "Brightside (Ben's conflicted copy 2026-11-20).handshake",
    "Brightside-OFFICE-PC-2.handshake",
    "Brightside.sync-conflict-20261120-093000-ABCDEFG.handshake",
    "Brightside_conflict-20261120-093000.handshake",
    "Brightside 2.handshake",
)
OTHERS = ("Other.handshake", "Brightside (1).txt", "Brightside before repair 2026-11-26 15.42.handshake")


def test_copies_are_known_by_their_names_and_by_the_business_in_them(sample: Path) -> None:
    for name in (*COPIES, *OTHERS):
        shutil.copyfile(sample, sample.with_name(name))
    with open_book(sample.with_name("Brightside 2.handshake")) as book, book.change("One more") as change:
        change.add("client", {"name": "Somebody else"})
    sample.with_name("Brightside (3).handshake").write_bytes(b"not a business")
    with open_book(sample) as book:
        this, business_id = this_file(book)
        before = {file.name for file in sample.parent.iterdir()}
        found = {copy.path.name: copy for copy in copies_beside(sample, business_id)}
        assert found.keys() == set(COPIES)
        assert {file.name for file in sample.parent.iterdir()} == before
    assert found["Brightside 2.handshake"].label == "One more"
    assert found["Brightside (1).handshake"]._replace(path=sample) == this and this.deals > 10
    assert copies_beside(sample, "somebody else's") == []
