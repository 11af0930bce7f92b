"""Published examples of stable matching, each sent to the engine as a document.

As gathered with their sources: github daffidwilde/matching (tests/hospital_resident/
test_examples.py at 497602e of 2023-10-04, and README, MIT), and Y. Kamada and F. Kojima, regional
caps (working paper of 2010, Examples 1 and 6; https://studylib.net/doc/8303676/).
"""

from __future__ import annotations

import pytest

from fairway.engines.documents import run
from tests.engines.documents.samples import SEED

DOCTORS = [f"d{n}" for n in range(1, 11)]
PUBLISHED = {
    "README of matching": (
        {"A": "C", "S": "CM", "D": "CMG", "J": "CGM", "L": "MCG"},
        {"M": "DLSJ", "C": "DASLJ", "G": "DJL"},
        2,
        {"M": ["S", "L"], "C": ["A", "D"], "G": ["J"]},
    ),
    "a resident loses all": (
        {"A": "X", "B": "XY"},
        {"X": "BA", "Y": "B"},
        1,
        {"X": ["B"], "Y": []},
    ),
    "stable marriage of three": (
        {"A": "DEF", "B": "DFE", "C": "FDE"},
        {"D": "BCA", "E": "ACB", "F": "CBA"},
        1,
        {"E": ["A"], "D": ["B"], "F": ["C"]},
    ),
}


def market(wishes, rankings, places, **more):
    """A round in which an order's points are the places of its own ranking, best first."""
    return {
        "seed": SEED,
        "workers": [{"id": worker, "wishes": list(wished)} for worker, wished in wishes.items()],
        "orders": [
            {"id": order, "places": places, "points": {w: -i for i, w in enumerate(ranking)}}
            for order, ranking in rankings.items()
        ],
        **more,
    }


def placed(found):
    by_order = {order["order"]: [] for order in found["orders"]}
    for one in found["placements"]:
        if one["order"]:
            by_order[one["order"]].append(one["worker"])
    return by_order


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_published_matching_is_found(name):
    wishes, rankings, places, expected = PUBLISHED[name]
    found = run("matching", market(wishes, rankings, places))
    assert placed(found) == expected
    assert found["passed_over"] == 0


def regional(places, **more):
    """Ten doctors, two hospitals; d1 to d3 list h1 alone, the others h2 alone."""
    wishes = {doctor: ["h1"] if n < 3 else ["h2"] for n, doctor in enumerate(DOCTORS)}
    rankings = {"h1": DOCTORS[:3], "h2": DOCTORS[3:]}
    return market(wishes, rankings, places, **more)


def test_plain_caps_leave_two_unplaced_where_flexible_deferred_acceptance_places_all():
    # Japan's rule: the region's ten are cut to five for each hospital, before anybody asks.
    plain = run("matching", regional(5))
    assert placed(plain) == {"h1": DOCTORS[:3], "h2": DOCTORS[3:8]}
    assert [one["worker"] for one in plain["placements"] if one["order"] is None] == ["d9", "d10"]
    # The region's cap inside the algorithm, with five as targets that give back what is not used.
    document = regional(10, caps=[{"id": "region", "limit": 10, "orders": ["h1", "h2"]}])
    document["orders"] = [order | {"target": 5} for order in document["orders"]]
    flexible = run("matching", document)
    assert placed(flexible) == {"h1": DOCTORS[:3], "h2": DOCTORS[3:]}
    assert [order["filled"] for order in flexible["orders"]] == [3, 7]
    assert flexible["passed_over"] == 0
