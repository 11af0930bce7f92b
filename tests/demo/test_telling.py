"""Stories are told in the order of time; wage files are written by a hand of their own."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from fairway.core import clock
from fairway.demo import wage_files
from fairway.demo.pace import Pace
from fairway.demo.schedule import Schedule
from fairway.demo.wage_files import Slip, in_dirham, wage_file
from fairway.engines.kernel import BadInput
from fairway.engines.wages import read_sif

MONDAY = datetime(2026, 3, 2, 6, tzinfo=UTC)
DAY = timedelta(days=1)


def test_steps_of_several_stories_follow_one_another_under_the_one_clock() -> None:
    heard: list[tuple[str, datetime]] = []
    schedule = Schedule(
        MONDAY + DAY / 2,
        between=lambda: heard.append(("between", clock.now())),
        nightly=lambda: heard.append(("night", clock.now())),
    )

    def story(name, *days):
        for day in days:
            heard.append((name, clock.now()))
            yield MONDAY + day * DAY
        heard.append((name, clock.now()))

    schedule.tell(story("slow", 2), MONDAY)
    schedule.tell(story("quick", 1), MONDAY + timedelta(hours=1))
    schedule.run(MONDAY + 3 * DAY)
    told = [name for name, _moment in heard if name != "between"]
    assert told == ["slow", "quick", "night", "quick", "night", "slow", "night"]
    moments = [moment for _name, moment in heard]
    assert moments == sorted(moments)


def test_a_story_that_would_go_back_goes_on_at_once_and_what_lies_ahead_is_not_told() -> None:
    heard: list[datetime] = []
    schedule = Schedule(MONDAY + 9 * DAY, between=lambda: None, nightly=lambda: None)

    def late():
        yield MONDAY - DAY
        heard.append(clock.now())
        yield MONDAY + 5 * DAY
        heard.append(clock.now())

    schedule.tell(late(), MONDAY)
    schedule.run(MONDAY + 5 * DAY)
    assert heard == [MONDAY]


def test_a_pace_keeps_to_working_hours_and_is_the_same_each_time() -> None:
    first, again = Pace("one"), Pace("one")
    moments = [first.after(MONDAY, 1, 5) for _n in range(20)]
    assert moments == [again.after(MONDAY, 1, 5) for _n in range(20)]
    assert all(5 <= moment.hour < 14 for moment in moments)
    assert all(DAY <= moment.date() - MONDAY.date() <= 5 * DAY for moment in moments)


MARCH = date(2026, 3, 1)
MADE = datetime(2026, 4, 2, 10, 15, tzinfo=UTC)
SLIPS = [Slip("99784000000007", Decimal("1836.25")), Slip("99784000000015", Decimal("2203.50"), 2)]


def test_a_wage_file_is_read_as_it_was_meant() -> None:
    read = read_sif(wage_file("9900000000001", MARCH, SLIPS, MADE), today=date(2026, 4, 2))
    assert (str(read.month), str(read.total.amount), read.currency) == ("2026-03", "4039.75", "AED")
    assert [(line.employee_id, line.fixed, line.leave_days) for line in read.lines] == [
        ("99784000000007", 183_625, 0),
        ("99784000000015", 220_350, 2),
    ]


def test_a_control_total_that_is_wrong_is_noticed() -> None:
    content = wage_file("9900000000001", MARCH, SLIPS, MADE, said_total=Decimal("4139.75"))
    with pytest.raises(BadInput) as refused:
        read_sif(content, today=date(2026, 4, 2))
    assert {fault.field for fault in refused.value.faults} == {"total_salary"}


def test_wages_in_dollars_are_paid_in_dirham_to_the_fils() -> None:
    assert in_dirham(Decimal(500)) == Decimal("1836.25")
    assert in_dirham(Decimal("333.33")) == Decimal("1224.15")


def test_whoever_writes_the_wage_files_shares_nothing_with_whoever_checks_them() -> None:
    tree = ast.parse(Path(wage_files.__file__).read_text(encoding="utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [alias.name for alias in node.names]
        )
    }
    assert not any(name.startswith("fairway") for name in imported)
