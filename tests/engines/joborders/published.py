"""Small files in the layout that the US Department of Labor publishes."""

from __future__ import annotations

import csv
import io

from fairway.engines.joborders import ParsedOrders, parse_orders
from fairway.engines.occupations import from_soc
from fairway.engines.tables import read_table

H2A_ROW = {
    "CASE_NUMBER": "H-300-17001-000001",
    "VISA_CLASS": "H-2A",
    "CASE_STATUS": "DETERMINATION ISSUED - CERTIFICATION",
    "DECISION_DATE": "2017-03-13",
    "REQUESTED_START_DATE_OF_NEED": "2017-05-01",
    "REQUESTED_END_DATE_OF_NEED": "2017-10-31",
    "PRIMARY/SUB": "PRI",
    "EMPLOYER_NAME": "Long Field Growers",
    "EMPLOYER_CITY": "Vass",
    "EMPLOYER_STATE": "NC",
    "JOB_TITLE": "Farmworker",
    "SOC_CODE": "45-2092",
    "SOC_TITLE": "Farmworkers and Laborers, Crop, Nursery, and Greenhouse",
    "PRIMARY_CROP": "Tobacco",
    "NBR_WORKERS_REQUESTED": "12.0",
    "NBR_WORKERS_CERTIFIED": "10.0",
    "BASIC_NUMBER_OF_HOURS": "40.0",
    "BASIC_RATE_OF_PAY": "11.27",
    "BASIC_UNIT_OF_PAY": "Hour",
    "EMP_EXP_NUM_MONTHS": "3.0",
    "WORKSITE_CITY": "Vass",
    "WORKSITE_COUNTY": "Moore",
    "WORKSITE_STATE": "NC",
    "ORGANIZATION_FLAG": "Individual Employer",
}
H2B_ROW = {
    "CASE_NUMBER": "H-400-19001-000001",
    "VISA_CLASS": "H-2B",
    "CASE_STATUS": "Determination Issued - Certification",
    "CERTIFICATION_BEGIN_DATE": "2019-04-01",
    "CERTIFICATION_END_DATE": "2019-11-30",
    "EMPLOYER_NAME": "Green Slope Landscapes",
    "JOB_TITLE": "Landscape laborer",
    "SOC_CODE": "37-3011",
    "SOC_TITLE": "Landscaping and Groundskeeping Workers",
    "NBR_WORKERS_CERTIFIED": "20.0",
    "BASIC_NUMBER_OF_HOURS": "35.0",
    "BASIC_RATE_OF_PAY": "14.00",
    "PAY_RANGE_UNIT": "Hourly",
    "WORKSITE_STATE": "TEXAS",
}


def as_csv(rows: list[dict[str, str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def parse(rows: list[dict[str, str]], file_format: str) -> ParsedOrders:
    table = read_table(io.BytesIO(as_csv(rows)), "disclosure.csv")
    return parse_orders(table, file_format, from_soc)


def h2a(*changes: dict[str, str]) -> ParsedOrders:
    """One row for each set of changes, each with a case of its own unless it says otherwise."""
    rows = [
        H2A_ROW | {"CASE_NUMBER": f"H-300-17001-{number:06}"} | change
        for number, change in enumerate(changes, start=1)
    ]
    return parse(rows, "oflc-h2a")


def h2b(*changes: dict[str, str]) -> ParsedOrders:
    rows = [
        H2B_ROW | {"CASE_NUMBER": f"H-400-19001-{number:06}"} | change
        for number, change in enumerate(changes, start=1)
    ]
    return parse(rows, "oflc-h2b")
