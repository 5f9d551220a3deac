"""Reading a sheet (CSV or XLSX) into deals, without the database."""
