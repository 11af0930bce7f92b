"""What the engines accept, in the reader's language.

The engines know no languages: they say in English what they would have accepted. Here every such
sentence stands once, as the catalogues of translations know it, with its figures left open; a
test reads the engines' sources and finds each of theirs.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from django.utils.translation import gettext, gettext_noop

from fairway.core import formats

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SENTENCES = (
    # where engines run
    gettext_noop("duckdb or spark"),
    gettext_noop("Spark, which 'make spark' adds"),
    gettext_noop("Java 17 or newer, which Spark runs on (Debian: openjdk-17-jre-headless)"),
    # money, countries, periods
    gettext_noop("an ISO 4217 code such as EUR"),
    gettext_noop("a finite decimal number"),
    gettext_noop("a number such as 1250.50"),
    gettext_noop("at most {0} digits after the point for {1}"),
    gettext_noop("{0}, as the other"),
    gettext_noop("an ISO 3166-1 alpha-2 code such as TN"),
    gettext_noop("a country other than the origin"),
    gettext_noop("{0} or later"),
    gettext_noop("{0} or before"),
    gettext_noop("an amount of 0 or more in {0}"),
    gettext_noop("at most {0}"),
    gettext_noop("each payment once"),
    # names and dates of people
    gettext_noop("a year, year-month or date such as 1998, 1998-04 or 1998-04-23"),
    gettext_noop("at most {0} characters"),
    gettext_noop("a name with at least one letter"),
    gettext_noop("no invisible control characters"),
    gettext_noop("1 to {0} parts"),
    gettext_noop("a list of parts, each a text"),
    gettext_noop("the order single for one part alone"),
    # files
    gettext_noop("at least one row under the header"),
    gettext_noop("quotes that open and close"),
    gettext_noop("at most {0} characters, in quotes that close"),
    gettext_noop("{0} values, as the first row has"),
    gettext_noop("fewer rows"),
    gettext_noop("a value, not a formula"),
    gettext_noop("a value, not an error"),
    gettext_noop("text without NUL bytes"),
    gettext_noop(
        "UTF-8. In Excel: File, Save As, 'CSV UTF-8 (Comma delimited)'. In LibreOffice: "
        "Save As, 'Text CSV', 'Edit filter settings', character set 'Unicode (UTF-8)'"
    ),
    gettext_noop("a name in the first row"),
    gettext_noop("each column name once"),
    gettext_noop("a column named {0}"),
    gettext_noop("a column named {0}, mapped to {1}"),
    gettext_noop("a column named {0}, or a mapping for it"),
    gettext_noop("a column family_name or given_names, or a mapping for one"),
    gettext_noop("a first row with column names"),
    gettext_noop("at most {0} columns"),
    gettext_noop("one of {0}"),
    gettext_noop(
        "a CSV file in UTF-8 or an .xlsx workbook without a password (open it and save it as one "
        "of these)"
    ),
    gettext_noop("at most {0} MB"),
    gettext_noop("at most {0} MB unpacked"),
    gettext_noop("at most {0} parts"),
    gettext_noop("at most {0} to 1"),
    gettext_noop("a file that is not empty"),
    gettext_noop("an .xlsx workbook that opens"),
    gettext_noop("a workbook without XML entities"),
    gettext_noop("a workbook without a password"),
    gettext_noop("an .xlsx workbook"),
    gettext_noop("a CSV file or .xlsx workbook"),
    gettext_noop("exactly one sheet with data"),
    # registers of workers
    gettext_noop("the register's own reference, once in the file"),
    gettext_noop("text; a person with a single name has one of the two"),
    gettext_noop("the same in the register's other script"),
    gettext_noop("f, m or x"),
    gettext_noop("1990, 1990-05 or 1990-05-17, not in the future"),
    gettext_noop("ISO 3166-1 alpha-2, such as TN"),
    gettext_noop("text, once in the file"),
    gettext_noop("international form with +, such as +21620123456"),
    gettext_noop("text"),
    gettext_noop("ISCO-08 unit group, four digits, such as 9211"),
    gettext_noop("ISCO-08 unit group, four digits, such as 9211; nearest known: {0}"),
    gettext_noop("further unit groups, with ; between them"),
    gettext_noop("further unit groups, with ; between them; nearest known: {0}"),
    gettext_noop("whole months in the occupation, 0 or more"),
    gettext_noop("ISO 639-1 and CEFR level, such as fr:B1;en:A2"),
    gettext_noop("a date such as 2027-03-01"),
    gettext_noop("a date, not before available_from"),
    gettext_noop("unit groups, best first, with ; between them"),
    gettext_noop("unit groups, best first, with ; between them; nearest known: {0}"),
    gettext_noop("regions of the destination, best first, with ;"),
    gettext_noop("the least pay a month, such as 1850.00"),
    gettext_noop("ISO 4217, needed with wish_monthly_pay"),
    gettext_noop("pay, region and start, what matters most first, with ;"),
    gettext_noop("single, married, divorced or widowed"),
    gettext_noop("a whole number, 0 or more"),
    gettext_noop("a date at most {0} years ago"),
    gettext_noop("no more months than since the age of {0}"),
    gettext_noop("each value once; row {0} has it already"),
    gettext_noop("iso, dmy or mdy"),
    gettext_noop("each value once, best first"),
    gettext_noop("blank or active; withdrawn, deceased and duplicate rows are set aside"),
    # terms of a job order
    gettext_noop("a whole number from 0 to {0}"),
    gettext_noop("true or false"),
    gettext_noop('a list such as [["housing", "100.00"]], none negative'),
    gettext_noop("a text of at most {0} characters"),
    # job orders of the United States' disclosure files
    gettext_noop("a number of zero or more, or blank"),
    gettext_noop("a whole number, or blank"),
    gettext_noop("a date such as 2017-05-01, or blank"),
    gettext_noop("a case number"),
    gettext_noop("a file with {0} orders"),
    # wage files
    gettext_noop("plain text in ASCII or UTF-8"),
    gettext_noop("EDR records and one SCR record"),
    gettext_noop("none"),
    gettext_noop("one EDR for each worker; row {0} is the first"),
    gettext_noop("at least one EDR record"),
    gettext_noop("a day of the calendar"),
    gettext_noop("at most the {0} days in the period"),
    gettext_noop("at most the {0} days from pay start to pay end"),
    gettext_noop("an EVP directly after the EDR of the same worker and routing code"),
    gettext_noop("{0}, the variable income of row {1}"),
    gettext_noop("an EVP record after row {0}, whose variable income is above 0"),
    gettext_noop("a day of the calendar, {0} or earlier"),
    gettext_noop("{0}, the number of EDR records"),
    gettext_noop("a pay end in the salary month {0} of the SCR record"),
    gettext_noop("{0}, the sum of fixed and variable income of all EDR records"),
    gettext_noop("{0} fields with commas between them"),
    gettext_noop("14 digits, zeros in front kept, without blanks"),
    gettext_noop("13 digits, zeros in front kept, without blanks"),
    gettext_noop("9 digits"),
    gettext_noop("an IBAN of AE and 21 digits, or the agent's own number of at most 23 characters"),
    gettext_noop("an amount of at most 15 characters such as 2345.87, 0.00 if none"),
    gettext_noop("at most 35 characters, not beginning with = + - or @"),
    gettext_noop("a date written YYYY-MM-DD, without blanks"),
    gettext_noop("whole days from 0 to 31"),
    gettext_noop("a time written HHMM"),
    gettext_noop("a month written MMYYYY"),
    gettext_noop("the number of EDR records"),
    gettext_noop("the sum of all EDR records"),
    gettext_noop("contracts of one worker, one after the other"),
    gettext_noop("an amount in {0} of a worker with a contract in the month"),
    gettext_noop("wage files of {0}"),
    gettext_noop("one currency"),
    gettext_noop("a month"),
    # what-if
    gettext_noop("1 to {0} variants, each a name and its changes"),
    gettext_noop("each name once"),
    gettext_noop("at most {0}, one for each change"),
    gettext_noop("each path once, = and a value, such as caps.season=20000"),
    gettext_noop("name and changes"),
    gettext_noop("a name of 1 to {0} characters"),
    gettext_noop("at most {0} changes, each a path and a value"),
    gettext_noop("at most {0} groups"),
    gettext_noop("a path that begins with {0}"),
    gettext_noop("a text such as +10% or a whole number"),
    gettext_noop("caps. and one of {0}"),
    gettext_noop("a whole number such as 20000"),
    gettext_noop("a number such as 72000, +500, -500, +10%, -10%, or none for no cap"),
    gettext_noop("priority. and one of {0}"),
    gettext_noop("a whole number from {0} to {1}"),
    gettext_noop("kept. and one of {0}"),
    gettext_noop("places such as 500, or a share of all places such as 10%"),
    gettext_noop("{0}.all, {1}.occupation.CODE or {2}.region.CODE of orders of this season"),
    gettext_noop(
        "a share such as +5% or -5%, or an amount a month in {0}: +100.00 more, "
        ">=2500.00 at least, 2500.00 exactly"
    ),
    gettext_noop("days such as +14 or -7, at most {0}"),
)


def in_words(accepted: str, *, typed: bool = False) -> str:
    """What an engine said it accepts, in the reader's language; as it stands if not known here.

    ``typed``: days stay as a program or a file writes them.
    """
    if accepted in _SENTENCES:
        return gettext(accepted)
    for sentence, pattern in _patterns():
        found = pattern.fullmatch(accepted)
        if found:
            figures = found.groups()
            return gettext(sentence).format(*(figures if typed else map(_shown, figures)))
    return accepted


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The sentences with figures; the one that says most comes first."""
    with_figures = [sentence for sentence in _SENTENCES if "{0}" in sentence]
    return tuple(
        (sentence, re.compile(re.sub(r"\\\{\d\\\}", "(.+)", re.escape(sentence)), re.DOTALL))
        for sentence in sorted(with_figures, key=len, reverse=True)
    )


def _shown(figure: str) -> str:
    if _DAY.fullmatch(figure):
        try:
            return formats.day(date.fromisoformat(figure))
        except ValueError:
            return figure
    return figure
