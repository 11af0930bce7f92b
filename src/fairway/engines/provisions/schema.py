"""The JSON Schemas of pack and case files, from which an editor completes and checks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from fairway.engines.provisions.cases import CasesFile
from fairway.engines.provisions.model import PackFile

if TYPE_CHECKING:
    from pydantic import BaseModel

SCHEMAS: dict[str, type[BaseModel]] = {
    "pack.schema.json": PackFile,
    "cases.schema.json": CasesFile,
}


def schema_text(name: str) -> str:
    """The text of a schema file, as it lies beside the packs."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= SCHEMAS[name].model_json_schema(by_alias=True)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
