"""Which column of a sheet fills which field of a deal: guessed from the headers, changed by the user."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from resources.words import tr
from storage.sheet.synonyms import SYNONYMS
from storage.trouble import Trouble

FIELDS: tuple[str, ...] = tuple(SYNONYMS)
"""The fields an import can fill, in the order of the command line's help."""

_IN_BRACKETS = re.compile(r"[(\[](?!\d+[)\]]).*?[)\]]")
_PREFIX = re.compile(r"^(deal|opportunity|potential|product)\s*[-:.]\s*(?=\w)", re.IGNORECASE)
_CURRENCY = re.compile(r"\s+(in\s+)?(EUR|USD|GBP|CHF|AUD|CAD|euro)$", re.IGNORECASE)


def guess_mapping(headers: Sequence[str]) -> dict[str, str]:
    """Return {field: header} for every header named like a field or like the common CRM exports name it.

    A header fills one field. Where several headers could fill a field, the more telling name wins; among equal
    names the first column.
    """
    by_key: dict[str, str] = {}
    for header in headers:
        by_key.setdefault(_key(header), header)
    for header in headers:
        for key in _other_keys(header):
            by_key.setdefault(key, header)
    mapping: dict[str, str] = {}
    used: set[str] = set()
    for field in FIELDS:
        for key in _keys()[field]:
            found = by_key.get(key)
            if found is not None and found not in used:
                mapping[field] = found
                used.add(found)
                break
    return mapping


def fill_fields(chosen: Mapping[str, str | None]) -> tuple[dict[str, str], dict[str, str]]:
    """Return {field: header} for the `chosen` {header: field, or None to leave the column out}, and what clashes.

    The first column that fills a field has it; {header: that first column} names each later one.
    """
    mapping: dict[str, str] = {}
    clashes: dict[str, str] = {}
    for header, field in chosen.items():
        if field is not None and mapping.setdefault(field, header) != header:
            clashes[header] = mapping[field]
    return {field: mapping[field] for field in FIELDS if field in mapping}, clashes


def apply_overrides(mapping: Mapping[str, str], overrides: Iterable[str], headers: Sequence[str]) -> dict[str, str]:
    """Return `mapping` changed by "field=Column" sentences; "field=" leaves a field out.

    A column that an override takes is no longer used by the field that had been guessed for it.

    Raises:
        Trouble: a sentence without "=", or a field or column that does not exist; the known ones are listed.
    """
    changed = dict(mapping)
    chosen: dict[str, str] = {}
    exact = set(headers)
    by_key = {_key(header): header for header in reversed(headers)}
    for override in overrides:
        field, equals, column = (part.strip() for part in override.partition("="))
        if not equals:
            raise Trouble(tr("“{override}” should look like field=Column.").format(override=override))
        field = field.casefold().replace(" ", "_").replace("-", "_")
        if field not in SYNONYMS:
            raise Trouble(
                tr("There is no field “{field}” to fill. The fields are: {fields}.").format(
                    field=field, fields=", ".join(FIELDS)
                )
            )
        changed.pop(field, None)
        chosen.pop(field, None)
        if not column:
            continue
        header = column if column in exact else by_key.get(_key(column))
        if header is None:
            raise Trouble(
                tr("The sheet has no column “{column}”. Its columns are: {columns}.").format(
                    column=column, columns=", ".join(headers)
                )
            )
        chosen[field] = header
    taken = set(chosen.values())
    kept = {field: header for field, header in changed.items() if header not in taken}
    kept.update(chosen)
    return {field: kept[field] for field in FIELDS if field in kept}


@lru_cache(maxsize=1)
def _keys() -> Mapping[str, tuple[str, ...]]:
    return {
        field: (_key(field), *(_key(name) for name in names.replace("\n", " ").split(",")))
        for field, names in SYNONYMS.items()
    }


def _key(header: str) -> str:
    text = unicodedata.normalize("NFKC", header).casefold()
    return "".join(letter for letter in text if letter.isalnum())


def _other_keys(header: str) -> list[str]:
    """Return what `header` may also mean: "Deal - Value" is value, "Amount (EUR)" and "Amount EUR" are amount."""
    short = _CURRENCY.sub("", _IN_BRACKETS.sub("", header).strip())
    return [_key(short), _key(_PREFIX.sub("", short))]
