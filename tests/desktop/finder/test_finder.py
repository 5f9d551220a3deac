"""Every kind of the sample business is found, and stays true after changes, undo, and the work of another window."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.intake import create_deal, delete_deal, edit_deal
from desktop.actions.shared_words import remove_word, save_word
from desktop.finder.finder import Finder
from desktop.session import Session
from framework.words import Word
from storage.book import Author
from storage.finding import SOURCES, Kind, Record, read_part
from storage.intake import read_deal
from storage.opening import open_book
from storage.shared_words import read_words
from tests.desktop.conftest import TODAY

ANA = Author("", "Ana")
MOST = dict.fromkeys(Kind, 8)


@pytest.fixture
def session(qapp: QApplication, sample: Path) -> Iterator[Session]:
    made = Session(open_book(sample), today=TODAY)
    yield made
    made.close()


@pytest.fixture
def finder(session: Session) -> Iterator[Finder]:
    made = Finder(session)
    made.finish()
    yield made
    made.close()
    made.deleteLater()


def found(finder: Finder, query: str, kind: Kind) -> list[Record]:
    return [record for group in finder.find(query, MOST) if group.kind is kind for record in group.records]


def names(finder: Finder, query: str, kind: Kind) -> list[str]:
    return [record.name for record in found(finder, query, kind)]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_record_of_each_kind_is_found_by_its_words(finder: Finder, kind: Kind) -> None:
    if kind is Kind.RULE:
        assert names(finder, "lead time", kind)[0] == "Lead time"
        return
    records = read_part(finder.session.book, kind)
    assert records, "the sample business has some of each kind"
    most = dict.fromkeys(Kind, 1000)
    for record in records[:5]:
        said = record.name or record.words
        keys = [each.key for group in finder.find(said, most) if group.kind is kind for each in group.records]
        assert record.key in keys, said


def test_everything_of_the_file_is_known(finder: Finder, sample: Path) -> None:
    with closing(sqlite3.connect(sample)) as connection:

        def count(sql: str) -> int:
            return int(connection.execute(f"SELECT count(*) FROM {sql}").fetchone()[0])

        tables = [source.table for kind, source in SOURCES.items() if kind is not Kind.MINUTES]
        expected = sum(map(count, tables))
        expected += count("meeting_entry WHERE meeting_id IN (SELECT id FROM meeting WHERE ended_at IS NOT NULL)")
        expected += count(
            "(SELECT DISTINCT first_id FROM rule WHERE agreement_id IN (SELECT id FROM agreement WHERE "
            "state IN ('draft', 'proposed') OR number = (SELECT max(number) FROM agreement)))"
        )
    assert finder.known == expected
    assert not finder.is_reading


def test_the_number_of_a_deal_finds_it_first(finder: Finder) -> None:
    (ref,) = finder.session.book.rows("SELECT ref FROM deal ORDER BY created_on LIMIT 1 OFFSET 20")[0]
    assert found(finder, ref.lower(), Kind.DEAL)[0].ref == ref


def test_a_new_deal_is_found_at_once_and_gone_when_undone(finder: Finder) -> None:
    book = finder.session.book
    create_deal(book=book, who=ANA, today=TODAY, digits=2, fields={"client": "Zwölf Bäume"})
    assert names(finder, "zwoelf baer", Kind.DEAL) == []
    assert names(finder, "zwoelf baeu", Kind.DEAL) == ["Zwölf Bäume"]
    assert names(finder, "zwolf", Kind.CLIENT) == ["Zwölf Bäume"]
    book.undo()
    assert names(finder, "zwolf", Kind.DEAL) == []
    assert names(finder, "zwolf", Kind.CLIENT) == []
    book.redo()
    assert names(finder, "zwolf", Kind.DEAL) == ["Zwölf Bäume"]


def test_a_note_that_is_changed_is_found_by_its_new_words(finder: Finder) -> None:
    book = finder.session.book
    key = found(finder, "nook", Kind.DEAL)[0].key
    deal = read_deal(book, key, digits=2)
    assert deal is not None
    edit_deal(book=book, who=ANA, digits=2, deal=deal, fields={"note": "ring the xylophone"})
    assert [record.key for record in found(finder, "xylo", Kind.DEAL)] == [key]
    book.undo()
    assert found(finder, "xylo", Kind.DEAL) == []


def test_a_deleted_deal_is_not_found_any_more(finder: Finder) -> None:
    book = finder.session.book
    key = create_deal(book=book, who=ANA, today=TODAY, digits=2, fields={"client": "Quagga Zoo"})
    deal = read_deal(book, key, digits=2)
    assert deal is not None
    delete_deal(book=book, who=ANA, deal=deal)
    assert found(finder, "quagga", Kind.DEAL) == []


def test_a_renamed_client_is_found_with_all_that_belongs_to_them(finder: Finder) -> None:
    book = finder.session.book
    before = len(found(finder, "mill bakery", Kind.DEAL))
    assert before
    (key,) = book.rows("SELECT id FROM client WHERE name = 'Mill Bakery'")[0]
    with book.change("Rename", who=ANA) as change:
        change.update("client", key, {"name": "Quince Patisserie"})
    assert found(finder, "mill bakery", Kind.DEAL) == []
    assert len(found(finder, "quince", Kind.DEAL)) == before
    assert names(finder, "quince", Kind.CLIENT) == ["Quince Patisserie"]
    assert found(finder, "quince", Kind.PROMISE)


def test_a_word_comes_and_goes(finder: Finder) -> None:
    book = finder.session.book
    save_word(book=book, who=ANA, word=Word("", "kerfuffle", agreed="Noise about nothing"))
    assert names(finder, "noise nothing", Kind.WORD) == ["kerfuffle"]
    word = next(word for word in read_words(book) if word.word == "kerfuffle")
    remove_word(book=book, who=ANA, word=word)
    assert found(finder, "kerfuffle", Kind.WORD) == []


def test_what_another_window_writes_is_found(finder: Finder, sample: Path) -> None:
    with open_book(sample) as other:
        create_deal(book=other, who=ANA, today=TODAY, digits=2, fields={"client": "Elsewhere Ltd"})
    assert found(finder, "elsewhere", Kind.DEAL) == []
    finder.session.catch_up()
    assert names(finder, "elsewhere", Kind.DEAL) == ["Elsewhere Ltd"]


def test_a_change_while_it_is_being_read_is_not_lost(session: Session) -> None:
    finder = Finder(session)
    work = finder._work
    while finder.known == 0:
        work._next()
    assert finder.is_reading
    assert found(finder, "nook", Kind.DEAL), "what was read is shown already"
    deal = read_deal(session.book, found(finder, "nook", Kind.DEAL)[0].key, digits=2)
    assert deal is not None
    delete_deal(book=session.book, who=ANA, deal=deal)
    create_deal(book=session.book, who=ANA, today=TODAY, digits=2, fields={"client": "Meanwhile"})
    finder.finish()
    assert names(finder, "meanwhile", Kind.DEAL) == ["Meanwhile"]
    assert deal.id not in [record.key for record in found(finder, "nook", Kind.DEAL)]
    finder.close()
    finder.deleteLater()


def test_it_tells_when_all_is_read(qtbot: QtBot, session: Session) -> None:
    finder = Finder(session)
    with qtbot.waitSignal(finder.changed):
        assert finder.is_reading
    assert not finder.is_reading
    finder.close()
    finder.deleteLater()


def test_the_file_does_not_change_its_shape(finder: Finder, sample: Path) -> None:
    finder.find("mill", MOST)
    with closing(sqlite3.connect(sample)) as connection:
        made = connection.execute("SELECT count(*) FROM sqlite_master WHERE sql LIKE '%fts5%'").fetchone()
    assert made == (0,)


def test_nothing_of_a_health_check_is_found_but_the_action_that_came_of_it(finder: Finder) -> None:
    statements = finder.session.book.rows("SELECT say FROM health_statement")
    assert len(statements) == 2 * 39
    for (say,) in statements:
        assert all(not group.records for group in finder.find(say, MOST)), say
    assert names(finder, "before a quote goes out", Kind.ACTION) == [
        "Look at the date together before a quote goes out"
    ]
