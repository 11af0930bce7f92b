"""The main menu. A page shows in it for those whom it is made for and whose role may open it.

Who may is asked of the access table through the page's own action, so it is said only once.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.urls import resolve, reverse
from django.utils.translation import gettext_lazy as _

from fairway.core.access.table import EVERYONE, may
from fairway.engines.lifecycles.roles import WORKER_SIDE, Role

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Item:
    """A page of the main menu: its title, the name of its URL, and for whom it is made.

    Others who may open the page reach it from where they work.
    """

    title: _StrPromise
    url_name: str
    made_for: frozenset[Role] = EVERYONE


# Whoever looks at the journeys of many. A worker finds the same under "My journey" and "Jobs".
_OFFICES = EVERYONE - WORKER_SIDE

MENU = (
    Item(_("Home"), "home"),
    Item(_("My journey"), "my-journey", WORKER_SIDE),
    Item(_("Jobs"), "jobs"),
    Item(_("My data"), "my-data"),
    Item(_("Job orders"), "job-orders", _OFFICES),
    Item(_("Candidacies"), "candidacies", _OFFICES),
    Item(_("Matching rounds"), "matching-rounds"),
    Item(_("Seasons compared"), "season-comparisons"),
    Item(_("Journeys"), "journeys", _OFFICES),
    Item(_("Preparation"), "steps", frozenset({Role.PROVIDER, Role.OFFICER_ORIGIN})),
    Item(_("Contracts"), "contracts"),
    Item(_("Check a pass"), "border"),
    Item(_("Departures against decisions"), "differences"),
    Item(_("Wages"), "wage-files"),
    Item(_("Your pay"), "my-pay"),
    Item(_("What you paid"), "my-costs", WORKER_SIDE),
    Item(_("Payments"), "my-costs", EVERYONE - WORKER_SIDE),
    Item(_("Refunds"), "refunds"),
    Item(_("Cases"), "cases"),
    Item(_("Complaints"), "notices"),
    Item(_("Employers"), "employers"),
    Item(_("Recruiters"), "recruiters"),
    Item(_("Agreements"), "packs", _OFFICES),
    Item(_("Appeals"), "appeals"),
    Item(_("Requests for erasure"), "erasures"),
    Item(_("Records of one person"), "likely-pairs"),
    Item(_("Who read what"), "access-log"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as a page shows it."""

    title: str
    url: str
    current: bool


@cache
def _action(url: str) -> str:
    return str(resolve(url).func.fairway_action)  # type: ignore[attr-defined]  # our own mark


def menu(role: Role, path: str) -> list[Shown]:
    """The menu of a role; the page whose address begins this path most closely is current."""
    found = [(item, reverse(item.url_name)) for item in MENU if role in item.made_for]
    open_to = [(item, url) for item, url in found if may(role, _action(url))]
    here = max((url for _item, url in open_to if path.startswith(url)), key=len, default="")
    return [Shown(str(item.title), url, url == here) for item, url in open_to]
