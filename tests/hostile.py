"""A business whose every text field holds what could do harm: HTML, formulas, markdown, charts' marks, bidi tricks."""

import socket
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

from PySide6.QtGui import QColor, QImage

FREE_TEXT = {
    "action": "say",
    "agenda_item": "say why",
    "agreement": "why veto",
    "allowance": "reason",
    "answer": "say phases",
    "business": "name",
    "change": "who_name label",
    "checklist_answer": "note",
    "checklist_item": "say",
    "client": "name note",
    "crew": "name",
    "day_off": "name",
    "deal": "ref salesperson note against_reason",
    "decision": "say client_view phases",
    "draft_mark": "say",
    "handover": "say",
    "health_repair": "say",
    "health_statement": "say",
    "import_source": "name",
    "ladder_step": "name belongs",
    "look_back": "say",
    "meeting_entry": "say",
    "meeting_item": "say",
    "meeting_move": "reason",
    "offering": "name",
    "offering_terms": "options data_needed",
    "outcome": "rework_note client_comment",
    "person": "name",
    "perspective": "say",
    "promise": "say",
    "promise_move": "why",
    "question": "subject sales_say operations_say client_view",
    "question_arrival": "tried reason",
    "question_option": "say",
    "reply": "say",
    "request": "say",
    "rule": "exception_by why say",
    "saved_failure": "say",
    "shortfall": "say",
    "visit": "what called_off_because guess waiting rework surprise client_words wrong_about differently proposal",
    "visit_learned": "say",
    "word": "word sales_means operations_means agreed",
}
"""Every field that somebody can type words into."""


def free_fields() -> list[tuple[str, str]]:
    """Return every field that somebody can type words into, as table and column."""
    return [(table, column) for table, columns in FREE_TEXT.items() for column in columns.split()]


class Trap:
    """A red picture, a style sheet and a server on this computer: nothing of a business may ever ask for them."""

    def __init__(self, folder: Path) -> None:
        self.hits: list[str] = []
        self.picture = folder / "r.png"
        red = QImage(40, 40, QImage.Format.Format_RGB32)
        red.fill(QColor(255, 0, 0))
        assert red.save(str(self.picture))
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection:
                self.hits.append(str(connection.recv(200)))

    def close(self) -> None:
        """Let the server end."""
        # A thread that waits in accept() is woken by a call of our own.
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(5)

    @property
    def texts(self) -> tuple[str, ...]:
        """What is put into the fields, one after the other."""
        web = f"http://127.0.0.1:{self.port}"
        return (
            f'<img src="{self.picture.as_uri()}">',
            f'<img src="{web}/i.png"><b>bold</b>',
            f'<a href="{web}/a">Smith & Co <sales@x.org></a>',
            f'<style>@import "{web}/s.css";</style>',
            f"![x]({self.picture.as_uri()}) **bold** [y]({web})",
            '=HYPERLINK("' + web + '";"x")',
            "@SUM(1+1)*cmd|' /C calc'!A0",
            r"$\frac{1}{0}$ $x_1$ % & \unknown{",
            "\u202egnp.exe\u202c \u2066x\u2069 ע\u05d1רית e\u0301\u0301",
            "👩\u200d👩\u200d👧 line\u2028break {0} {name} %s %n &amp;",
        )

    def spring(self, path: Path) -> int:
        """Write them into every field of the closed file at `path` that holds words; return how many."""
        count = 0
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute("BEGIN")
            for table, column in free_fields():
                longest = _longest(connection, table, column)
                for number, (key,) in enumerate(connection.execute(f'SELECT rowid FROM "{table}"').fetchall()):
                    text = self.texts[(number + count) % len(self.texts)]
                    # Some names are unique; the number at the end keeps them so.
                    if longest:
                        text = text[: longest - 6]
                    connection.execute(
                        f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (f"{text} {number}", key)
                    )
                    count += 1
            connection.execute("COMMIT")
        return count


def _longest(connection: sqlite3.Connection, table: str, column: str) -> int:
    for _, name, kind, *_rest in connection.execute(f"PRAGMA table_info('{table}')"):
        if name == column:
            return int(kind.partition("(")[2].rstrip(")") or 0)
    raise AssertionError(f"{table} has no {column}")
