"""A month without any wage file: unpaid where a file is owed, and not known where none is."""

from __future__ import annotations

from datetime import date

import pytest

from fairway.abroad.wages import actions, duties, queries
from fairway.abroad.wages.kinds import Answer, Gravity
from fairway.abroad.wages.models import PayAnswer, WageCheck, WageFinding
from fairway.abroad.wages.rules import Regime, rule_of
from fairway.abroad.wages.statements import statements
from fairway.commons.agreements import actions as agreements
from fairway.core import clock
from fairway.core.homes import Urgency, waiting_for
from fairway.core.messages.queries import inbox
from fairway.engines.lifecycles import Role
from fairway.engines.provisions import builtin_pack
from fairway.engines.wages import FileDuty, WageMonth
from fairway.paths import packs_dir
from tests.abroad.wages.conftest import NUMBER, at, payroll

pytestmark = pytest.mark.django_db
MARCH = date(2027, 3, 1)
IN_TIME = at(2027, 4, 5)
LATER = at(2027, 4, 20)


@pytest.fixture
def named(world, journey, peg):
    """Her number in the files is known."""
    return actions.name_worker(journey.id, number=NUMBER, actor=world.employer)


@pytest.fixture
def protected(world):
    """The wage protection of the Emirates is in force."""
    first, second = (world.make_actor(Role.OFFICER_DESTINATION, "AE") for _ in range(2))
    text = (packs_dir() / "ae-wage-protection/2026.1/pack.yaml").read_text(encoding="utf-8")
    version = agreements.propose(text, actor=first)
    agreements.publish(agreements.approve(version, actor=second), actor=second)


@pytest.fixture
def february(world, named):
    """February was paid in full, by a file."""
    with clock.at(at(2027, 3, 4)):
        actions.take_file(
            payroll(), name="wages.sif", paid_on=date(2027, 3, 3), actor=world.employer
        )


def found(world) -> list[tuple[str, str]]:
    rows = queries.findings_visible_to(world.employer).filter(wage_check__month=MARCH)
    return [(row.kind, Gravity(row.gravity).name) for row in rows]


def march(worker):
    return queries.months_visible_to(worker).get(month=MARCH)


def said(month) -> str:
    (statement,) = statements([month], [], [])
    return f"{statement.sentence} {statement.question}".replace("\xa0", "")


def test_where_a_file_is_owed_the_clock_finds_the_month_without_one(
    world, worker, protected, february
) -> None:
    with clock.at(IN_TIME):
        duties.check_due_months()
        assert found(world) == []
    with clock.at(LATER):
        assert duties.check_due_months() == 1
        assert found(world) == [("missing worker", "BREACH")]
        assert duties.check_due_months() == 0
        titles = [item.title for item in waiting_for(world.attache, clock.now())]
        assert said(march(worker)).startswith("No wage file came for this month: nothing shows")
        assert inbox(worker).filter(template="pay_alert").count() == 1
    assert "Not paid" in titles


def test_after_months_of_silence_every_month_is_found(world, protected, february) -> None:
    with clock.at(at(2027, 6, 20)):
        duties.check_due_months()
        months = WageFinding.objects.filter(wage_check__current=True, kind="missing worker")
        known = sorted(months.values_list("wage_check__month", flat=True))
    assert known == [date(2027, 3, 1), date(2027, 4, 1), date(2027, 5, 1)]


def test_a_late_file_makes_a_new_check_and_the_newest_counts(world, protected, february) -> None:
    with clock.at(LATER):
        duties.check_due_months()
        actions.take_file(
            payroll(month="2027-03"),
            name="late.sif",
            paid_on=date(2027, 4, 15),
            actor=world.employer,
        )
        assert found(world) == [("late", "BREACH")]
    checks = WageCheck.objects.filter(month=MARCH).order_by("number")
    assert [check.current for check in checks] == [False, True]
    # What was found before stays readable in the earlier check.
    assert WageFinding.objects.filter(wage_check=checks[0], kind="missing worker").count() == 1


def test_where_no_pack_has_files_handed_in_no_month_is_called_unpaid(
    world, worker, february
) -> None:
    # The standard contract says by when a wage is paid, and nothing of wage files.
    with clock.at(LATER):
        duties.check_due_months()
        assert found(world) == []
        assert not inbox(worker).filter(template="pay_alert").exists()
        titles = [item.title for item in waiting_for(world.attache, clock.now())]
        assert "Not paid" not in titles
        assert said(march(worker)) == (
            "No wage file is handed in for this work, so nothing here shows what arrived. "
            "By your contract US$500.00 were due. "
            "Were you paid? Your employer does not see what you answer."
        )


def test_a_household_that_never_joined_the_system_owes_no_file(
    world, worker, journey, protected
) -> None:
    with clock.at(LATER):
        duties.check_due_months()
        assert found(world) == []
        assert "No wage file is handed in for this work" in said(march(worker))


def test_she_is_asked_at_home_without_an_alarm_and_her_no_opens_help(
    world, worker, journey
) -> None:
    with clock.at(LATER):
        duties.check_due_months()
        (asked,) = [i for i in waiting_for(worker, clock.now()) if i.title == "Were you paid?"]
        assert ": No wage file is handed in" in asked.detail
        assert asked.urgency == Urgency.ORDINARY
        actions.answer(march(worker), Answer.NO, actor=worker)
    assert PayAnswer.objects.get().answer == Answer.NO


def test_what_arrived_is_taken_away_as_not_known_where_no_file_says_it(
    world, worker, journey
) -> None:
    from fairway.abroad.wages.wiring import export

    with clock.at(LATER):
        duties.check_due_months()
    months = export(journey.person)
    assert [(m["month"], m["paid"]) for m in months] == [("2027-02", None), ("2027-03", None)]


@pytest.mark.parametrize(
    ("pack", "regime", "files"),
    [
        ("ae-wage-protection", Regime.ESTABLISHMENT, FileDuty.EVERYBODY),
        ("ae-wage-protection", Regime.HOUSEHOLD, FileDuty.WHO_JOINED),
        ("fr-tn-2008", Regime.ESTABLISHMENT, FileDuty.NOBODY),
        ("us-h2b", Regime.ESTABLISHMENT, FileDuty.NOBODY),
        ("ph-ae-domestic", Regime.HOUSEHOLD, FileDuty.NOBODY),
    ],
)
def test_who_owes_wage_files_is_what_the_packs_in_force_say(pack, regime, files) -> None:
    rule = rule_of((builtin_pack(pack),), regime, WageMonth(2026, 10))
    assert rule.rule.files is files
    assert ("files" in rule.unknown) is (files is FileDuty.NOBODY)
