"""Which automatic backups go: none of the last two days, not the only good one, none with something of its own."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.automatic_backup import keep_backed_up
from storage.backup import back_up, backup_folder
from storage.backup_list import Backup, Kind, Mark, look_into
from storage.backup_thinning import ALL_DAYS, DAILY_DAYS, WEEKLY_DAYS, Aged, groups, thin
from storage.book import Book
from storage.opening import create_book, open_book

BEGAN = datetime(2025, 1, 6, 9, 0, tzinfo=UTC)
SetClock = Callable[[datetime], None]


def aged(seq: int, day: date, days_since: int) -> Aged:
    backup = Backup(Path(f"{seq}.handshake"), Kind.AUTOMATIC, BEGAN, mark=Mark(seq))
    return Aged(backup, day, days_since)


def numbers(found: list[list[Aged]]) -> list[list[int]]:
    return [[one.backup.mark.seq for one in group] for group in found]


def test_two_days_keep_all_then_one_of_a_day_of_a_week_and_of_a_month() -> None:
    day = date(2026, 3, 2)
    assert groups([aged(1, day, 0), aged(2, day, ALL_DAYS)]) == []
    assert numbers(groups([aged(1, day, 3), aged(2, day, 3), aged(3, day + timedelta(days=1), 3)])) == [[2, 1]]
    in_weeks = [aged(n, day + timedelta(days=n), DAILY_DAYS + 1) for n in range(9)]
    assert numbers(groups(in_weeks)) == [[8, 7], [6, 5, 4, 3, 2, 1, 0]]
    in_months = [aged(n, day + timedelta(days=7 * n), WEEKLY_DAYS + 1) for n in range(6)]
    assert numbers(groups(in_months)) == [[4, 3, 2, 1, 0]], "the sixth is alone in its month"


@given(st.lists(st.tuples(st.integers(0, 400), st.dates(date(2020, 1, 1), date(2030, 1, 1))), max_size=40))
def test_every_day_week_and_month_keeps_its_newest(found: list[tuple[int, date]]) -> None:
    found.sort(key=lambda pair: -pair[0])
    marks = [aged(seq, day, since) for seq, (since, day) in enumerate(found)]
    gone = {one.backup.mark.seq for group in groups(marks) for one in group[1:]}
    left = [one for one in marks if one.backup.mark.seq not in gone]
    assert {one.backup.mark.seq for one in marks if one.days_since <= ALL_DAYS} <= {o.backup.mark.seq for o in left}
    assert {one.day for one in marks if one.days_since <= DAILY_DAYS} == {
        one.day for one in left if one.days_since <= DAILY_DAYS
    }
    assert {one.day.isocalendar()[:2] for one in marks if one.days_since <= WEEKLY_DAYS} == {
        one.day.isocalendar()[:2] for one in left if one.days_since <= WEEKLY_DAYS
    }
    assert {(one.day.year, one.day.month) for one in marks} == {(one.day.year, one.day.month) for one in left}
    assert not [group for group in groups(left) if len(group) > 1], "a second look finds nothing more to do"


def note(book: Book, what: str) -> None:
    with book.change(what) as change:
        change.add("client", {"name": what})


def work(path: Path, set_clock: SetClock, when: datetime) -> None:
    """Change something at an instant, and let the automatic backup come."""
    set_clock(when)
    with open_book(path, check_all=False) as book:
        note(book, when.isoformat())
    assert keep_backed_up(path).trouble == ""


def states(path: Path) -> list[int]:
    """The numbers of the last changes in the backups of a file."""
    return sorted(look_into(file).mark.seq for file in backup_folder(path).iterdir())


def test_weeks_of_work_leave_a_few_backups(path: Path, set_clock: SetClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.backup_thinning.DAILY_DAYS", 5)
    monkeypatch.setattr("storage.backup_thinning.WEEKLY_DAYS", 12)
    set_clock(BEGAN)
    create_book(path).close()
    for day in range(18):
        for hour in (0, 3):
            work(path, set_clock, BEGAN + timedelta(days=day, hours=hour))
    # The last of a day has an even number. Days 0 and 7 are Mondays; day 17 is now.
    assert states(path) == [14, 24, 26, 28, 30, 31, 32, 33, 34, 35, 36]


@pytest.mark.parametrize("jump", [timedelta(days=3650), timedelta(days=-365)])
def test_a_clock_that_is_put_wrong_removes_nothing_of_the_last_days(
    path: Path, set_clock: SetClock, jump: timedelta
) -> None:
    set_clock(BEGAN)
    create_book(path).close()
    for hour in range(6):
        work(path, set_clock, BEGAN + timedelta(hours=hour))
    work(path, set_clock, BEGAN + jump)
    work(path, set_clock, BEGAN + jump + timedelta(hours=1))
    assert states(path) == [1, 2, 3, 4, 5, 6, 7, 8]
    work(path, set_clock, BEGAN + timedelta(hours=7))
    assert states(path) == [1, 2, 3, 4, 5, 6, 7, 8, 9], "the clock was put right again"


def test_what_goes_is_only_what_came_by_itself(path: Path, set_clock: SetClock) -> None:
    set_clock(BEGAN)
    create_book(path).close()
    work(path, set_clock, BEGAN)
    by_hand = back_up(path)
    folder = by_hand.parent
    automatic = next(file for file in folder.iterdir() if file != by_hand)
    mine = Path(shutil.copyfile(automatic, folder / "Before the big import.handshake"))
    shutil.copyfile(automatic, folder / automatic.name.replace("automatic", "automatic (2)"))
    own_work = Path(shutil.copyfile(automatic, folder / automatic.name.replace("automatic", "automatic (3)")))
    with open_book(own_work) as book:
        note(book, "Somebody works in a backup")
    (folder / "Brightside 2020-01-01 09.00 automatic.handshake").write_text("not a business")
    for day in range(1, 6):
        work(path, set_clock, BEGAN + timedelta(days=day))
    left = {file.name for file in folder.iterdir()}
    assert {by_hand.name, mine.name, own_work.name, "Brightside 2020-01-01 09.00 automatic.handshake"} <= left
    of_first_day = [
        file for file in folder.iterdir() if file.name.startswith("Brightside 2025-01-06") and " automatic" in file.stem
    ]
    assert len(of_first_day) == 2, "one of the two that were alike, and the one somebody worked in"


def test_a_damaged_backup_never_stands_for_the_last_good_one(
    path: Path, set_clock: SetClock, spoil_file: Callable[..., None]
) -> None:
    set_clock(BEGAN)
    create_book(path).close()
    for hour in range(3):
        work(path, set_clock, BEGAN + timedelta(hours=hour))
    folder = backup_folder(path)
    newest = max(folder.iterdir(), key=lambda file: look_into(file).mark.seq)
    spoil_file(newest, "UPDATE client SET note = 'changed'")
    for day in range(1, 6):
        work(path, set_clock, BEGAN + timedelta(days=day))
    assert states(path)[:2] == [2, 3], "the damaged one is kept as well, but it does not count"


def test_a_backup_of_another_line_of_work_stays(path: Path, set_clock: SetClock) -> None:
    from storage.restore import restore

    set_clock(BEGAN)
    create_book(path).close()
    work(path, set_clock, BEGAN)
    early = next(backup_folder(path).iterdir())
    work(path, set_clock, BEGAN + timedelta(hours=1))
    work(path, set_clock, BEGAN + timedelta(hours=2))
    restore(early, path)
    for day in range(1, 6):
        work(path, set_clock, BEGAN + timedelta(days=day))
    assert len([file for file in backup_folder(path).iterdir() if file.name.startswith("Brightside 2025-01-06")]) == 3
    assert thin(backup_folder(path), early) == []
