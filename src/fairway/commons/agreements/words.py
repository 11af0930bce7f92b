"""Texts of packs in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language


def in_language(texts: Mapping[str, str]) -> str:
    """The reader's language, or English."""
    return texts.get((get_language() or "en")[:2]) or texts["en"]
