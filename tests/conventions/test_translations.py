"""Every text of the screens is there in each language, whole: held against the sources."""

from __future__ import annotations

import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
SHOWN = 20
NAMED = re.compile(r"%\(\w+\)[a-z]|\{\w*\}")
BY_PLACE = re.compile(r"%[sdf%]")


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "fairway_translations", ROOT / "scripts" / "translations.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


translations = _load()


@pytest.fixture(scope="module")
def sources() -> Catalog:
    """The texts that the sources mark today."""
    found: Catalog = translations.catalog()
    assert len(found) > 0
    return found


@pytest.fixture(scope="module", params=translations.LANGUAGES)
def translated(request: pytest.FixtureRequest) -> Catalog:
    """One language's file."""
    path = translations.LOCALE / request.param / "LC_MESSAGES" / "django.po"
    return read_po(BytesIO(path.read_bytes()), locale=request.param)


def _texts(catalog: Catalog) -> Iterator[Message]:
    yield from (message for message in catalog if message.id)


def _forms(message: Message) -> tuple[str, ...]:
    """The translations of a text: one, or one for each plural form."""
    return tuple(message.string) if message.pluralizable else (message.string,)


def _first(texts: list[str]) -> str:
    return f"{len(texts)} texts, the first of them:\n" + "\n".join(texts[:SHOWN])


def _named(text: str) -> Counter[str]:
    return Counter(NAMED.findall(text))


def _by_place(text: str) -> list[str]:
    return BY_PLACE.findall(NAMED.sub("", text))


def misplaced(message: Message) -> bool:
    """Whether a translation lost, added or changed a placeholder.

    A plural form may leave out the number, where its word already says it.
    """
    if not message.pluralizable:
        return _named(message.string) != _named(message.id) or _by_place(
            message.string
        ) != _by_place(message.id)
    many = message.id[1]
    return any(
        _named(form) - _named(many) or _by_place(form) != _by_place(many)
        for form in _forms(message)
    )


def test_every_text_of_the_sources_is_translated(sources: Catalog, translated: Catalog) -> None:
    missing = []
    for text in _texts(sources):
        found = translated.get(text.id, text.context)
        if found is None or not all(_forms(found)):
            places = ", ".join(sorted({path for path, _line in text.locations}))
            missing.append(f"{text.id!r} ({places})")
    assert not missing, _first(missing)


def test_a_translation_keeps_every_placeholder(translated: Catalog) -> None:
    wrong = [
        f"{message.id!r}: {message.string!r}"
        for message in _texts(translated)
        if all(_forms(message)) and misplaced(message)
    ]
    assert not wrong, _first(wrong)


def test_a_text_with_a_number_has_every_plural_form_of_its_language(translated: Catalog) -> None:
    assert translated.locale is not None
    assert translated.num_plurals == get_plural(str(translated.locale)).num_plurals
    short = [
        f"{message.id!r}: {message.string!r}"
        for message in _texts(translated)
        if message.pluralizable
        and len([one for one in _forms(message) if one]) != translated.num_plurals
    ]
    assert not short, _first(short)


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("%(count)s rows of %(total)s", "%(count)s lignes"),
        ("%(day)s", "%(jour)s"),
        ("at most %d", "au plus"),
        ("%s to %d", "de %d à %s"),
        ("{percent} of 100", "{part} sur 100"),
        ("%(share)s%% of it", "%(share)s % de cela"),
        (("%d row", "%d rows"), ("une ligne", "%d lignes")),
        (("%(count)s row", "%(count)s rows"), ("une ligne", "%(nombre)s lignes")),
    ],
)
def test_a_changed_placeholder_is_noticed(
    text: str | tuple[str, str], translation: str | tuple[str, str]
) -> None:
    assert misplaced(Message(text, translation))


def test_a_plural_form_may_say_its_number_in_a_word() -> None:
    text = ("%(count)s row", "%(count)s rows")
    assert not misplaced(Message(text, ("une ligne", "%(count)s lignes")))
