"""Reading a sheet (CSV or XLSX) into deals, without the database: bytes to a table, headers to fields, cells to values."""
