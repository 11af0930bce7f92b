"""An import's report: as text for a person, as CSV for whoever mends the rows."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fairway.core import formats
from fairway.core.imports.actions import Imported
from fairway.core.imports.formats import SetAside
from fairway.core.imports.models import ImportRun

# Spreadsheets take a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(imported: Imported) -> str:
    """What happened to the file, so that every row is accounted for."""
    run = imported.run
    if imported.already:
        return _("%(file)s was already imported on %(moment)s. Nothing was changed.") % {
            "file": run.file_name,
            "moment": formats.moment(run.created_at),
        }
    lines = [
        ngettext(
            "%(file)s: %(count)s row was read.", "%(file)s: %(count)s rows were read.", run.rows
        )
        % {"file": run.file_name, "count": formats.number(run.rows)},
        _("Used: %(used)s. Merged into another row: %(merged)s. Set aside: %(aside)s.")
        % {
            "used": formats.number(run.used),
            "merged": formats.number(run.merged),
            "aside": formats.number(run.set_aside),
        },
    ]
    lines += [
        f"  {formats.number(reason['rows'])}  {_(reason['reason'])}"
        for reason in run.report["reasons"]
    ]
    lines += [f"{name}: {formats.number(count)}" for name, count in run.report["figures"].items()]
    lines += [
        _("Created: %(count)s %(kind)s.") % {"count": formats.number(count), "kind": kind}
        for kind, count in run.created.items()
    ]
    return "\n".join(lines)


def rows_of(run: ImportRun) -> list[SetAside]:
    """The rows set aside as they were kept; of a personal format without their values."""
    return [SetAside(*row) for row in run.report["set_aside"]]


def as_csv(imported: Imported) -> str:
    """The rows set aside, with whatever value the one who imported may see."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["row", "field", "value", "code", "reason"])
    for row in imported.set_aside or rows_of(imported.run):
        writer.writerow([row.row, *map(_inert, (row.field, row.value, row.code, row.reason))])
    return out.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
