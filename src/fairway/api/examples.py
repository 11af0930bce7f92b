"""Requests as a client would send them, shown in the description of the main operations."""

from __future__ import annotations

from typing import Any

_ORDER = "0198f2c4-3b1e-7c00-8000-000000000001"
_CANDIDACY = "0198f2c4-3b1e-7c00-8000-000000000002"
_JOURNEY = "0198f2c4-3b1e-7c00-8000-000000000003"
_CLIENT = "0198f2c4-3b1e-7c00-8000-00000000000a"

REQUESTS: dict[str, dict[str, Any]] = {
    "registerPerson": {
        "names": [
            {"parts": ["Amira", "Ben Salah"], "order": "given_first"},
            {"parts": ["أميرة", "بن صالح"], "order": "given_first"},
        ],
        "birth_date": "1998-04",
        "sex": "female",
        "nationality": "TN",
        "phone": "+21620123456",
        "language": "ar",
        "client_id": _CLIENT,
    },
    "correctMyData": {"address": "12 rue de la Liberté, Tunis", "expected_version": 1},
    "giveConsent": {"language": "fr"},
    "nameRepresentative": {
        "name": {"parts": ["Salma", "Trabelsi"]},
        "phone": "+21620123457",
        "relation": "my sister",
        "actions": ["journey.read", "case.read"],
    },
    "issueToken": {
        "label": "payroll",
        "scopes": ["wage", "journey.read"],
        "expires_at": "2027-06-30T00:00:00Z",
    },
    "askRules": {
        "corridor": "PH-AE",
        "question": "contract.register",
        "on": "2026-11-22",
        "facts": {
            "wage_monthly": {"money": ["400.00", "USD"]},
            "worker_age": 24,
            "weekly_rest_days": 1,
        },
    },
    "appeal": {"grounds": "My employer signed the contract on the first of May, not in June."},
    "answerAppeal": {"uphold": True, "reasons": "The paper of 1 May was overlooked."},
    "draftJobOrder": {
        "corridor": "TN-FR",
        "channel": "seasonal",
        "occupation": "5120",
        "title": "Cook in a seaside hotel",
        "places": 2,
        "workplace": "Marseille",
        "start_on": "2027-03-01",
        "end_on": "2027-08-31",
        "weekly_hours": "35",
        "pay": {"amount": "1950.00", "currency": "EUR"},
        "terms": {"annual_leave_days": 30, "meals": True},
    },
    "keepProfile": {
        "nationality": "TN",
        "occupations": ["5120"],
        "experience_months": 48,
        "languages": [{"language": "fr", "level": "B1"}],
        "available_from": "2027-02-01",
    },
    "beginCandidacy": {"corridor": "TN-FR", "channel": "seasonal"},
    "rankWishes": {"orders": [_ORDER], "expected_version": 1},
    "beginRound": {
        "corridor": "TN-FR",
        "channel": "seasonal",
        "starts_from": "2027-03-01",
        "starts_to": "2027-06-30",
    },
    "compareSeasons": {
        "corridor": "MX-US",
        "channel": "us-h2b",
        "starts_from": "2018-10-01",
        "starts_to": "2019-09-30",
        "variants": [
            {"name": "A higher cap", "changes": {"caps.fiscal_year": "+10%"}},
            {"name": "Better pay", "changes": {"wages.all": "+5%"}},
        ],
    },
    "makeOffer": {
        "candidacy_id": _CANDIDACY,
        "job_order_id": _ORDER,
        "client_id": _CLIENT,
    },
    "acceptOffer": {"expected_version": 1},
    "clearDeparture": {"departs_on": "2027-02-26", "expected_version": 6},
    "reportCost": {
        "journey_id": _JOURNEY,
        "fee_kind": "placement",
        "payee_kind": "recruiter",
        "amount": "250.00",
        "currency": "USD",
        "paid_on": "2026-11-20",
        "payee_name": "Golden Bridge Agency",
    },
    "askForHelp": {
        "allegations": ["unpaid_wages"],
        "words": "They have not paid me since September.",
        "way": "call",
        "number": "+971501234567",
        "when": "after 8 in the evening",
        "client_id": _CLIENT,
    },
    "handInWageFile": {
        "name": "wages-2026-10.sif",
        "content": "EDR,00012345678901,123456789,AE070331234567890123456,2026-10-01,"
        "2026-10-31,31,1500.00,0.00,0\n",
        "paid_on": "2026-10-31",
    },
}
