"""Column names of the US Department of Labor's yearly disclosure files, as published.

Source: Office of Foreign Labor Certification, performance data,
https://www.dol.gov/agencies/eta/foreign-labor/performance. The names change between years;
those listed here were read in the files of fiscal years 2016 and 2017 (H-2A) and 2016 to 2019
(H-2B). The first name is the newest. Any further column is ignored.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Column(StrEnum):
    """What a column holds, whatever the year calls it."""

    CASE = "case number"
    VISA = "visa class"
    STATUS = "case status"
    DECIDED = "day of the decision"
    START = "start of need"
    END = "end of need"
    PRIMARY = "primary or member row"
    EMPLOYER = "employer"
    EMPLOYER_CITY = "employer city"
    EMPLOYER_STATE = "employer state"
    FILED_BY = "kind of employer"
    TITLE = "job title"
    SOC = "SOC code"
    SOC_TITLE = "SOC title"
    CROP = "crop"
    REQUESTED = "workers requested"
    CERTIFIED = "workers certified"
    HOURS = "basic hours a week"
    RATE = "basic rate of pay"
    UNIT = "unit of pay"
    EXPERIENCE = "months of experience"
    CITY = "worksite city"
    COUNTY = "worksite county"
    STATE = "worksite state"


@dataclass(frozen=True, slots=True)
class Layout:
    """One programme's file: accepted names of each column, and which may be absent."""

    visa_class: str
    names: dict[Column, tuple[str, ...]]
    optional: frozenset[Column]


_SHARED = {
    Column.CASE: ("CASE_NUMBER",),
    Column.VISA: ("VISA_CLASS", "VISA_TYPE"),
    Column.STATUS: ("CASE_STATUS",),
    Column.DECIDED: ("DECISION_DATE",),
    Column.EMPLOYER: ("EMPLOYER_NAME",),
    Column.EMPLOYER_CITY: ("EMPLOYER_CITY",),
    Column.EMPLOYER_STATE: ("EMPLOYER_STATE",),
    Column.TITLE: ("JOB_TITLE",),
    Column.SOC: ("SOC_CODE",),
    Column.SOC_TITLE: ("SOC_TITLE", "SOC_NAME"),
    Column.REQUESTED: ("NBR_WORKERS_REQUESTED",),
    Column.CERTIFIED: ("NBR_WORKERS_CERTIFIED",),
    Column.HOURS: ("BASIC_NUMBER_OF_HOURS", "NUMBER_OF_HOURS"),
    Column.RATE: ("BASIC_RATE_OF_PAY",),
    Column.UNIT: ("PAY_RANGE_UNIT", "BASIC_UNIT_OF_PAY"),
    Column.EXPERIENCE: ("EMP_EXP_NUM_MONTHS",),
    Column.CITY: ("WORKSITE_CITY", "EMPLOYEE_WORKSITE_CITY"),
    Column.COUNTY: ("WORKSITE_COUNTY", "EMPLOYEE_WORKSITE_COUNTY"),
    Column.STATE: ("WORKSITE_STATE", "EMPLOYEE_WORK_STATE"),
}
_SOMETIMES_ABSENT = frozenset(
    {
        Column.DECIDED,
        Column.SOC_TITLE,
        Column.REQUESTED,
        Column.EMPLOYER_CITY,
        Column.EMPLOYER_STATE,
        Column.HOURS,
        Column.EXPERIENCE,
        Column.CITY,
        Column.COUNTY,
        Column.FILED_BY,
        Column.CROP,
    }
)

H2A = Layout(
    "H-2A",
    {
        **_SHARED,
        Column.START: ("REQUESTED_START_DATE_OF_NEED",),
        Column.END: ("REQUESTED_END_DATE_OF_NEED",),
        Column.PRIMARY: ("PRIMARY/SUB",),
        Column.FILED_BY: ("ORGANIZATION_FLAG",),
        Column.CROP: ("PRIMARY_CROP",),
    },
    _SOMETIMES_ABSENT,
)
H2B = Layout(
    "H-2B",
    {
        **_SHARED,
        Column.START: ("CERTIFICATION_BEGIN_DATE",),
        Column.END: ("CERTIFICATION_END_DATE",),
    },
    _SOMETIMES_ABSENT,
)
LAYOUTS = {"oflc-h2a": H2A, "oflc-h2b": H2B}
