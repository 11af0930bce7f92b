"""One good document for each engine, as a script would send it."""

from __future__ import annotations

from tests.engines.wages.wage_file_writing import Sheet

SEED = "0f" * 32
ROUND = {
    "seed": SEED,
    "groups": ["returning"],
    "workers": [
        {"id": "a", "wishes": ["farm", "mill"]},
        {"id": "b", "wishes": ["farm"]},
        {"id": "c", "wishes": ["farm"], "groups": ["returning"]},
    ],
    "orders": [
        {"id": "farm", "places": 2, "points": {"a": 9, "b": 8, "c": 1}, "kept": {"returning": 1}},
        {"id": "mill", "places": 1, "points": {"a": 0}},
    ],
    "caps": [{"id": "year", "limit": 2, "orders": ["farm", "mill"]}],
}
RATES = {
    "attribute": "sex",
    "groups": [
        {"group": "m", "workers": 100, "eligible": 100, "placed": 60},
        {"group": "w", "workers": 100, "eligible": 80, "placed": 30},
    ],
}
FIT = {
    "workers": [
        {"id": "a", "occupations": ["5131"], "experience_months": 12, "languages": {"fr": "B1"}},
        {"id": "b", "occupations": ["5131"], "experience_months": 30, "languages": {"fr": "A1"}},
        {"id": "c", "occupations": ["9411", "5131"], "experience_months": 6, "least_pay": 190_000,
         "languages": {"fr": "C1"}},
    ],
    "orders": [
        {"id": "inn", "occupation": "5131", "experience_months": 6, "start": "2027-03-01",
         "end": "2027-08-31", "monthly_pay": 200_000, "region": "Marseille",
         "languages": {"fr": "A2"}},
    ],
    "eligibility": {"asked": ["occupation", "experience", "languages", "dates", "pay"]},
    "priority": {"language_points": 2, "language_most": 6},
}  # fmt: skip
RULES = {
    "packs": [{"id": "ph-ae-domestic"}],
    "question": "contract.register",
    "on": "2026-11-22",
    "facts": {"weekly_rest_days": 1},
    "people": [
        {"id": "a", "facts": {"wage_monthly": "400.00 USD", "worker_age": 24}},
        {"id": "b", "facts": {"wage_monthly": "400.00 USD", "worker_age": 19}},
    ],
}
PERSON = "00000000000001"
SIF = Sheet().pay(PERSON, "1500.00").text().decode()
WAGES = {
    "month": "2026-10",
    "on": "2026-11-22",
    "rule": {"due_day": 1, "grace_days": 15, "proration": "calendar", "worker_share": "0.8"},
    "contracts": [
        {
            "worker": "w1",
            "employee_id": PERSON,
            "wage": {"amount": "2000.00", "currency": "AED"},
            "works_from": "2026-01-01",
        }
    ],
    "files": [{"content": SIF, "paid_on": "2026-10-31"}],
}
COSTS = {
    "currency": "USD",
    "paid": [
        {"reference": "a", "kind": "medical", "paid_to": "clinic", "amount": "50.00",
         "on": "2026-01-01", "refunded": "10"},
        {"reference": "b", "kind": "illegitimate", "paid_to": "broker", "amount": "70.50",
         "on": "2026-01-02"},
    ],
    "limits": [{"provision": "p", "kinds": ["medical"], "at_most": "25"}],
}  # fmt: skip
CODES = {
    "soc": [{"code": "45-2092"}, {"code": "", "title": "nobody knows"}],
    "isco": ["9211", "9"],
    "pairs": [{"one": "9211", "other": "9212"}],
}
PEOPLE = {
    "records": [
        {
            "id": "office/17",
            "names": [{"parts": ["Mohamed", "Ben Salah"]}],
            "birth": "1990-05-17",
            "places": ["Sfax"],
            "phones": ["+21620123456"],
        },
        {
            "id": "port/3",
            "names": [{"parts": ["Muhammad", "Bensalah"]}, {"parts": ["محمد", "بن صالح"]}],
            "birth": "1990",
            "places": ["Safaqis"],
            "phones": ["+21620123456"],
        },
        {"id": "port/4", "names": [{"parts": ["Amira"], "order": "single"}], "birth": "1998"},
    ],
    "least": 0.5,
}
DOCUMENTS = {
    "matching": ROUND,
    "audit": RATES,
    "retrieval": FIT,
    "rules": RULES,
    "identity": PEOPLE,
    "wages": WAGES,
    "costs": COSTS,
    "occupations": CODES,
}
