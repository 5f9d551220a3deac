"""Headers of the common CRM exports find their fields."""

import pytest

from storage.sheet.mapping import FIELDS, apply_overrides, fill_fields, guess_mapping
from storage.trouble import Trouble

EXPORTS = {
    "hubspot": (
        "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Create Date,Deal probability,"
        "Associated Company IDs,Associated Company",
        {
            "ref": "Record ID",
            "client": "Associated Company",
            "value": "Amount",
            "stage": "Deal Stage",
            "closed_on": "Close Date",
            "created_on": "Create Date",
            "salesperson": "Deal owner",
            "probability_percent": "Deal probability",
            "note": "Deal Name",
        },
    ),
    "pipedrive": (
        "Deal - ID,Deal - Title,Deal - Organization,Deal - Contact person,Deal - Value,Deal - Currency of Value,"
        "Deal - Stage,Deal - Status,Deal - Owner,Deal - Expected close date,Deal - Deal created,"
        "Deal - Won time,Deal - Lost time,Deal - Probability",
        {
            "ref": "Deal - ID",
            "client": "Deal - Organization",
            "value": "Deal - Value",
            "stage": "Deal - Stage",
            "salesperson": "Deal - Owner",
            "expected_close_on": "Deal - Expected close date",
            "created_on": "Deal - Deal created",
            "won_on": "Deal - Won time",
            "lost_on": "Deal - Lost time",
            "probability_percent": "Deal - Probability",
            "note": "Deal - Title",
        },
    ),
    "salesforce": (
        "Opportunity Owner,Account Name,Opportunity Name,Stage,Fiscal Period,Amount,Expected Revenue,"
        "Probability (%),Age,Close Date,Created Date,Next Step,Lead Source,Type,Opportunity ID",
        {
            "ref": "Opportunity ID",
            "client": "Account Name",
            "value": "Amount",
            "stage": "Stage",
            "salesperson": "Opportunity Owner",
            "closed_on": "Close Date",
            "created_on": "Created Date",
            "probability_percent": "Probability (%)",
            "note": "Opportunity Name",
        },
    ),
    "zoho": (
        "Record Id,Deal Owner,Amount,Deal Name,Closing Date,Account Name,Stage,Probability (%),Created Time,"
        "Description",
        {
            "ref": "Record Id",
            "client": "Account Name",
            "value": "Amount",
            "stage": "Stage",
            "salesperson": "Deal Owner",
            "closed_on": "Closing Date",
            "created_on": "Created Time",
            "probability_percent": "Probability (%)",
            "note": "Description",
        },
    ),
    "the real sheet": (
        "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value,engage_quarter,close_quarter",
        {
            "ref": "opportunity_id",
            "client": "account",
            "offering": "product",
            "value": "close_value",
            "salesperson": "sales_agent",
            "stage": "deal_stage",
            "created_on": "engage_date",
            "closed_on": "close_date",
        },
    ),
    "german": (
        "Angebotsnummer,Kunde,Produkt,Menge,Betrag (EUR),Rabatt %,Stunden,Phase,Liefertermin,Verkäufer,Bemerkung",
        {
            "ref": "Angebotsnummer",
            "client": "Kunde",
            "offering": "Produkt",
            "quantity": "Menge",
            "value": "Betrag (EUR)",
            "discount_percent": "Rabatt %",
            "hours": "Stunden",
            "stage": "Phase",
            "promised_on": "Liefertermin",
            "salesperson": "Verkäufer",
            "note": "Bemerkung",
        },
    ),
    "dutch": (
        "Offertenummer,Klant,Artikel,Aantal,Bedrag in EUR,Korting,Uren,Fase,Leverdatum,Verkoper,Opmerking",
        {
            "ref": "Offertenummer",
            "client": "Klant",
            "offering": "Artikel",
            "quantity": "Aantal",
            "value": "Bedrag in EUR",
            "discount_percent": "Korting",
            "hours": "Uren",
            "stage": "Fase",
            "promised_on": "Leverdatum",
            "salesperson": "Verkoper",
            "note": "Opmerking",
        },
    ),
}


@pytest.mark.parametrize("export", sorted(EXPORTS))
def test_an_export_finds_its_fields(export: str) -> None:
    headers, fields = EXPORTS[export]
    assert guess_mapping(headers.split(",")) == fields


def test_our_own_names_are_known_in_any_dress() -> None:
    assert guess_mapping(FIELDS) == {field: field for field in FIELDS}
    dressed = [field.replace("_", " ").upper() for field in FIELDS]
    assert guess_mapping(dressed) == dict(zip(FIELDS, dressed, strict=True))


def test_a_header_fills_one_field_and_the_more_telling_name_wins() -> None:
    assert guess_mapping(["Contact", "Company", "Name"]) == {"client": "Company"}
    assert guess_mapping(["Amount", "Amount (2)"]) == {"value": "Amount"}
    assert guess_mapping(["colour", ""]) == {}


def test_the_user_has_the_last_word() -> None:
    headers = ["account", "close_date", "close_value", "Due"]
    guessed = guess_mapping(headers)
    changed = apply_overrides(guessed, ["promised_on=Close Date", "value="], headers)
    assert changed == {"client": "account", "promised_on": "close_date"}
    assert guessed["value"] == "close_value"


@pytest.mark.parametrize(
    ("override", "named"),
    [
        ("price=account", "client"),
        ("client=accounts", "account, value"),
        ("client", "field=Column"),
        ("=account", "client"),
    ],
)
def test_an_unknown_field_or_column_lists_the_known_ones(override: str, named: str) -> None:
    with pytest.raises(Trouble) as refused:
        apply_overrides({}, [override], ["account", "value"])
    assert named in refused.value.say


def test_of_two_columns_that_fill_one_field_the_first_has_it() -> None:
    mapping, clashes = fill_fields(
        {"sum": "value", "who": "client", "total": "value", "left out": None, "net": "value"}
    )
    assert list(mapping.items()) == [("client", "who"), ("value", "sum")]
    assert clashes == {"total": "sum", "net": "sum"}
