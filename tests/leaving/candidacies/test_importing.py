"""A register comes in by file: each person once, each entry decided on like anybody's."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from fairway.commons.decisions.models import DecisionRecord
from fairway.commons.decisions.queries import content, replay
from fairway.commons.duplicates import finding
from fairway.commons.duplicates.models import LikelyPair
from fairway.core import transitions
from fairway.core.imports.actions import run_import
from fairway.core.journal.verify import verify
from fairway.core.keys import keyring
from fairway.core.people.models import Person
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import Role
from fairway.engines.lifecycles import replay as replay_states
from fairway.engines.registers import (
    COLUMN_NAMES,
    ColumnMapping,
    as_text,
    generate,
    profile,
)
from fairway.leaving.candidacies import queries
from fairway.leaving.candidacies.models import Candidacy, WorkerProfile

pytestmark = pytest.mark.django_db

NEVER_BEFORE = {"years_in_status": "0", "days_outside": "0"}


def rows(size: int = 3) -> list[dict[str, str]]:
    drawn = generate(size, 7, profile("us-seasonal"), date(2027, 10, 1))
    return [dict(zip(COLUMN_NAMES, as_text(worker), strict=True)) for worker in drawn]


@pytest.fixture
def officer(publish, make_authority, make_actor):
    publish("us-h2b")
    return make_actor(Role.OFFICER_ORIGIN, "TN")


@pytest.fixture
def bring(officer, make_authority, tmp_path: Path):
    """Import rows: `bring(rows(), attested={...})`."""

    def make(
        given: list[dict[str, str]], *, attested=NEVER_BEFORE, name="register.csv", mapping=None
    ):
        text = io.StringIO()
        writer = csv.DictWriter(text, list(given[0]))
        writer.writeheader()
        writer.writerows(given)
        path = tmp_path / name
        path.write_text(text.getvalue(), encoding="utf-8")
        return run_import(
            "workers",
            path,
            actor=officer,
            authority=make_authority("TN"),
            options={
                "corridor": "TN-US",
                "channel": "h2b",
                "attested": attested,
                "mapping": mapping,
            },
        )

    return make


def test_a_row_that_is_likely_somebody_in_another_script_waits_for_a_person(bring) -> None:
    """The same man in two rows: in Latin letters, and in Arabic ones with other numbers."""
    first, second, stranger = rows(3)
    born = {"birth_date": "1988-09-17", "sex": "m"}
    first |= {"given_names": "Mohamed", "family_name": "Trabelsi", **born}
    second |= {"given_names": "محمد", "family_name": "الطرابلسي", **born}
    assert bring([first, second, stranger]).run.created["person"] == 3
    assert not LikelyPair.objects.exists()
    finding.look_through(10)
    pair = LikelyPair.objects.select_related("first", "second").get()
    refs = WorkerProfile.objects.filter(person__in=(pair.first, pair.second))
    assert set(refs.values_list("register_ref", flat=True)) == {
        first["worker_ref"],
        second["worker_ref"],
    }
    assert pair.state == "found"


def test_each_row_becomes_a_person_a_profile_and_an_open_candidacy(bring) -> None:
    imported = bring(rows(3))
    assert imported.run.created == {
        "person": 3,
        "workerprofile": 3,
        "candidacy": 3,
        "candidacy allowed": 3,
    }
    candidacy = Candidacy.objects.select_related("profile").order_by("id").first()
    assert candidacy is not None
    steps = [(entry.kind, entry.role) for entry in transitions.history(candidacy)]
    assert (candidacy.state, replay_states(Candidacy.lifecycle, steps)) == ("open", "open")
    assert candidacy.due_event == "lapse"
    assert candidacy.profile.register_ref == "us-seasonal-7-0000001"
    assert queries.stated(candidacy) == {"years_in_status": 0, "days_outside": 0}


def test_what_was_written_at_once_is_as_whole_as_what_is_written_one_by_one(bring) -> None:
    bring(rows(60))
    assert verify().whole


def test_every_decision_is_sealed_for_its_person_and_replays(bring) -> None:
    bring(rows(2))
    records = list(DecisionRecord.objects.order_by("id"))
    assert len(records) == 2
    assert {content(record).facts["years_in_status"] for record in records} == {0}
    assert [replay(record) for record in records] == [(), ()]


def test_names_families_and_homes_are_sealed(bring) -> None:
    (row,) = rows(1)
    bring([row])
    person, kept = Person.objects.get(), WorkerProfile.objects.get()
    assert row["family_name"].encode() not in bytes(person.sealed)
    beside = keyring.unseal(person.id, kept.sealed)
    assert beside["home_region"] == row["home_region"]
    assert beside["family_status"] == row["family_status"]


def test_who_cannot_be_decided_on_waits_as_a_draft(bring) -> None:
    imported = bring(rows(2), attested={})
    assert imported.run.created["candidacy incomplete"] == 2
    assert set(Candidacy.objects.values_list("state", flat=True)) == {"draft"}


def test_a_second_import_of_the_same_file_changes_nothing(bring) -> None:
    bring(rows(3))
    assert bring(rows(3)).already
    assert (Person.objects.count(), Candidacy.objects.count()) == (3, 3)


def test_a_longer_register_brings_only_who_is_new(bring) -> None:
    bring(rows(3))
    imported = bring(rows(5), name="later.csv")
    assert imported.run.created["person"] == 2
    assert (Person.objects.count(), Candidacy.objects.count()) == (5, 5)


def test_a_profile_that_its_owner_keeps_is_not_overwritten_by_the_register(bring) -> None:
    given = rows(1)
    bring(given)
    WorkerProfile.objects.update(occupation="5120")
    bring([{**given[0], "experience_months": "7"}], name="later.csv")
    assert WorkerProfile.objects.get().occupation == "5120"


def test_one_identity_number_under_two_references_refuses_the_whole_file_by_row(bring) -> None:
    given = rows(3)
    bring(given[:1])
    given[2]["id_number"] = given[0]["id_number"]
    with pytest.raises(BadInput) as caught:
        bring(given[1:], name="later.csv")
    assert {(fault.row, fault.field) for fault in caught.value.faults} == {(3, "identities")}
    assert given[0]["id_number"] not in str(caught.value)
    assert Person.objects.count() == 1


def test_anybodys_columns_are_read_by_a_mapping(bring) -> None:
    given = [
        {
            "NUMERO": "a-1",
            "NOM": "Ben Salah",
            "NE LE": "17/05/1999",
            "PAYS": "TN",
            "METIER": "5120",
            "MOIS": "14",
        }
    ]
    mapping = ColumnMapping(
        {
            "worker_ref": "NUMERO",
            "family_name": "NOM",
            "birth_date": "NE LE",
            "nationality": "PAYS",
            "occupation": "METIER",
            "experience_months": "MOIS",
        },
        "dmy",
    )
    bring(given, mapping=mapping)
    kept = WorkerProfile.objects.get()
    assert (kept.register_ref, kept.occupation, kept.experience_months) == ("a-1", "5120", 14)


def test_a_channel_that_no_pack_declares_is_refused(officer, make_authority, tmp_path) -> None:
    path = tmp_path / "r.csv"
    path.write_text(",".join(COLUMN_NAMES) + "\n", encoding="utf-8")
    with pytest.raises(BadInput, match="h2b"):
        run_import(
            "workers",
            path,
            actor=officer,
            authority=make_authority("TN"),
            options={"corridor": "TN-US", "channel": "holidays"},
        )


def test_a_birth_date_in_the_future_refuses_the_file_with_its_row(bring) -> None:
    given = rows(2)
    given[1]["birth_date"] = "2031-01-01"
    with pytest.raises(BadInput) as caught:
        bring(given)
    assert [(fault.row, fault.field) for fault in caught.value.faults] == [(3, "birth_date")]
    assert not Person.objects.exists()
