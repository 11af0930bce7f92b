"""Pages by cursor: a page begins after the last row seen, so that no depth costs more.

A cursor names the row by its sort value and id; rows added or removed meanwhile shift nothing.
Rows without a sort value stand last in both directions.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.translation import gettext as _

from fairway.engines.kernel import BadInput, Fault

if TYPE_CHECKING:
    from django.db.models import Field, QuerySet

_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Order:
    """By which field, in which direction; the id decides between equals.

    ``nullable`` says that the field, or a record on the way to it, may be missing.
    """

    path: str
    downwards: bool
    field: Field[Any, Any]
    nullable: bool


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows of one page, in reading order, and the cursors of its neighbours."""

    rows: tuple[Any, ...]
    next: str | None
    previous: str | None


def read(rows: QuerySet[Any], order: Order, *, cursor: str, backwards: bool, size: int) -> Slice:
    """Read ``size`` rows after the cursor (before it, when backwards); from the start without."""
    if cursor:
        rows = rows.filter(_beyond(order, *_decode(cursor, order, rows), backwards=backwards))
    found = list(_sorted(rows, order, backwards=backwards)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    if not found:
        return Slice((), None, None)
    after_these = more if not backwards else True
    before_these = bool(cursor) if not backwards else more
    return Slice(
        tuple(found),
        _encode(found[-1], order) if after_these else None,
        _encode(found[0], order) if before_these else None,
    )


def _sorted(rows: QuerySet[Any], order: Order, *, backwards: bool) -> QuerySet[Any]:
    key = F(order.path)
    down = order.downwards != backwards
    # Read backwards, the rows without a value, which stand last, come first.
    nulls: dict[str, Any] = {"nulls_first": True} if backwards else {"nulls_last": True}
    if not order.nullable:
        nulls = {}
    return rows.order_by(key.desc(**nulls) if down else key.asc(**nulls), "-pk" if down else "pk")


def _beyond(order: Order, value: Any, pk: Any, *, backwards: bool) -> Q:
    """The rows that follow the cursor's in the direction of reading."""
    comparison = "lt" if order.downwards != backwards else "gt"
    if value is None:
        same = Q(**{f"{order.path}__isnull": True, f"pk__{comparison}": pk})
        return same | Q(**{f"{order.path}__isnull": False}) if backwards else same
    further = Q(**{f"{order.path}__{comparison}": value}) | Q(
        **{order.path: value, f"pk__{comparison}": pk}
    )
    if order.nullable and not backwards:
        further |= Q(**{f"{order.path}__isnull": True})
    return further


def _encode(row: Any, order: Order) -> str:
    value: Any = row
    *steps, last = order.path.split("__")
    for step in steps:
        value = getattr(value, step, None)
    text = None if getattr(value, last, None) is None else order.field.value_to_string(value)
    packed = json.dumps([text, str(row.pk)], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def _decode(cursor: str, order: Order, rows: QuerySet[Any]) -> tuple[Any, Any]:
    try:
        padded = cursor[:_LONGEST] + "=" * (-len(cursor[:_LONGEST]) % 4)
        value, pk = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        key = rows.model._meta.pk  # noqa: SLF001  Django's public API
        read = None if value is None else order.field.to_python(_text(value))
        return read, key.to_python(_text(pk))
    except (ValueError, TypeError, binascii.Error, ValidationError) as error:
        raise BadInput(
            Fault("cursor", cursor[:64], _("a cursor that a page of this list gave"), "cursor")
        ) from error


def _text(part: Any) -> str:
    """The part, if the database can hold it."""
    if not isinstance(part, str) or "\0" in part:
        raise TypeError(part)
    return part
