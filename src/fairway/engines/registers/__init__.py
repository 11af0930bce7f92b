"""Registers of people who want to work abroad: the file format, its reader, and a generator."""

from fairway.engines.registers.generate import generate
from fairway.engines.registers.parse import (
    ColumnMapping,
    Known,
    ParsedWorkers,
    WorkerSetAside,
    parse_workers,
)
from fairway.engines.registers.profile import PROFILES, Basis, Profile, profile
from fairway.engines.registers.workers import (
    COLUMN_NAMES,
    COLUMNS,
    REQUIRED,
    FamilyStatus,
    FileColumn,
    Level,
    Sex,
    WishFor,
    WorkerRow,
    as_text,
)

__all__ = [
    "COLUMNS",
    "COLUMN_NAMES",
    "PROFILES",
    "REQUIRED",
    "Basis",
    "ColumnMapping",
    "FamilyStatus",
    "FileColumn",
    "Known",
    "Level",
    "ParsedWorkers",
    "Profile",
    "Sex",
    "WishFor",
    "WorkerRow",
    "WorkerSetAside",
    "as_text",
    "generate",
    "parse_workers",
    "profile",
]
