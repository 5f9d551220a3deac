"""What somebody decides here, in words."""

from framework.people import Function, Person
from resources.words import tr


def works_in(person: Person) -> str:
    """Return which side somebody works on: "Sales · Operations"; empty for an owner who does neither."""
    words = {Function.SALES: tr("Sales"), Function.OPERATIONS: tr("Operations")}
    return " · ".join(word for function, word in words.items() if function in person.functions)


def role(person: Person) -> str:
    """Return what somebody is beside their work: "Leads Sales · Owner"; empty for most."""
    words = []
    if person.leads and len(person.functions) == 1:
        words.append(tr("Leads Sales") if Function.SALES in person.functions else tr("Leads Operations"))
    elif person.leads and person.functions:
        words.append(tr("Leads both"))
    if person.owner:
        words.append(tr("Owner"))
    return " · ".join(words)
