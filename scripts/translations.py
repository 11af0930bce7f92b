"""Collect and compile the texts of the screens with Babel: no gettext needed on the machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = ("fr", "ar")
# `mark` is the engines' word: they know no gettext, their tables name texts for the screens.
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None, "mark": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2), "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip


def messages() -> Iterator[tuple[str, int, object, str | None]]:
    """Yield every marked text: file, line, message, context."""
    import django
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix == ".py" and "migrations" not in path.parts:
            source = path.read_bytes()
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            source = templatize(path.read_text(encoding="utf-8"), origin=str(path)).encode()
        else:
            continue
        for line, message, _comments, context in extract(
            "python", BytesIO(source), keywords=KEYWORDS, options={"encoding": "utf-8"}
        ):
            yield path.relative_to(ROOT).as_posix(), line, message, context


def catalog() -> Catalog:
    """Gather the marked texts into one catalogue."""
    found = Catalog(project="Fairway", charset="utf-8", fuzzy=False)
    for path, _line, message, context in messages():
        found.add(message, None, [(path, None)], context=context)
    return found


def collect() -> None:
    """Bring each language's file up to date; texts that are gone are dropped."""
    template = catalog()
    for language in LANGUAGES:
        path = LOCALE / language / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        old = (
            read_po(BytesIO(path.read_bytes()), locale=language)
            if path.exists()
            else Catalog(locale=language)
        )
        old.update(template, no_fuzzy_matching=True)
        old.obsolete.clear()
        out = BytesIO()
        write_po(out, old, width=96, sort_output=True, omit_header=False, include_lineno=False)
        text = "\n".join(
            line
            for line in out.getvalue().decode().splitlines()
            if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By'))
        )
        path.write_text(text + "\n", encoding="utf-8")
        print(f"{language}: {len(old)} texts, {missing(old)} untranslated")


def missing(of: Catalog) -> int:
    """Count the texts that have no translation."""
    return sum(1 for m in of if m.id and not (all(m.string) if m.pluralizable else m.string))


def compile_all() -> None:
    """Write the .mo files that Django reads."""
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        language = path.parent.parent.name
        read = read_po(StringIO(path.read_text(encoding="utf-8")), locale=language)
        with path.with_suffix(".mo").open("wb") as handle:
            write_mo(handle, read)


if __name__ == "__main__":
    {"collect": collect, "compile": compile_all}[sys.argv[1]]()
