"""A fact in JSON: what is none is refused in one way, whatever it is."""

from __future__ import annotations

import pytest

from fairway.engines.kernel import BadInput, fact_from_json


@pytest.mark.parametrize(
    "given",
    [
        {"decimal": "1_000x"},
        {"decimal": "NaN"},
        {"decimal": "Infinity"},
        {"decimal": 1},
        {"money": ["x", "USD"]},
        {"money": ["NaN", "USD"]},
        {"money": ["9" * 40 + ".001", "USD"]},
        {"money": [1, "USD"]},
        {"money": ["1", "USD"], "date": "2026-11-22"},
        {"money": "1 USD"},
        {"date": "soon"},
        {"date": 20_261_122},
        {"day": "2026-11-22"},
        [1],
        [[]],
        1.5,
        float("inf"),
    ],
)
def test_what_is_no_fact_is_refused(given):
    with pytest.raises(BadInput):
        fact_from_json(given)
