"""The one way to read a CSV or XLSX file that somebody hands in."""

from fairway.engines.tables.headers import check_header
from fairway.engines.tables.reader import read_table
from fairway.engines.tables.table import Limits, Progress, Row, Table

__all__ = ["Limits", "Progress", "Row", "Table", "check_header", "read_table"]
