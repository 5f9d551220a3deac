"""The rules of the business: records and pure functions. Knows no Qt, no SQL, no clock, no files."""
