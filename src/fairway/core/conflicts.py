"""What the database refuses, said to the one who came second."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, models

from fairway.engines.kernel import BadInput, Fault


class Conflict(BadInput):
    """Somebody else was there first; nothing was changed by this attempt."""


def second(model: type[models.Model], constraint: str, field: str) -> Conflict:
    """The words in which a model's constraint refuses the second comer."""
    for known in model._meta.constraints:  # noqa: SLF001  Django's documented Meta
        if known.name == constraint and known.violation_error_message:
            return Conflict(Fault(field, "", str(known.violation_error_message), constraint))
    raise LookupError(f"{model.__name__} has no constraint {constraint} with words")


@contextmanager
def told(model: type[models.Model], field: str) -> Iterator[None]:
    """Turn the refusal of a model's constraint into its own words. Stands outside the transaction.

    A refusal that is not of this model stays an error.
    """
    try:
        yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
        words = {c.name for c in model._meta.constraints if c.violation_error_message}  # noqa: SLF001  as above
        if name not in words:
            raise  # with its cause: another `told` outside may know the constraint
        raise second(model, name, field) from error
