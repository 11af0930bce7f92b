"""What the room gives the others: the file it reads, whom it shows, what it forgets."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from fairway.commons.decisions.queries import register_subject
from fairway.core.accounts.actors import Actor
from fairway.core.homes import register_home
from fairway.core.imports.formats import register_format
from fairway.core.keys import keyring
from fairway.core.people.forgetting import register_eraser
from fairway.core.people.models import Person
from fairway.core.people.queries import register_person_scope
from fairway.core.people.reading import register_exporter
from fairway.engines.lifecycles import Role
from fairway.leaving.candidacies import forgetting, importing, waiting
from fairway.leaving.candidacies.models import Candidacy, WorkerProfile
from fairway.leaving.candidacies.queries import visible_to


def _seen(actor: Actor) -> Q:
    return Q(about_id__in=visible_to(actor).order_by().values("pk"))


def _candidates(actor: Actor) -> Q:
    """The origin's officers see who entered a channel in their register."""
    return Q(pk__in=visible_to(actor).order_by().values("person_id"))


def _export(person: Person) -> dict[str, Any]:
    profile = WorkerProfile.objects.filter(person=person).first()
    if profile is None:
        return {}
    beside = keyring.unseal(person.id, profile.sealed) if profile.sealed else {}
    return {
        "occupations": list(profile.occupations),
        "experience_months": profile.experience_months,
        "languages": profile.languages,
        "available_from": str(profile.available_from or ""),
        "available_until": str(profile.available_until or ""),
        "wish_regions": profile.wish_regions,
        "wish_pay": str(profile.wish_pay or ""),
        **beside,
        "candidacies": [
            {
                "corridor": candidacy.corridor,
                "channel": candidacy.channel,
                "state": candidacy.state,
                "wishes": [wish.job_order.title for wish in candidacy.wishes.order_by("rank")],
            }
            for candidacy in Candidacy.objects.filter(person=person).prefetch_related(
                "wishes__job_order"
            )
        ],
    }


register_subject(Candidacy._meta.model_name or "", _seen)  # noqa: SLF001  Django's documented Meta
register_format(importing.WORKERS)
register_person_scope(Role.OFFICER_ORIGIN, _candidates)
register_exporter("work", _export)
register_eraser(forgetting.forget)
register_home(Role.WORKER, waiting.for_worker)
register_home(Role.REPRESENTATIVE, waiting.for_worker)
