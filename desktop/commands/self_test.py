"""The self-test: `handshake --self-test DIR` lives a business through in a folder, without a screen.

It is for the installed program: everything that could be missing from a bundle is used once - templates, icons, charts,
migrations, holidays, sheets, sealing, PDFs, pictures. Nothing but DIR is written to.
"""

import argparse
import os
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from desktop.clock import local_today
from resources.words import tr
from storage.trouble import Trouble

SHEET = (
    "client,ref,value,cost,hours,expected_close_on,promised_on\n"
    "Blue Door Bakery,S-1,4200,2100,12,{close},{promised}\n"
    "Kite Bikes,S-2,1850.50,900,6,{close},{promised}\n"
    "Maple Vets,S-3,9000,8800,40,{close},{soon}\n"
)
PAGES = ("agreement", "card", "ladder", "lead-times", "scorecard", "agenda")


class SelfTest:
    """The steps, in order, on one business in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "business.handshake"

    def steps(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        """Return every step with what it tries."""
        return (
            (tr("a business is made"), self.make),
            (tr("deals are imported"), self.take_in),
            (tr("a checklist is ticked and a verdict given"), self.tick),
            (tr("a question is decided"), self.decide),
            (tr("pages are printed as PDF"), self.print_pages),
            (tr("every tab is drawn, light and dark"), self.draw),
            (tr("tables are exported"), self.export),
            (tr("answers are sealed"), self.seal),
            (tr("version, licences, icon and what is new are there"), self.tell_of_itself),
            (tr("an older file would be brought up to date"), self.migrations),
            (tr("a backup is made, damaged files are refused, and the backup is brought back"), self.back_up),
        )

    def command(self, *words: str) -> None:
        """Run a command as the command line does. Raises Trouble when it says that something is wrong."""
        from desktop.commands import run

        code = run([*words])
        if code != 0:
            raise Trouble(tr("“{words}” ended with {code}.").format(words=" ".join(words), code=code))

    def make(self) -> None:
        """Begin a business of a trade with public holidays."""
        who = ("--person", "Ana:sales,owner", "--person", "Ben:operations,lead")
        self.command("new", str(self.file), "--type", "sign-shop", "--country", "NL", *who)

    def take_in(self) -> None:
        """Import three deals from a sheet."""
        today = local_today()
        days = {name: today + timedelta(days=count) for name, count in (("close", 20), ("promised", 60), ("soon", 1))}
        sheet = self.folder / "deals.csv"
        sheet.write_text(SHEET.format(**days), encoding="utf-8")
        self.command("import", str(self.file), str(sheet))

    def tick(self) -> None:
        """Answer every question about the first deal: its verdict changes."""
        from desktop.actions.desk import judge, read_desk
        from desktop.actions.intake import answer_item
        from framework.checklist import Answer
        from storage.book import Author
        from storage.intake import read_deal_by_ref
        from storage.opening import open_book

        with open_book(self.file) as book:
            desk = read_desk(book, local_today())
            deal = read_deal_by_ref(book, "S-1", digits=desk.digits)
            assert deal is not None
            before = judge(book, desk, deal)
            for item in desk.business.checklist_of(deal):
                answer_item(
                    book=book, who=Author(), deal_id=deal.id, item=item.id, say=item.say, answer=Answer.NOT_APPLICABLE
                )
            after = judge(book, read_desk(book, local_today()), deal)
            self.expect(len(after.answers) > len(before.answers), "ticked")

    def decide(self) -> None:
        """Put the tightest deal on the ladder and decide it."""
        from desktop.actions.desk import read_desk
        from desktop.actions.escalation import decide, raise_question, save_words
        from framework.questions import DecisionKind
        from storage.book import Author
        from storage.intake import read_deal_by_ref
        from storage.opening import open_book
        from storage.questions import open_questions

        with open_book(self.file) as book:
            desk = read_desk(book, local_today())
            deal = read_deal_by_ref(book, "S-3", digits=desk.digits)
            sales, operations = desk.business.people
            who = Author(sales.id, sales.name)
            raise_question(book=book, who=who, desk=desk, deal=deal)
            (question,) = open_questions(book, digits=desk.digits)
            save_words(
                book=book,
                who=who,
                digits=desk.digits,
                question=question,
                sales_say="They wait.",
                operations_say="It is too much.",
                client_view="A late one hurts.",
            )
            (question,) = open_questions(book, digits=desk.digits)
            kind, say = DecisionKind.REFUSE, "Not by that day."
            decide(book=book, who=operations, desk=desk, question=question, kind=kind, say=say)
            self.expect(not open_questions(book, digits=desk.digits), "decided")

    def print_pages(self) -> None:
        """Write every page as PDF; each begins and ends as a PDF does."""
        for page in PAGES:
            out = self.folder / f"{page}.pdf"
            self.command("print", str(self.file), page, "--pdf", str(out))
            data = out.read_bytes()
            self.expect(data.startswith(b"%PDF") and b"%%EOF" in data[-32:] and len(data) > 5_000, page)

    def draw(self) -> None:
        """Draw every tab of this business and of the sample, with its charts; no picture is of one colour."""
        from PySide6.QtGui import QImage

        sample = self.folder / "sample.handshake"
        self.command("sample", str(sample))
        for name, file, look in (("light", sample, ()), ("dark", sample, ("--dark",)), ("own", self.file, ())):
            self.command("tour", str(file), str(self.folder / name), *look)
            pictures = sorted((self.folder / name).glob("*.png"))
            self.expect(len(pictures) >= 9, name)
            for picture in pictures:
                image = QImage(str(picture))
                step = max(1, image.width() // 64)
                colours = {
                    image.pixel(x, y) for x in range(0, image.width(), step) for y in range(0, image.height(), step)
                }
                self.expect(len(colours) > 4, picture.name)

    def export(self) -> None:
        """Write every table, as text and as a workbook."""
        for kind in ("csv", "xlsx"):
            self.command("export", str(self.file), str(self.folder / kind), "--format", kind)
        self.expect((self.folder / "xlsx" / "business.xlsx").stat().st_size > 5_000, "xlsx")

    def seal(self) -> None:
        """Seal a text with a word and open it again."""
        from storage.sealing import make_key, seal, unseal

        key = make_key("open sesame")
        self.expect(unseal(key, seal(key, "four")) == "four", "sealed")

    def tell_of_itself(self) -> None:
        """Find what About shows and what an upgrade tells, which lie in the bundle as files."""
        from desktop.dialogs.licences import all_parts
        from desktop.task_bar import SIZES, program_icon
        from desktop.version import VERSION
        from resources.changelog import read_releases

        self.expect([each.version for each in read_releases()][:1] == [VERSION], "changelog")
        parts = all_parts()
        self.expect(len(parts) > 30 and all(part.text and part.licence for part in parts), "licences")
        self.expect(len(program_icon().availableSizes()) == len(SIZES), "icon")

    def migrations(self) -> None:
        """Find a script for every version of the file."""
        from alembic.script import ScriptDirectory

        from storage.migration import SCRIPTS
        from storage.schema import SCHEMA_VERSION

        found = [int(script.revision) for script in ScriptDirectory(str(SCRIPTS)).walk_revisions()]
        self.expect(sorted(found) == list(range(1, SCHEMA_VERSION + 1)), "migrations")

    def back_up(self) -> None:
        """Back up, check the copy, refuse it with a byte changed, and bring the business back from the backup."""
        from storage.opening import SUFFIX
        from storage.verify import verify

        backup = self.folder / f"backup{SUFFIX}"
        self.command("backup", str(self.file), str(backup))
        self.command("verify", str(backup))
        spoilt = self.folder / f"spoilt{SUFFIX}"
        data = bytearray(backup.read_bytes())
        data[100:4096] = bytes(3996)
        spoilt.write_bytes(data)
        self.expect(not verify(spoilt).ok, "spoilt")
        restored = self.folder / f"restored{SUFFIX}"
        self.command("restore", str(backup), str(restored))
        self.command("verify", str(restored))
        self.expect(verify(restored).rows == verify(self.file).rows, "restored")

    def expect(self, is_so: bool, what: str) -> None:
        """Raise Trouble when something is not so."""
        if not is_so:
            raise Trouble(tr("What came out is not right: {what}.").format(what=what))


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command, which `desktop.commands.run` spells --self-test: it is not for people."""
    self_test = commands.add_parser("self-test")
    self_test.add_argument("folder", metavar="DIR", type=Path)
    self_test.set_defaults(run=run_self_test)


def run_self_test(arguments: argparse.Namespace) -> int:
    """Run every step in a folder, which is made and must be empty. Prints a line each."""
    folder = arguments.folder.absolute()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise Trouble(tr("The folder “{folder}” is not empty. Name another one.").format(folder=folder))
    except OSError as error:
        raise Trouble(tr("The folder “{folder}” can't be made.").format(folder=folder)) from error
    # Before anything asks for fonts: one that can have windows.
    from desktop.start import make_application

    make_application()
    for name, step in SelfTest(folder).steps():
        began = perf_counter()
        with (folder / "output.txt").open("a", encoding="utf-8") as output, redirect_stdout(output):
            step()
        print(tr("ok  {seconds:4.1f} s  {name}").format(seconds=perf_counter() - began, name=name), flush=True)
    print(tr("All is well."))
    return 0
