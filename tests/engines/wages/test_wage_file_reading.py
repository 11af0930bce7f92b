"""Reading Salary Information Files, against published samples and their published rules.

DIB: Dubai Islamic Bank, "Customer instruction and SIF creation guidelines",
https://www.scribd.com/document/414120922/Ind-Next50. Guide v1.1: Central Bank, "Wages Protection
System, File formats", https://de.scribd.com/document/269022404/Wps-File-Format-Reference-Guide-v1-1.
Rules that one change of the DIB sample breaks: https://radixhr.com/wps-sif-generator and
https://www.docsmith.tools/common-wps-errors.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.kernel import BadInput, Money
from fairway.engines.wages import MOST_FAULTS, WageMonth, read_sif
from tests.engines.wages.wage_file_writing import Sheet

TODAY = date(2026, 11, 22)
EDR = (
    "EDR,00915012345663,802420101,AE160240043520123456701,"
    "2016-01-01,2016-01-31,31,4000.00,2500.00,0"
)
EVP = "EVP,00915012345663,802420101,500.00,200.00,300.00,0.00,400.00,1100.00,0.00"
SCR = (
    "SCR,0000000123456,802420101,2016-01-26,1130,012016,01,6500.00,AED,"
    "abc company only 35 characters"
)


def sif(*lines: str) -> bytes:
    return "\n".join(lines).encode() + b"\n"


def faults(content: bytes) -> list[tuple[str, int | None]]:
    with pytest.raises(BadInput) as refused:
        read_sif(content, today=TODAY)
    return [(fault.code, fault.row) for fault in refused.value.faults]


def test_the_published_sample_of_dubai_islamic_bank_is_read():
    file = read_sif(sif(EDR, EVP, SCR), today=TODAY)
    assert file.employer_id == "0000000123456"
    assert file.month == WageMonth(2016, 1)
    assert file.total == Money.of("6500.00", "AED")
    assert (file.created, file.created_at) == (date(2016, 1, 26), "1130")
    [line] = file.lines
    assert line.employee_id == "00915012345663"
    assert (line.fixed, line.variable, line.days, line.leave_days) == (400000, 250000, 31, 0)
    assert line.parts == (50000, 20000, 30000, 0, 40000, 110000, 0)


def test_the_sample_of_the_central_banks_guide_is_read():
    # Guide v1.1: two workers, account numbers of the agent, amounts without decimals.
    file = read_sif(
        sif(
            "EDR,10001016594125,640110101,4551902459,2009-06-01,2009-06-30,30,1221.92,0,0",
            "EDR,30305106000500,640110101,155481121,2009-06-01,2009-06-30,30,1000,0,0",
            "SCR,0000000009103,302210101,2009-07-16,1107,062009,2,2221.92,AED,1141",
        ),
        today=TODAY,
    )
    assert file.total_minor == 222192
    assert [line.fixed for line in file.lines] == [122192, 100000]


def test_the_businessonline_sample_agrees_in_its_totals_but_its_placeholders_are_refused():
    # https://documents.pub/document/salary-wps-file-creation-guide-businessonline.html
    found = faults(
        sif(
            "EDR,DUMMYEMP,703420114,AE020340000221234567001,"
            " 2016-03-01,2016-03-31,31,100.00,30.00,0",
            "EVP,DUMMYEMP,703420114,20.00,0.00,0.00,0.00,0.00,10.00,0.00",
            "SCR, DUMMYEMR,302620122,2016-05-10,1526,032016,1,130.00,AED,PayDetail",
        )
    )
    assert found == [("employee_id", 1), ("pay_start", 1), ("employee_id", 2), ("employer_id", 3)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((EDR, EVP, SCR.replace("6500.00", "6500.01")), [("scr_total", 3)]),
        ((EDR, EVP, SCR.replace("012016", "022016")), [("salary_month", 1)]),
        ((EDR, EVP.replace("1100.00", "1000.00"), SCR), [("evp_sum", 2)]),
        ((EDR, SCR), [("evp_missing", 1)]),
        (
            (EDR.replace("0091", "91"), EVP.replace("0091", "91"), SCR),
            [("employee_id", 1), ("employee_id", 2)],
        ),
        ((EDR, EVP, SCR.replace("802420101", "80242010")), [("routing_code", 3)]),
        (
            (EDR, EVP, EDR, EVP, SCR.replace(",01,6500", ",02,13000")),
            [("duplicate_edr", 3)],
        ),
    ],
    ids=[
        "bad-total",
        "bad-month",
        "evp-mismatch",
        "evp-missing",
        "short-id",
        "bad-routing",
        "duplicate-edr",
    ],
)
def test_one_change_of_the_sample_that_breaks_a_published_rule_is_found(lines, expected):
    assert faults(sif(*lines)) == expected


def test_a_wrong_total_is_told_with_the_right_one():
    # Guide v1.1's own sample with 50.00 of variable income that its total leaves out.
    with pytest.raises(BadInput) as refused:
        read_sif(
            sif(
                "EDR,10001016594125,640110101,4551902459,2009-06-01,2009-06-30,30,1221.92,0,0",
                "EDR,30305106000500,640110101,155481121,2009-06-01,2009-06-30,30,1000,50,0",
                "SCR,0000000009103,302210101,2009-07-16,1107,062009,2,2221.92,AED,1141",
            ),
            today=TODAY,
        )
    missing, total = refused.value.faults
    assert missing.code == "evp_missing"
    assert (total.value, total.accepted[:7]) == ("2221.92", "2271.92")


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (sif(EDR, EVP, SCR).decode().encode("utf-16"), "UTF-16"),
        (sif(EDR, EVP, SCR).decode().encode("utf-16-le"), "UTF-16"),
        (sif(EDR, EVP, SCR.replace("abc", "شركة")).decode().encode("cp1256"), "Windows-1256"),
        (b"PK\x03\x04rest of a spreadsheet", "spreadsheet"),
    ],
    ids=["utf-16", "utf-16-without-mark", "windows-1256", "xlsx"],
)
def test_a_file_in_another_encoding_is_refused_and_told_what_it_looks_like(content, value):
    with pytest.raises(BadInput) as refused:
        read_sif(content, today=TODAY)
    [fault] = refused.value.faults
    assert fault.code == "encoding"
    assert value in fault.value
    assert "UTF-8" in fault.accepted


def test_utf_8_with_or_without_a_mark_and_either_line_end_is_accepted():
    arabic = SCR.replace("abc company only 35 characters", "شركة الواحة")
    for text in (f"{EDR}\n{EVP}\n{arabic}", f"{EDR}\r\n{EVP}\r\n{arabic}\r\n"):
        for encoding in ("utf-8", "utf-8-sig"):
            assert read_sif(text.encode(encoding), today=TODAY).reference == "شركة الواحة"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        (EDR.replace("2016-01-31", "2016-01-32"), "pay_end", "2016-01-32"),
        (EDR.replace("2016-01-01", "01/01/2016"), "pay_start", "01/01/2016"),
        (EDR.replace("4000.00", "-4000.00"), "fixed_income", "-4000.00"),
        (EDR.replace("4000.00", "4000.001"), "fixed_income", "4000.001"),
        (EDR.replace("4000.00", "1e4"), "fixed_income", "1e4"),
        (EDR.replace("4000.00", "٤٠٠٠"), "fixed_income", "٤٠٠٠"),
        (EDR.replace(",31,", ",32,"), "days_in_period", "32"),
        (EDR.replace("2016-01-01", "2016-01-30"), "days_in_period", "31"),
        (EDR.replace("2016-01-01", "2016-02-01"), "pay_end", "2016-01-31"),
        (EDR[:-1] + "32", "days_on_leave", "32"),
        (EDR.replace(",31,", ",5,")[:-1] + "6", "days_on_leave", "6"),
        (EDR.replace("AE16", "AE1"), "account", "*" * 20 + "01"),
        (EDR + ",extra", "EDR", "11 fields"),
    ],
)
def test_a_wrong_field_is_named_with_its_value_and_row(line, field, value):
    with pytest.raises(BadInput) as refused:
        read_sif(sif(line, EVP, SCR), today=TODAY)
    first = refused.value.faults[0]
    assert (first.field, first.value, first.row) == (field, value, 1)
    assert first.accepted


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (SCR.replace("2016-01-26", "2026-11-23"), "file_date"),
        (SCR.replace("2016-01-26", "2016-02-30"), "file_date"),
        (SCR.replace("1130", "2460"), "file_time"),
        (SCR.replace("012016", "132016"), "salary_month"),
        (SCR.replace("012016", "010000"), "salary_month"),
        (SCR.replace("AED", "USD"), "currency"),
        (SCR.replace(",01,6500", ",02,6500"), "scr_count"),
        (SCR + "x" * 10, "employer_reference"),
        (SCR.replace("abc", "=cmd|"), "employer_reference"),
    ],
)
def test_a_wrong_control_record_is_refused(line, code):
    assert (code, 3) in faults(sif(EDR, EVP, line))


def test_the_reference_may_be_left_out():
    short = SCR.rsplit(",", 1)[0]
    assert read_sif(sif(EDR, EVP, short), today=TODAY).reference == ""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (sif(EDR, EVP), "scr_missing"),
        (sif(SCR, EDR, EVP), "scr_not_last"),
        (sif(EDR, EVP, SCR, SCR), "scr_not_last"),
        (sif(EVP, EDR, EVP, SCR), "evp_without_edr"),
        (sif(EDR, EVP, EVP, SCR), "evp_without_edr"),
        (sif(EDR, EVP.replace("802420101", "802420102"), SCR), "evp_without_edr"),
        (sif("HDR,1", EDR, EVP, SCR), "record_type"),
        (sif(EDR, "", EVP, SCR), "record_type"),
        (sif(SCR), "no_edr"),
    ],
)
def test_a_file_out_of_structure_is_refused(content, code):
    assert code in [found for found, _ in faults(content)]


def test_no_fault_shows_an_identity_or_account_number():
    content = sif(
        EDR.replace("0091", "x091"),
        EDR.replace("EDR,", ""),
        EDR.replace("802420101", "00915012345663"),
        EVP.replace("0091", "0092"),
        SCR.replace("0000000123456", "123456"),
    )
    with pytest.raises(BadInput) as refused:
        read_sif(content, today=TODAY)
    told = str(refused.value)
    for number in ("915012345663", "15012345663", "0043520123456701", "23456"):
        assert number not in told


def test_every_fault_of_a_file_is_told_at_once_up_to_a_number():
    bad = EDR.replace("4000.00", "a lot").replace(",31,", ",40,")
    found = faults(sif(*[bad] * 600, SCR))
    assert len(found) == MOST_FAULTS + 1
    assert found[-1][0] == "more_faults"
    assert found[:2] == [("days_in_period", 1), ("fixed_income", 1)]


amounts = st.decimals(min_value=0, max_value=99999, places=2).map(str)
people = st.lists(st.integers(0, 10**14 - 1).map("{:014}".format), unique=True, min_size=1)


@given(people, st.data())
@settings(max_examples=60, deadline=None)
def test_what_a_payroll_writes_is_read_to_the_cent(ids, data):
    sheet = Sheet()
    written = {}
    for person in ids:
        evp = data.draw(st.one_of(st.just(()), st.tuples(*[amounts] * 7)))
        fixed = data.draw(amounts)
        written[person] = (Decimal(fixed), sum(map(Decimal, evp), Decimal(0)))
        sheet.pay(person, fixed, evp=evp)
    file = read_sif(sheet.text(), today=TODAY)
    read = {line.employee_id: (line.fixed, line.variable) for line in file.lines}
    assert read == {person: (a * 100, b * 100) for person, (a, b) in written.items()}
    assert file.total.amount == sheet.total


@given(people, st.integers(-(10**6), 10**6).filter(bool))
@settings(max_examples=40, deadline=None)
def test_a_total_that_is_off_by_anything_refuses_the_whole_file(ids, off):
    sheet = Sheet()
    for person in ids:
        sheet.pay(person, "20000.00")
    wrong = max(sheet.total + Decimal(off) / 100, Decimal("0.00"))
    with pytest.raises(BadInput) as refused:
        read_sif(sheet.text(total=f"{wrong:.2f}"), today=TODAY)
    assert [fault.code for fault in refused.value.faults] == ["scr_total"]


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_arbitrary_bytes_are_refused_and_never_crash(content):
    with pytest.raises(BadInput):
        read_sif(content, today=TODAY)


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_a_file_with_one_character_changed_is_read_or_refused_never_crashes(data):
    content = sif(EDR, EVP, SCR).decode()
    place = data.draw(st.integers(0, len(content) - 1))
    letter = data.draw(st.characters(codec="utf-8"))
    changed = (content[:place] + letter + content[place + 1 :]).encode()
    try:
        file = read_sif(changed, today=TODAY)
    except BadInput as refused:
        assert refused.faults  # noqa: PT017  either answer is right, a crash is not
    else:
        assert file.total_minor == sum(line.fixed + line.variable for line in file.lines)
