"""What is not known spreads, except where the known part already decides (Kleene's logic)."""

from __future__ import annotations

import pytest

from fairway.engines.provisions.cel import parse
from fairway.engines.provisions.evaluate import Scope, evaluate

SCOPE = Scope(
    facts={"yes": True, "no": False, "n": 7, "zero": 0, "state": "CA", "list": ("a", "b")},
    parameters={"floor": 5, "rates": {"CA": 1257}},
    on=20_000,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("facts.no && facts.gap", False),
        ("facts.gap && facts.no", False),
        ("facts.yes && facts.gap", None),
        ("facts.gap && facts.gap", None),
        ("facts.yes || facts.gap", True),
        ("facts.gap || facts.yes", True),
        ("facts.no || facts.gap", None),
        ("!facts.gap", None),
        ("facts.gap == 1", None),
        ("facts.n > params.gap", None),
        ("facts.n > params.floor", True),
        ("facts.n + facts.gap > 0", None),
        ("-facts.gap < 0", None),
        ("facts.gap in ['a']", None),
        ("'a' in facts.list", True),
        ("'c' in facts.gap", None),
        ("size(facts.gap) > 0", None),
        ("facts.gap.startsWith('a')", None),
        ("facts.gap ? 1 : 1", 1),
        ("facts.gap ? 1 : 2", None),
        ("facts.yes ? 1 : facts.gap", 1),
        ("facts.no ? facts.gap : 2", 2),
        ("has(facts.gap)", False),
        ("has(facts.zero)", True),
        ("facts.n / facts.zero", None),
        ("facts.n % facts.zero", None),
        ("-7 / 2", -3),
        ("-7 % 2", -1),
        ("params.rates[facts.state] == 1257", True),
        ("params.rates['NV'] == 1257", None),
        ("params.rates[facts.gap] == 1257", None),
        ("params.gap['CA'] == 1257", None),
        ("on", 20_000),
    ],
)
def test_what_is_not_known_spreads_unless_the_rest_decides(text, value):
    assert evaluate(parse(text), SCOPE) == value
