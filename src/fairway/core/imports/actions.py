"""The one door for files: read whole, reconciled, loaded in one transaction, reported.

The same file for the same authority again changes nothing and says when it came in.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from fairway.core.access.gate import authorise
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Authority
from fairway.core.imports.formats import (
    Loading,
    Options,
    Parsed,
    Progress,
    SetAside,
    SourceFile,
    format_named,
    silent,
)
from fairway.core.imports.models import ImportRun
from fairway.core.journal import actions as journal
from fairway.engines.kernel import BadInput, Fault

_BLOCK = 2**20
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file. ``already``: it was loaded before, and nothing changed now.

    ``set_aside`` is complete with values, for whoever imported; a repeated file has none.
    """

    run: ImportRun
    already: bool
    set_aside: Sequence[SetAside] = field(default=())


def run_import(
    format_name: str,
    path: Path,
    *,
    actor: Actor,
    authority: Authority,
    options: Options | None = None,
    progress: Progress = silent,
    file_name: str = "",
) -> Imported:
    """Load a file, all of it or nothing. Raises BadInput with every fault at once."""
    found = format_named(format_name)
    authorise(actor, found.action)
    source = _source(path, file_name)
    if before := _before(found.name, source, authority):
        return Imported(before, already=True)
    chosen: Options = options or {}
    parsed = found.parse(source, chosen, progress)
    _reconcile(parsed, source)
    with transaction.atomic():
        _one_at_a_time(found.name, source, authority)
        if before := _before(found.name, source, authority):
            return Imported(before, already=True)
        loading = Loading(authority, actor, source, chosen, progress)
        created = found.load(parsed, loading)
        run = ImportRun.objects.create(
            authority=authority,
            format=found.name,
            file_name=source.name,
            sha256=source.sha256,
            rows=parsed.rows,
            used=parsed.used,
            merged=parsed.merged,
            set_aside=len(parsed.set_aside),
            created=dict(created),
            report=_report(parsed, personal=found.personal),
        )
        journal.record(
            run,
            "import.loaded",
            actor=actor,
            payload={
                "format": run.format,
                "sha256": run.sha256,
                "rows": run.rows,
                "used": run.used,
                "merged": run.merged,
                "set_aside": run.set_aside,
                "created": run.created,
            },
        )
    return Imported(run, already=False, set_aside=parsed.set_aside)


def _source(path: Path, file_name: str) -> SourceFile:
    """Digest a file without holding it in memory."""
    name = (file_name or path.name)[-_LONGEST_NAME:]
    digest = hashlib.sha256()
    try:
        with path.open("rb") as handle:
            while block := handle.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        accepted = _("a file that can be read")
        raise BadInput(Fault("file", str(path), accepted, "unreadable_file")) from error
    return SourceFile(path, name, digest.hexdigest())


def _before(name: str, source: SourceFile, authority: Authority) -> ImportRun | None:
    return ImportRun.objects.filter(authority=authority, format=name, sha256=source.sha256).first()


def _one_at_a_time(name: str, source: SourceFile, authority: Authority) -> None:
    """Let a second import of the same file wait for the first, and then find it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtext('import'), hashtext(%s))",
            [f"{authority.id}:{name}:{source.sha256}"],
        )


def _reconcile(parsed: Parsed[Any], source: SourceFile) -> None:
    """A row that is neither used, merged nor set aside was lost: the whole file is refused."""
    if parsed.reconciles:
        return
    sum_of_rows = f"{parsed.used} + {parsed.merged} + {len(parsed.set_aside)}"
    accepted = _("used, merged and set-aside rows that add up to the %(rows)s of the file") % {
        "rows": parsed.rows
    }
    raise BadInput(Fault(source.name, sum_of_rows, accepted, "does_not_reconcile"))


def _report(parsed: Parsed[Any], *, personal: bool) -> dict[str, Any]:
    reasons = Counter((row.code, row.reason) for row in parsed.set_aside)
    return {
        "figures": dict(parsed.figures),
        "reasons": [
            {"code": code, "reason": reason, "rows": count}
            for (code, reason), count in reasons.most_common()
        ],
        "set_aside": [
            [row.row, row.field, "" if personal else row.value, row.code, row.reason]
            for row in parsed.set_aside
        ],
    }
