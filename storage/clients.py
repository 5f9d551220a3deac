"""Reading clients over all their deals, and writing the note on one (framework.md section 3)."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from storage.book import Book
from storage.days import read_day

if TYPE_CHECKING:
    from storage.writing import Change


class ClientLine(NamedTuple):
    """A client in a list: how many deals, how many of them sold or delivered, and the last day anything happened."""

    id: str
    name: str
    deals: int
    sold: int
    last_on: date | None


class Client(NamedTuple):
    """Somebody who buys. `version` counts changes of the row."""

    id: str
    name: str
    note: str = ""
    version: int = 1


def client_lines(book: Book) -> tuple[ClientLine, ...]:
    """Return all clients in alphabetical order."""
    found = book.rows(
        "SELECT c.id, c.name, count(d.id), "
        "coalesce(sum(d.stage IN ('won', 'in delivery', 'delivered')), 0), "
        "max(coalesce(d.delivered_on, d.lost_on, d.won_on, d.promise_given_on, d.created_on)) "
        "FROM client c LEFT JOIN deal d ON d.client_id = c.id GROUP BY c.id ORDER BY lower(c.name), c.name"
    )
    return tuple(ClientLine(row[0], row[1], row[2], row[3], read_day(row[4])) for row in found)


def read_client(book: Book, client_id: str) -> Client | None:
    """Return one client, None when it is gone."""
    found = book.row("SELECT id, name, note, version FROM client WHERE id = ?", (client_id,))
    return None if found is None else Client(*found)


def client_id_named(book: Book, name: str) -> str | None:
    """Return the key of the client of that name, None when there is none."""
    found = book.row("SELECT id FROM client WHERE name = ?", (name,))
    return None if found is None else str(found[0])


def deal_ids_of_client(book: Book, client_id: str, limit: int) -> tuple[list[str], int]:
    """Return the keys of the newest deals of a client, at most `limit`, and how many there are."""
    found = book.rows(
        "SELECT id FROM deal WHERE client_id = ? ORDER BY created_on DESC, ref DESC LIMIT ?", (client_id, limit)
    )
    counted = book.row("SELECT count(*) FROM deal WHERE client_id = ?", (client_id,))
    return [row[0] for row in found], 0 if counted is None else int(counted[0])


# Writing, inside a change


def save_note(change: "Change", client: Client, note: str) -> None:
    """Keep the note on a client. Raises Conflict when somebody changed it since it was read."""
    change.update("client", client.id, {"note": note}, seen=client.version)
