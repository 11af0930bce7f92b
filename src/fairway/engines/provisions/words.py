"""Words of decisions: templates filled with facts and values, in every language.

Formatting is fixed here rather than taken from a locale library, because a stored decision must
read the same when it is replayed years later. Western digits are used in all three languages, as
on the contracts of these corridors; figures inside Arabic text are isolated (U+2066, U+2069) so
that amounts and currency codes keep their order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from fairway.engines.kernel import Money
from fairway.engines.provisions.names import LANGUAGES

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_ISOLATE, _POP = "\u2066", "\u2069"

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
}
_MONTH_NAMES = {language: names.split() for language, names in _MONTHS.items()}
_YES_NO = {"en": ("yes", "no"), "fr": ("oui", "non"), "ar": ("نعم", "لا")}
_UNKNOWN = {"en": "not known", "fr": "non connu", "ar": "غير معروف"}
_COMMA = {"en": ", ", "fr": ", ", "ar": "، "}

_STILL_NEEDED = {
    "en": "This cannot be decided yet. Still needed: {names}.",
    "fr": "La décision n'est pas encore possible. Il manque : {names}.",
    "ar": "لا يمكن اتخاذ القرار بعد. ما زال ينقص: {names}.",
}
_NOT_ESTABLISHED = {
    "en": "The value that this rule needs is not established for this date ({names}).",
    "fr": "La valeur dont cette règle a besoin n'est pas établie pour cette date ({names}).",
    "ar": "القيمة التي تحتاج إليها هذه القاعدة غير ثابتة في هذا التاريخ ({names}).",
}
_PERSON_DECIDES = {
    "en": "A person will decide.",
    "fr": "Une personne décidera.",
    "ar": "سيتخذ القرارَ موظفٌ مختص.",
}
NO_RULE = {
    "en": "No agreement or law recorded here answers this question. A person will decide.",
    "fr": "Aucun accord ni aucune loi enregistrés ici ne répond à cette question."
    " Une personne décidera.",
    "ar": "لا يوجد هنا اتفاق أو قانون مسجَّل يجيب عن هذا السؤال. سيتخذ القرارَ موظفٌ مختص.",
}
NOTHING_APPLIES = {
    "en": "No rule of “{title}” stands against this.",
    "fr": "Aucune règle de « {title} » ne s'y oppose.",
    "ar": "لا توجد قاعدة في «{title}» تمنع ذلك.",
}
CHANNEL_LABEL = {"en": "the channel", "fr": "la filière", "ar": "مسار الهجرة"}


def show(value: Any, language: str) -> str:
    """A value in the words of a language."""
    text = _plain_text(value, language)
    if language == "ar" and isinstance(value, int | Money) and not isinstance(value, bool):
        return f"{_ISOLATE}{text}{_POP}"
    return text


def _plain_text(value: Any, language: str) -> str:
    if value is None:
        return _UNKNOWN[language]
    if isinstance(value, bool):
        return _YES_NO[language][0 if value else 1]
    if isinstance(value, date):
        return f"{value.day} {_MONTH_NAMES[language][value.month - 1]} {value.year}"
    if isinstance(value, tuple):
        return _COMMA[language].join(str(item) for item in value)
    if isinstance(value, Mapping):
        return _COMMA[language].join(f"{k}: {_plain_text(v, language)}" for k, v in value.items())
    return str(value)


@lru_cache(maxsize=4096)
def _pieces(template: str) -> tuple[str, ...]:
    return tuple(PLACEHOLDER.split(template))


def fill(templates: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, str]:
    """The templates with their placeholders filled; what is not known says so."""
    return {language: _fill(templates[language], language, values) for language in LANGUAGES}


def _fill(template: str, language: str, values: Mapping[str, Any]) -> str:
    pieces = _pieces(template)
    if len(pieces) == 1:
        return template
    return "".join(
        show(values.get(piece), language) if index % 2 else piece
        for index, piece in enumerate(pieces)
    )


def not_decided(
    missing: Mapping[str, Mapping[str, str]], unusable: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """The words for a provision that cannot be decided, from the labels of what it lacks."""
    return {language: _not_decided(language, missing, unusable) for language in LANGUAGES}


def _not_decided(
    language: str,
    missing: Mapping[str, Mapping[str, str]],
    unusable: Mapping[str, Mapping[str, str]],
) -> str:
    sentences = []
    for names, template in ((missing, _STILL_NEEDED), (unusable, _NOT_ESTABLISHED)):
        if names:
            words = _COMMA[language].join(labels[language] for labels in names.values())
            sentences.append(template[language].replace("{names}", words))
    return " ".join([*sentences, _PERSON_DECIDES[language]])
