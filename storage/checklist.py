"""Reading and writing the versions of the intake checklist (framework.md section 6)."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from framework.checklist import ChecklistItem
from storage.book import Book
from storage.business import read_checklists
from storage.keys import new_id

if TYPE_CHECKING:
    from storage.writing import Change


class Newest(NamedTuple):
    """The newest version of the checklist. `used`: a deal or an answer is on it, so that it stays as it is.

    `template_id` empty and `number` 0: there is none yet.
    """

    template_id: str
    number: int
    items: tuple[ChecklistItem, ...]
    used: bool

    @property
    def next_number(self) -> int:
        """The number under which changes are kept."""
        return self.number + 1 if self.used or not self.template_id else self.number


def read_newest(book: Book) -> Newest:
    """Return the newest version of the checklist."""
    found = book.row("SELECT id, number FROM checklist_template ORDER BY number DESC LIMIT 1")
    if found is None:
        return Newest("", 0, (), used=False)
    template, number = found
    used = book.row(
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM deal WHERE template_id = :template OR template_id IS NULL) "
        "OR EXISTS (SELECT 1 FROM checklist_answer a JOIN checklist_item i ON i.id = a.item "
        "WHERE i.template_id = :template)",
        {"template": template},
    )
    return Newest(template, number, read_checklists(book)[template], used is not None)


def version_numbers(book: Book) -> dict[str, int]:
    """Return the number of every version of the checklist, by its key."""
    return dict(book.rows("SELECT id, number FROM checklist_template ORDER BY number"))


def write_version(book: Book, change: "Change", items: Sequence[ChecklistItem]) -> int:
    """Make `items` the newest version of the checklist, in their order, and return its number.

    Items that are in the file keep the id that answers name; those with an id that is not are added under it, or under
    one of their own when they have none. A version that no deal is on is changed in place, else a new one begins.
    """
    newest = read_newest(book)
    if newest.next_number == newest.number:
        _change_in_place(book, change, newest.template_id, items)
    else:
        template = change.add("checklist_template", {"number": newest.next_number})
        for position, item in enumerate(items):
            _add(book, change, template, position, item)
    return newest.next_number


def _change_in_place(book: Book, change: "Change", template: str, items: Sequence[ChecklistItem]) -> None:
    rows = dict(book.rows("SELECT first_id, id FROM checklist_item WHERE template_id = ?", (template,)))
    for first_id in rows.keys() - {item.id for item in items}:
        change.remove("checklist_item", rows[first_id])
    for position, item in enumerate(items):
        if item.id in rows:
            change.update("checklist_item", rows[item.id], {**_columns(item), "position": position})
        else:
            _add(book, change, template, position, item)


def _add(book: Book, change: "Change", template: str, position: int, item: ChecklistItem) -> None:
    first_id = item.id or new_id()
    is_known = book.row("SELECT 1 FROM checklist_item WHERE id = ?", (first_id,)) is not None
    row_id = new_id() if is_known else first_id
    values = {**_columns(item), "template_id": template, "first_id": first_id, "position": position}
    change.add("checklist_item", values, row_id=row_id)


def _columns(item: ChecklistItem) -> dict[str, Any]:
    return {
        "section": str(item.section),
        "say": item.say,
        "needed": str(item.needed),
        "no_means": item.no_means and str(item.no_means),
        "yes_means": item.yes_means and str(item.yes_means),
        "unknown_means": item.unknown_means and str(item.unknown_means),
        "follows": item.follows,
        "rule_id": item.rule_id,
        "offerings": "\n".join(sorted(item.offering_ids)),
    }
