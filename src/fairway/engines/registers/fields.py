"""Each column of the worker file: what is read, and what is said when it cannot be."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from fairway.engines.kernel import Fault
from fairway.engines.registers.texts import (
    amount_of,
    birth_of,
    day_of,
    is_country,
    is_currency,
    language_of,
    whole_of,
)
from fairway.engines.registers.workers import (
    COLUMNS,
    FamilyStatus,
    Level,
    Sex,
    WishFor,
    WorkerRow,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from decimal import Decimal

LONGEST_TEXT = 200
MOST_IN_A_LIST = 20
OLDEST = 120
# Work before this age is not counted as experience of an occupation.
EXPERIENCE_FROM_AGE = 10
_PHONE = re.compile(r"\+[1-9]\d{6,14}")
_PHONE_MARKS = str.maketrans("", "", " -().\u00a0")
_ACCEPTED = {column.name: column.accepted for column in COLUMNS}
_STATUSES = frozenset({"", "active", "withdrawn", "deceased", "duplicate"})
_SEX_WORDS = {
    "f": Sex.FEMALE, "female": Sex.FEMALE, "woman": Sex.FEMALE, "femme": Sex.FEMALE,
    "m": Sex.MALE, "male": Sex.MALE, "man": Sex.MALE, "homme": Sex.MALE,
    "x": Sex.UNSPECIFIED,
}  # fmt: skip
_MONTHS = 12
_Word = TypeVar("_Word", bound=StrEnum)


def masked(value: str) -> str:
    """The last two characters, for messages about what identifies a person."""
    return "…" + value[-2:] if len(value) > 2 else "…"  # noqa: PLR2004  the two shown


@dataclass(slots=True)
class FieldReader:
    """Reads rows of one file. ``places`` says where each of our columns is."""

    places: Mapping[str, int]
    header: tuple[str, ...]
    date_order: str
    occupations: Collection[str]
    nearest: Callable[[str], Sequence[str]]
    _row: int = 0
    _values: tuple[str, ...] = ()
    _faults: list[Fault] = field(default_factory=list)

    def read(
        self, number: int, values: tuple[str, ...], today: date
    ) -> tuple[WorkerRow, str, list[Fault]]:
        """The row as far as it can be read, its record status, and everything wrong with it."""
        self._row, self._values, self._faults = number, values, []
        status = self._text("record_status").lower()
        if status not in _STATUSES:
            self._fault("record_status", status)
        born = self._birth_date(today)
        available = self._day("available_from"), self._day("available_until")
        if available[0] and available[1] and available[1] < available[0]:
            self._fault("available_until", available[1].isoformat(), "dates_out_of_order")
        pay, currency = self._wish_pay()
        worker = WorkerRow(
            worker_ref=self._needed("worker_ref"),
            family_name=self._text("family_name"),
            given_names=self._text("given_names"),
            family_name_local=self._text("family_name_local"),
            given_names_local=self._text("given_names_local"),
            sex=self._sex(),
            birth_date=born,
            nationality=self._nationality(),
            id_number=self._text("id_number"),
            phone=self._phone(),
            home_region=self._text("home_region"),
            occupation=self._occupation(self._needed("occupation"), "occupation"),
            other_occupations=self._occupations("other_occupations"),
            experience_months=self._experience(born, today),
            languages=self._languages(),
            available_from=available[0],
            available_until=available[1],
            wish_occupations=self._occupations("wish_occupations"),
            wish_regions=self._list("wish_regions"),
            wish_monthly_pay=pay,
            wish_currency=currency,
            wish_first=self._words("wish_first", WishFor),
            family_status=self._word("family_status", FamilyStatus),
            dependants=self._whole("dependants"),
        )
        if not (worker.family_name or worker.given_names):
            self._fault("given_names", "", "no_name")
        return worker, status, self._faults

    def shown_name(self, name: str) -> str:
        """The column's name in the file at hand."""
        place = self.places.get(name)
        return name if place is None else self.header[place]

    def _fault(self, name: str, value: str, code: str = "", accepted: str = "") -> None:
        self._faults.append(
            Fault(
                self.shown_name(name), value[:60], accepted or _ACCEPTED[name], code or name,
                self._row,
            )
        )  # fmt: skip

    def _text(self, name: str) -> str:
        place = self.places.get(name)
        if place is None:
            return ""
        text = self._values[place]
        if len(text) > LONGEST_TEXT:
            accepted = f"at most {LONGEST_TEXT} characters"
            shown = masked(text) if name == "id_number" else text
            self._fault(name, shown, "too_long", accepted)
            return ""
        return text

    def _needed(self, name: str) -> str:
        text = self._text(name)
        if not text:
            self._fault(name, "", "blank")
        return text

    def _list(self, name: str) -> tuple[str, ...]:
        parts = tuple(part.strip() for part in self._text(name).split(";") if part.strip())
        if len(parts) > MOST_IN_A_LIST:
            self._fault(name, f"{len(parts)} values", "too_many", f"at most {MOST_IN_A_LIST}")
        if len(set(parts)) != len(parts):
            self._fault(name, self._text(name), "repeated_value", "each value once, best first")
        return parts

    def _sex(self) -> Sex | None:
        text = self._text("sex").lower()
        if text and text not in _SEX_WORDS:
            self._fault("sex", text)
        return _SEX_WORDS.get(text)

    def _birth_date(self, today: date) -> str:
        text = self._needed("birth_date")
        if not text:
            return ""
        read = birth_of(text, self.date_order)
        if read is None:
            self._fault("birth_date", text)
            return ""
        earliest = date.fromisoformat((read + "-01-01")[:10])
        if earliest > today:
            self._fault("birth_date", text, "birth_date_in_the_future")
            return ""
        if today.year - earliest.year > OLDEST:
            accepted = f"a date at most {OLDEST} years ago"
            self._fault("birth_date", text, "birth_date_too_early", accepted)
            return ""
        return read

    def _nationality(self) -> str:
        text = self._needed("nationality").upper()
        if text and not is_country(text):
            self._fault("nationality", text, "country")
        return text

    def _phone(self) -> str:
        text = self._text("phone").translate(_PHONE_MARKS)
        if text and not _PHONE.fullmatch(text):
            self._fault("phone", masked(text))
        return text

    def _occupation(self, text: str, name: str) -> str:
        if text and text not in self.occupations:
            near = ", ".join(self.nearest(text))
            accepted = _ACCEPTED[name] + (f"; nearest known: {near}" if near else "")
            self._fault(name, text, "unknown_occupation", accepted)
        return text

    def _occupations(self, name: str) -> tuple[str, ...]:
        return tuple(self._occupation(code, name) for code in self._list(name))

    def _experience(self, born: str, today: date) -> int:
        text = self._needed("experience_months")
        months = whole_of(text)
        if months is None:
            if text:
                self._fault("experience_months", text)
            return 0
        if born:
            lived = (today.year - int(born[:4]) - EXPERIENCE_FROM_AGE) * _MONTHS
            if months > max(0, lived):
                accepted = f"no more months than since the age of {EXPERIENCE_FROM_AGE}"
                self._fault("experience_months", text, "experience_beyond_age", accepted)
        return months

    def _whole(self, name: str) -> int | None:
        text = self._text(name)
        number = whole_of(text)
        if text and number is None:
            self._fault(name, text)
        return number

    def _languages(self) -> tuple[tuple[str, Level], ...]:
        known = []
        for part in self._list("languages"):
            read = language_of(part)
            if read is None:
                self._fault("languages", part)
            else:
                known.append(read)
        return tuple(known)

    def _day(self, name: str) -> date | None:
        text = self._text(name)
        if not text:
            return None
        day = day_of(text, self.date_order)
        if day is None:
            self._fault(name, text, "date")
        return day

    def _wish_pay(self) -> tuple[Decimal | None, str]:
        text, currency = self._text("wish_monthly_pay"), self._text("wish_currency").upper()
        pay = amount_of(text)
        if text and pay is None:
            self._fault("wish_monthly_pay", text)
        if currency and not is_currency(currency):
            self._fault("wish_currency", currency, "currency")
        if pay is not None and not currency:
            self._fault("wish_currency", "", "currency")
        return pay, currency

    def _word(self, name: str, words: type[_Word]) -> _Word | None:
        text = self._text(name).lower()
        if not text:
            return None
        if text not in set(words):
            self._fault(name, text)
            return None
        return words(text)

    def _words(self, name: str, words: type[_Word]) -> tuple[_Word, ...]:
        parts = self._list(name)
        if any(part.lower() not in set(words) for part in parts):
            self._fault(name, self._text(name))
            return ()
        return tuple(words(part.lower()) for part in parts)
