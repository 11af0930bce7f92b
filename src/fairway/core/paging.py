"""Pages of the API: the same cursors as the screens, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Query, Schema
from pydantic import Field

from fairway.core import cursors

Out = TypeVar("Out", bound=Schema)


class CursorIn(Schema):
    """Where a page begins, and how many rows it has."""

    after: Annotated[str, Field(max_length=1_000, description="`next` of the page before.")] = ""
    size: Annotated[int, Field(ge=1, le=200)] = 50


Cursor = Annotated[CursorIn, Query()]


class PageOut(Schema, Generic[Out]):
    """One page, and the cursor of the next: null at the end."""

    items: list[Out]
    next: str | None


def paged(rows: QuerySet[Any], cursor: CursorIn, of: Callable[[Any], Out]) -> PageOut[Out]:
    """Read one page of a scoped queryset by id, which is the order of time."""
    pk = rows.model._meta.pk  # noqa: SLF001  Django's public API
    order = cursors.Order("id", True, pk, False)
    found = cursors.read(rows, order, cursor=cursor.after, backwards=False, size=cursor.size)
    # Built as it is: validated against the bare `Schema` the rows would lose their fields.
    return PageOut.model_construct(items=[of(row) for row in found.rows], next=found.next)
