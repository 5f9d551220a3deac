"""Reading a sheet (CSV or XLSX) into deals, without the database."""

SHEET_SUFFIXES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm")
"""How the names of sheets end; what a file really is, its content tells."""
