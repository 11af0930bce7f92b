"""What the web can do, a program can do: the pages' actions and the operations' are compared."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

from fairway.api.app import api
from fairway.core.access.table import RULES

# What only a person in front of a browser does, each with its reason.
ON_THE_WEB_ALONE = {
    "employer.step": "one page for all steps; each step's operation has its own action",
    "recruiter.step": "one page for all steps; each step's operation has its own action",
    "job_order.step": "one page for all steps; each step's operation has its own action",
    "session.open": "a session belongs to a browser; a program has a token",
    "session.close": "a session belongs to a browser; a program's token is revoked",
}


def pages(resolver: URLResolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from pages(entry)
        elif hasattr(entry.callback, "fairway_action"):
            yield entry


def written_by_pages() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for page in pages(get_resolver()):
        action = page.callback.fairway_action
        if RULES[action].writes:
            found.setdefault(action, []).append(str(page.name))
    return found


def test_what_a_page_writes_an_operation_writes_too():
    offered = {action for _operation, action in api.actions()}
    missing = {
        action: names for action, names in written_by_pages().items() if action not in offered
    }
    assert missing.keys() == ON_THE_WEB_ALONE.keys(), missing


def test_every_operation_has_a_name_of_its_own():
    names = [name for name, _action in api.actions()]
    assert len(set(names)) == len(names)
    assert all(name and name[0].islower() and name.isalnum() for name in names), names


def test_every_action_has_words_and_belongs_to_a_group():
    from fairway.commons.persons.words import GROUPS, TITLES

    assert sorted(RULES.keys() - TITLES.keys()) == []
    assert sorted({action.split(".")[0] for action in RULES} - GROUPS.keys()) == []
    assert sorted(TITLES.keys() - RULES.keys()) == []
