"""The words of people and their business: what somebody does here, in whose colour they speak."""

from desktop.wording.typed import typed
from framework.business import Business
from framework.people import Function, Person
from resources.words import tr


def functions_text(person: Person) -> str:
    """Return what a person does here, in words: "Sales · Operations"."""
    words = []
    if Function.SALES in person.functions:
        words.append(tr("Sales"))
    if Function.OPERATIONS in person.functions:
        words.append(tr("Operations"))
    if person.owner and not words:
        words.append(tr("Owner"))
    return " · ".join(words)


def name_of(person_id: str, business: Business) -> str:
    """Return the name of a person for a sentence, also of one who has left; "somebody" where it is not known."""
    here = next((person.name for person in business.people if person.id == person_id), "")
    return typed(here or business.names.get(person_id, "")) or tr("somebody")


def voice(person: Person) -> str:
    """Return whose colour a person speaks in: sales, operations or owner."""
    if Function.SALES in person.functions:
        return "sales"
    return "operations" if Function.OPERATIONS in person.functions else "owner"


def business_line(business: Business) -> str:
    """Return a business in a line: "2 people · agreement v1 in force"."""
    count = len(business.people)
    people = tr("1 person") if count == 1 else tr("{count} people").format(count=count)
    number = business.agreement.number
    rules = tr("agreement v{number} in force").format(number=number) if number else tr("agreement not signed yet")
    return f"{people} · {rules}"
