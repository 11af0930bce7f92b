"""The one way to show a table: columns, filters, search, pages by cursor, export.

A listing works on a queryset that is already scoped (``visible_to(actor)``), asks the database
one question a page (two with the count) whatever its length, and serves web pages and API alike.

    ORDERS = Listing(
        columns=(
            Column("title", gettext_lazy("Occupation"), "occupation", Kind.OCCUPATION),
            Column("places", gettext_lazy("Places"), "places", Kind.NUMBER),
            Column("since", gettext_lazy("Since"), "created_at", Kind.MOMENT, sort="created_at"),
        ),
        filters=(choice("state", gettext_lazy("State"), JOB_ORDER.choices),),
        search=("employer__name",),
        order="-since",
        related=("employer",),
    )
    page = ORDERS.page(JobOrder.objects.visible_to(actor), request.GET)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from operator import attrgetter, or_
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from fairway.core import cursors
from fairway.engines.kernel import BadInput, Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.utils.functional import _StrOrPromise

    from fairway.engines.lifecycles import Lifecycle

PAGE_SIZE = 25
MOST = 200
# Counting stops here: beyond it a reader filters, and the database is spared.
COUNT_LIMIT = 1_000

AFTER, BEFORE, SORT, SEARCH, SIZE = "after", "before", "sort", "q", "size"


class Kind(StrEnum):
    """How a cell is written and aligned."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MOMENT = "moment"
    DEADLINE = "deadline"
    STATE = "state"
    COUNTRY = "country"
    OCCUPATION = "occupation"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``value`` is a path such as ``employer.name`` or a function of the row.

    ``sort`` names the model field by which readers may order; ``link`` makes the cell a link;
    ``lifecycle`` is needed for the kind STATE.
    """

    key: str
    header: _StrOrPromise
    value: str | Callable[[Any], Any]
    kind: Kind = Kind.TEXT
    sort: str = ""
    link: Callable[[Any], str] | None = None
    lifecycle: Lifecycle | None = None

    def of(self, row: Any) -> Any:
        """The value of this column in a row."""
        return attrgetter(self.value)(row) if isinstance(self.value, str) else self.value(row)


@dataclass(frozen=True, slots=True)
class Filter:
    """One question by which a reader narrows the list; its answers are a closed list."""

    name: str
    label: _StrOrPromise
    choices: tuple[tuple[str, _StrOrPromise], ...]
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]]


def choice(
    name: str,
    label: _StrOrPromise,
    choices: Iterable[tuple[str, _StrOrPromise]],
    lookup: str = "",
) -> Filter:
    """Filter by the value of a field."""
    path = lookup or name
    return Filter(name, label, tuple(choices), lambda rows, value: rows.filter(**{path: value}))


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a listing, with everything that its table, its form and its links need."""

    listing: Listing
    rows: tuple[Any, ...]
    params: Mapping[str, str]
    next: str | None
    previous: str | None
    count: int | None = None

    @property
    def cells(self) -> list[list[tuple[Column, Any]]]:
        """The table: a list of rows, each a list of column and value."""
        return [[(column, column.of(row)) for column in self.listing.columns] for row in self.rows]

    @property
    def narrowed(self) -> bool:
        """Whether the reader filtered or searched."""
        return any(self.params.get(name) for name in self.listing.questions)


@dataclass(frozen=True, slots=True)
class Listing:
    """A table as it is declared. ``order`` is the key of a sortable column, ``-`` for downwards.

    ``exports`` says that the page also answers ``?format=csv`` (see ``core.exports``).
    """

    columns: tuple[Column, ...]
    order: str
    filters: tuple[Filter, ...] = ()
    search: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    counted: bool = True
    exports: bool = False
    orders: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        orders = {column.key: column.sort for column in self.columns if column.sort}
        object.__setattr__(self, "orders", orders)
        if self.order.removeprefix("-") not in orders:
            raise ValueError(f"{self.order!r} is not the key of a column that sorts")

    @property
    def questions(self) -> tuple[str, ...]:
        """The names of the parameters that narrow the list."""
        return (*(f.name for f in self.filters), *((SEARCH,) if self.search else ()))

    def narrow(self, rows: QuerySet[Any], params: Mapping[str, str]) -> QuerySet[Any]:
        """Apply filters and search. Raises `BadInput` for an answer that is not on the list."""
        faults = []
        for one in self.filters:
            value = params.get(one.name, "")
            if not value:
                continue
            if value not in {known for known, _title in one.choices}:
                accepted = ", ".join(known for known, _title in one.choices)
                faults.append(Fault(one.name, value[:64], accepted, "not_a_choice"))
                continue
            rows = one.apply(rows, value)
        if faults:
            raise BadInput(*faults)
        words = params.get(SEARCH, "").replace("\0", " ").split() if self.search else []
        for word in words[:8]:
            rows = rows.filter(reduce(or_, (Q(**{f"{p}__icontains": word}) for p in self.search)))
        return rows

    def ordered(self, rows: QuerySet[Any], params: Mapping[str, str]) -> cursors.Order:
        """The order that the reader chose, checked."""
        chosen = params.get(SORT) or self.order
        key = chosen.removeprefix("-")
        if key not in self.orders:
            raise BadInput(Fault(SORT, chosen[:64], ", ".join(self.orders), "not_a_choice"))
        found, nullable = _field(rows.model, self.orders[key])
        return cursors.Order(self.orders[key], chosen.startswith("-"), found, nullable)

    def page(self, rows: QuerySet[Any], params: Mapping[str, str]) -> Page:
        """Read one page. Raises `BadInput` for parameters that are not accepted."""
        narrowed = self.narrow(rows, params)
        order = self.ordered(narrowed, params)
        size = _size(params.get(SIZE, ""))
        backwards = bool(params.get(BEFORE))
        cursor = params.get(BEFORE) or params.get(AFTER) or ""
        found = cursors.read(
            narrowed.select_related(*self.related) if self.related else narrowed,
            order,
            cursor=cursor,
            backwards=backwards,
            size=size,
        )
        return Page(
            listing=self,
            rows=found.rows,
            params={name: value for name, value in params.items() if value},
            next=found.next,
            previous=found.previous,
            count=narrowed.order_by()[: COUNT_LIMIT + 1].count() if self.counted else None,
        )


def _field(model: type[Model], path: str) -> tuple[Any, bool]:
    """The field at the end of a path such as ``employer__name``; whether it may be missing."""
    *steps, last = path.split("__")
    nullable = False
    for step in steps:
        relation = model._meta.get_field(step)  # noqa: SLF001  Django's public API
        if relation.related_model is None:
            raise FieldDoesNotExist(path)
        nullable, model = nullable or relation.null, relation.related_model
    found = model._meta.get_field(last)  # noqa: SLF001  as above
    return found, nullable or found.null


def _size(text: str) -> int:
    if not text:
        return PAGE_SIZE
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:6]) <= MOST:
        accepted = _("a whole number from 1 to %(most)s") % {"most": MOST}
        raise BadInput(Fault(SIZE, text[:16], accepted, "page_size"))
    return int(text)
