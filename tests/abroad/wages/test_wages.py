"""Each month against the contract: in full, short, late, missing; told to her, to no stranger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fairway.abroad.wages import actions, duties, queries
from fairway.abroad.wages.kinds import Answer, Gravity
from fairway.abroad.wages.models import (
    DeclaredDeduction,
    PayAnswer,
    PayMonth,
    WageCheck,
    WageFile,
    WageLine,
)
from fairway.abroad.wages.rules import Regime, rule_of
from fairway.commons.cases import queries as cases
from fairway.core import clock
from fairway.core.access.gate import Denied
from fairway.core.accounts.models import Organisation
from fairway.core.imports.models import ImportRun
from fairway.core.journal.models import JournalEntry
from fairway.core.messages.queries import inbox, text_of
from fairway.engines.kernel import BadInput, Money
from fairway.engines.lifecycles import Role
from fairway.engines.provisions import builtin_pack
from fairway.engines.wages import WageMonth
from fairway.leaving.contracts.terms import DeductionKind
from tests.abroad.wages.conftest import FEBRUARY, NUMBER, at, payroll, works

pytestmark = pytest.mark.django_db
PAID_ON = date(2027, 3, 3)
IN_MARCH = at(2027, 3, 4)
LATER = at(2027, 3, 20)


def hand_in(world, content: bytes | None = None, paid_on: date = PAID_ON):
    return actions.take_file(
        content or payroll(), name="wages.sif", paid_on=paid_on, actor=world.employer
    )


def found(world) -> list[tuple[str, str]]:
    rows = queries.findings_visible_to(world.employer)
    return [(row.kind, Gravity(row.gravity).name) for row in rows]


@pytest.fixture
def named(world, journey, peg):
    """Her number in the files is known."""
    return actions.name_worker(journey.id, number=NUMBER, actor=world.employer)


def test_a_month_that_was_paid_in_full_has_nothing_found(world, worker, named) -> None:
    with clock.at(IN_MARCH):
        taken = hand_in(world)
        assert found(world) == []
        (month,) = queries.months_visible_to(worker)
    assert (month.due, month.paid, month.currency) == (
        Decimal("1836.2500"),
        Decimal("1836.2500"),
        "AED",
    )
    assert month.converted["rate"] == "3.6725"
    assert month.converted["source"] == "Central Bank of the United Arab Emirates"
    assert taken.file.lines_count == 1


def test_a_wage_that_is_short_is_told_to_her_to_the_cent(world, worker, journey, named) -> None:
    with clock.at(LATER):
        hand_in(world, payroll("1400.00"))
        assert found(world) == [("short", "OWED")]
        finding = queries.findings_visible_to(worker).get()
        assert finding.amounts["short"] == ["436.25", "AED"]
        words = text_of(inbox(worker).get(template="pay_alert"), "en").body
    assert "AED1,400.00 of AED1,836.25 arrived" in words.replace("\xa0", "")


def test_a_wage_paid_after_the_last_day_is_late(world, worker, named) -> None:
    # The law of the Emirates gives a household ten days (Federal Decree-Law 9 of 2022, Art. 15).
    with clock.at(LATER):
        hand_in(world, paid_on=date(2027, 3, 15))
        assert found(world) == [("late", "BREACH")]
        check = WageCheck.objects.get(current=True)
    assert check.last_day == date(2027, 3, 11)
    (used,) = check.rule["used"]
    assert (used["name"], used["value"]) == ("ae_dw_wage_deadline", "10")
    assert used["article"] == "FDL 9/2022 Art. 15"
    assert "due_day" in check.rule["unknown"]


def test_she_is_not_told_twice_of_the_same_thing(world, worker, named) -> None:
    with clock.at(LATER):
        hand_in(world, payroll("1400.00"))
        actions.declare_deduction(
            named.journey_id,
            month=WageMonth(2027, 2),
            kind=DeductionKind.HOUSING,
            money=Money.of("10", "AED"),
            actor=world.employer,
        )
        alerts = inbox(worker).filter(template="pay_alert").count()
    # Once for the gap, once for the deduction that the contract does not allow.
    assert alerts == 2
    with clock.at(LATER):
        actions.declare_deduction(
            named.journey_id,
            month=WageMonth(2027, 2),
            kind=DeductionKind.HOUSING,
            money=Money.of("11", "AED"),
            actor=world.employer,
        )
        assert inbox(worker).filter(template="pay_alert").count() == 2


def test_a_payment_to_nobody_known_is_a_notice_with_a_masked_number(world, journey, peg) -> None:
    with clock.at(LATER):
        hand_in(world)
        kinds = found(world)
        unknown = queries.findings_visible_to(world.employer).get(kind="unknown person")
    assert ("missing worker", "BREACH") in kinds
    assert unknown.facts["employee_id"] == "************63"
    assert NUMBER not in str(unknown.facts)


def test_naming_the_worker_checks_the_months_again(world, journey, peg) -> None:
    with clock.at(LATER):
        hand_in(world)
        actions.name_worker(journey.id, number=NUMBER, actor=world.employer)
        assert found(world) == []


def test_numbers_of_people_and_accounts_are_nowhere_in_the_clear(world, named) -> None:
    with clock.at(IN_MARCH):
        hand_in(world)
    line = WageLine.objects.get()
    assert line.shown == "************63"
    for row in (line, WageFile.objects.get(), ImportRun.objects.get(), named):
        written = " ".join(str(value) for value in vars(row).values())
        assert NUMBER not in written
        assert "AE160240043520123456701" not in written


def test_a_deduction_within_the_contract_is_said_with_its_limit(world, worker, named) -> None:
    from fairway.abroad.wages.statements import statements

    with clock.at(IN_MARCH):
        hand_in(world, payroll("1800.00"))
        actions.declare_deduction(
            named.journey_id,
            month=WageMonth(2027, 2),
            kind=DeductionKind.FOOD,
            money=Money.of("36.25", "AED"),
            actor=world.employer,
        )
        months = queries.months_visible_to(worker)
        (statement,) = statements(months, [], [])
    assert "the contract allows nothing" in statement.taken[0].sentence
    with clock.at(LATER):
        duties.check_due_months()
        assert ("over-deduction", "BREACH") in found(world)


def test_without_a_rate_nothing_is_claimed_and_it_says_why(world, worker, journey) -> None:
    actions.name_worker(journey.id, number=NUMBER, actor=world.employer)
    with clock.at(LATER):
        hand_in(world)
        assert found(world) == [("not comparable", "NOTICE")]
        finding = queries.findings_visible_to(worker).get()
        assert "No exchange rate from USD to AED" in finding.facts["why"]
        assert not queries.months_visible_to(worker).exists()


def test_a_wrong_control_total_is_refused_and_nothing_is_kept(world, named) -> None:
    broken = payroll().replace(b",1836.25,AED", b",1836.26,AED")
    with clock.at(IN_MARCH), pytest.raises(BadInput) as refused:
        hand_in(world, broken)
    (fault,) = refused.value.faults
    assert (fault.code, fault.row, fault.accepted[:7]) == ("scr_total", 2, "1836.25")
    assert not WageFile.objects.exists()
    assert not WageLine.objects.exists()
    assert not ImportRun.objects.exists()
    assert not WageCheck.objects.exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (payroll().decode().encode("utf-16"), "encoding"),
        (b"PK\x03\x04 a spreadsheet", "encoding"),
        (b"", "empty"),
        (payroll().replace(b",oasis", b",=cmd()"), "employer_reference"),
        (payroll().replace(b"AED", b"USD"), "currency"),
    ],
)
def test_what_is_no_wage_file_is_refused_whole(world, named, content, code) -> None:
    with clock.at(IN_MARCH), pytest.raises(BadInput) as refused:
        actions.take_file(content, name="x", paid_on=PAID_ON, actor=world.employer)
    assert code in {fault.code for fault in refused.value.faults}
    assert NUMBER not in str(refused.value)
    assert not WageFile.objects.exists()


def test_a_file_of_another_employer_is_refused(world, named) -> None:
    Organisation.objects.filter(pk=world.employer.organisation_id).update(
        registration_number="7654321"
    )
    with clock.at(IN_MARCH), pytest.raises(BadInput) as refused:
        hand_in(world)
    (fault,) = refused.value.faults
    assert (fault.field, fault.code) == ("employer_id", "employer")
    assert "123456" not in str(fault)


def test_a_day_of_payment_before_the_month_or_to_come_is_refused(world, named) -> None:
    for day in (date(2027, 1, 31), date(2027, 3, 5)):
        with clock.at(IN_MARCH), pytest.raises(BadInput, match="paid_on"):
            hand_in(world, paid_on=day)


def test_the_same_file_again_changes_nothing(world, named) -> None:
    with clock.at(IN_MARCH):
        first, second = hand_in(world), hand_in(world)
    assert (first.already, second.already) == (False, True)
    assert first.file.id == second.file.id
    assert WageFile.objects.count() == WageLine.objects.count() == 1
    assert WageCheck.objects.count() == 1


def test_another_employer_with_the_same_file_learns_nothing(world, named) -> None:
    other = world.make_actor(Role.EMPLOYER, "AE")
    with clock.at(IN_MARCH):
        hand_in(world)
        with pytest.raises(BadInput, match="your own"):
            actions.take_file(payroll(), name="x.sif", paid_on=PAID_ON, actor=other)
        assert not queries.files_visible_to(other).exists()


def test_a_line_that_stands_in_two_files_counts_once(world, worker, named) -> None:
    with clock.at(LATER):
        hand_in(world)
        hand_in(world, payroll().replace(b"1130", b"1131"))
        assert found(world) == [("duplicate", "NOTICE")]
        (month,) = queries.months_visible_to(worker)
    assert month.paid == Decimal("1836.25")


def test_her_answer_is_hers_and_no_employer_learns_it(world, worker, named) -> None:
    with clock.at(LATER):
        hand_in(world, payroll("1400.00"))
        (month,) = queries.months_visible_to(worker)
        actions.answer(month, Answer.NO, actor=worker)
        actions.answer(month, Answer.NOT_RIGHT, actor=worker)
    assert PayAnswer.objects.get().answer == Answer.NOT_RIGHT
    for entry in JournalEntry.objects.filter(kind="pay.answered"):
        assert entry.payload == {}
    assert not JournalEntry.objects.filter(subject_id=named.journey_id, kind__startswith="pay")
    with pytest.raises(Denied):
        actions.answer(month, Answer.YES, actor=world.employer)


def test_each_sees_the_wages_that_are_theirs(world, worker, named) -> None:
    other = world.worker("Liwayway Cruz")
    with clock.at(LATER):
        hand_in(world, payroll("1400.00"))
    for actor in (worker, world.attache, world.origin, world.destination):
        assert queries.findings_visible_to(actor).count() == 1
        assert queries.months_visible_to(actor).count() == 1
    strangers = [other, world.make_actor(Role.EMPLOYER, "AE"), world.make_actor(Role.ATTACHE, "TN")]
    strangers += [
        world.make_actor(role, "AE")
        for role in (Role.RECRUITER, Role.IMMIGRATION_ENFORCEMENT, Role.BORDER_OFFICER)
    ]
    for actor in strangers:
        assert not queries.findings_visible_to(actor).exists()
        assert not queries.months_visible_to(actor).exists()
        assert not queries.files_visible_to(actor).exists()
    assert not queries.files_visible_to(worker).exists()
    assert not queries.months_visible_to(world.employer).exists()


def test_an_alert_becomes_a_case_of_which_the_employer_learns_nothing(
    world, worker, journey, named
) -> None:
    with clock.at(LATER):
        hand_in(world, payroll("1400.00"))
        finding = queries.findings_visible_to(world.attache).get()
        filed = actions.open_case(finding, words="She agreed by phone.", actor=world.attache)
        assert filed.case.person_id == journey.person_id
        assert filed.case.journey_id == journey.id
        assert cases.visible_to(worker).get() == filed.case
        assert not cases.visible_to(world.employer).exists()
        assert not cases.notices_visible_to(world.employer).exists()
        kinds = JournalEntry.objects.filter(subject_id=journey.id).values_list("kind", flat=True)
        assert "receive" not in kinds
        with pytest.raises(Denied):
            actions.open_case(finding, words="x", actor=world.employer)


def test_a_month_in_part_owes_the_days_since_she_came(world, peg) -> None:
    worker = world.worker("Liwayway Cruz")
    journey = works(world, worker)
    entries = JournalEntry.objects.filter(subject_id=journey.id, state="arrived")
    assert entries.get().at.date() == date(2027, 1, 31)
    with clock.at(at(2027, 2, 20)):
        duties.check_due_months()
    # The contract begins on 1 February: nothing is due for January.
    assert not PayMonth.objects.filter(month=date(2027, 1, 1)).exists()


def test_a_declared_deduction_is_corrected_not_added(world, named) -> None:
    with clock.at(LATER):
        for amount in ("10", "12"):
            actions.declare_deduction(
                named.journey_id,
                month=WageMonth(2027, 2),
                kind=DeductionKind.FOOD,
                money=Money.of(amount, "AED"),
                actor=world.employer,
            )
    assert DeclaredDeduction.objects.get().money == Money.of("12", "AED")


def test_bad_numbers_and_deductions_are_refused(world, named) -> None:
    with pytest.raises(BadInput, match="14 digits"):
        actions.name_worker(named.journey_id, number="12 ab", actor=world.employer)
    with pytest.raises(BadInput, match="amount"):
        actions.declare_deduction(
            named.journey_id,
            month=WageMonth(2026, 10),
            kind=DeductionKind.FOOD,
            money=Money.of("-3", "AED"),
            actor=world.employer,
        )


def test_the_rule_of_an_establishment_follows_the_resolution_of_2026() -> None:
    packs = (builtin_pack("ae-wage-protection"),)
    rule = rule_of(packs, Regime.ESTABLISHMENT, WageMonth(2026, 10))
    assert (rule.rule.due_day, rule.rule.grace_days) == (1, 0)
    assert rule.rule.worker_share == rule.rule.company_share == Decimal("0.85")
    assert [day for day, _words in rule.measures] == [2, 5, 11, 16, 21]
    assert {used.source.confidence for used in rule.used}
    before = rule_of(packs, Regime.ESTABLISHMENT, WageMonth(2026, 3))
    assert (before.rule.grace_days, before.rule.worker_share) == (15, Decimal("0.8"))


def test_where_no_pack_knows_the_rule_nothing_is_called_a_breach(world, named) -> None:
    rule = rule_of((), Regime.HOUSEHOLD, WageMonth(2027, 2))
    assert not rule.lateness_known
    assert set(rule.unknown) == {"due_day", "grace_days", "files", "proration"}
    from fairway.commons.agreements import actions as agreements
    from fairway.commons.agreements.models import PackVersion

    version = PackVersion.objects.get(state="published")
    agreements.withdraw(version, actor=world.origin, note="for the test")
    with clock.at(LATER):
        hand_in(world, payroll("1000.00"), paid_on=date(2027, 3, 15))
        assert set(found(world)) == {("short", "OWED"), ("late", "NOTICE")}


def test_a_thousand_lines_are_kept_in_a_few_statements(
    world, named, django_assert_max_num_queries
) -> None:
    from tests.engines.wages.wage_file_writing import Sheet

    sheet = Sheet(FEBRUARY)
    for n in range(1_000):
        sheet.pay(f"{n:014d}", "1000.00", days=28)
    with clock.at(IN_MARCH), django_assert_max_num_queries(60):
        hand_in(world, sheet.text())
    assert WageLine.objects.count() == 1_000
