"""The tripwires of the tests trip."""

from __future__ import annotations

import pytest

from fairway.core import clock
from fairway.core.accounts.models import Authority
from fairway.leaving.candidacies.models import WorkerProfile


def test_rows_that_nobody_ordered_come_in_any_sequence(make_authority) -> None:
    for country in ("PH", "AE", "TN", "FR"):
        make_authority(country)
    reads = {tuple(Authority.objects.order_by().values_list("id", flat=True)) for _ in range(12)}
    assert len(reads) > 1
    ordered = Authority.objects.order_by("id")
    assert list(ordered) == sorted(ordered, key=lambda one: one.id)


def test_a_moment_given_for_a_day_fails_instead_of_being_cut() -> None:
    field = WorkerProfile._meta.get_field("available_from")
    with pytest.raises(TypeError, match="available_from is a day"):
        field.to_python(clock.now())
    assert field.to_python(clock.today("UTC")) == clock.today("UTC")
