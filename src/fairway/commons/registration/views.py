"""A worker registers: five short steps, one task a page, nothing that needs a script."""

from __future__ import annotations

import uuid
from typing import cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from fairway.commons.registration import progress
from fairway.commons.registration.forms import (
    CodeForm,
    OfficeForm,
    PhoneForm,
    YouForm,
    office_of_phone,
)
from fairway.commons.registration.words import WHO_SEES
from fairway.core import clock, formats
from fairway.core.access.gate import actor_of, page
from fairway.core.accounts import signin
from fairway.core.accounts.actors import Actor
from fairway.core.accounts.models import Authority, User
from fairway.core.acting import attempt, sentence
from fairway.core.people import actions as people
from fairway.core.people import queries
from fairway.core.people.models import Person, Purpose
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import Role

ADULT = 18


@page("session.open")
def start(request: HttpRequest) -> HttpResponse:
    """Ask for the phone number, and send a code to it."""
    role = actor_of(request).role
    if role is not Role.PUBLIC:
        return redirect("register-consents" if role is Role.WORKER else "home")
    if "again" in request.GET:
        progress.forget(request)
    elif request.method == "GET" and progress.read(request).proof:
        return redirect("register-you" if progress.read(request).office else "register-office")
    form = PhoneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        sent = attempt(form, lambda: _send(request, form.cleaned_data["phone"]))
        if sent:
            progress.forget(request)
            progress.write(request, phone=form.cleaned_data["phone"])
            return redirect("register-code")
    return render(request, "registration/phone.html", {"form": form})


def _send(request: HttpRequest, phone: str) -> bool:
    place = request.META.get("REMOTE_ADDR", "")
    signin.send_code(phone, language=formats.language(), ip=place)
    return True


@page("session.open")
def code(request: HttpRequest) -> HttpResponse:
    """Take the code; the code of a number that is registered already signs in."""
    phone = progress.read(request).phone
    if not phone or actor_of(request).role is not Role.PUBLIC:
        return redirect("register")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user = signin.open_with_code(phone, form.cleaned_data["code"])
        except signin.NotRegistered as new:
            progress.write(request, proof=new.proof)
            return redirect("register-office")
        except BadInput as error:
            for fault in error.faults:
                form.add_error("code", sentence(fault))
        else:
            progress.forget(request)
            return _enter(request, user, "home")
    return render(request, "registration/code.html", {"form": form, "phone": phone})


@page("person.register")
def office(request: HttpRequest) -> HttpResponse:
    """Ask which labour office holds the record, and for the language."""
    known = progress.read(request)
    if not known.proof or actor_of(request).role is not Role.PUBLIC:
        return redirect("register")
    first = {
        "office": known.office or office_of_phone(known.phone),
        "language": known.language or formats.language(),
    }
    form = OfficeForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"]
        chosen = cast("Authority", form.cleaned_data["office"])
        progress.write(request, office=chosen.slug, language=language)
        return _in_language(redirect("register-you"), language)
    return render(request, "registration/office.html", {"form": form})


@page("person.register")
def you(request: HttpRequest) -> HttpResponse:
    """Ask who she is; from here on she is registered and signed in."""
    known = progress.read(request)
    if not (known.proof and known.office) or actor_of(request).role is not Role.PUBLIC:
        return redirect("register")
    form = YouForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        user = attempt(form, lambda: _register(form, known))
        if user is not None:
            progress.forget(request)
            young = _least_age(form, known) < ADULT
            return _enter(request, user, "register-young" if young else "register-consents")
    return render(request, "registration/you.html", {"form": form})


def _details(form: YouForm, known: progress.Progress) -> people.PersonDetails:
    return form.details(phone=known.phone, language=known.language)


def _register(form: YouForm, known: progress.Progress) -> User:
    return signin.register_with_code(
        _details(form, known),
        proof=known.proof,
        authority=Authority.objects.get(slug=known.office),
        client_id=uuid.UUID(known.client_id),
    )


def _least_age(form: YouForm, known: progress.Progress) -> int:
    born = _details(form, known).birth_date
    return born.age_bounds(clock.today())[0] if born else ADULT


@page("person.own")
def young(request: HttpRequest) -> HttpResponse:
    """Say what it means to be under age."""
    return render(request, "registration/young.html")


@page("person.own")
def consents(request: HttpRequest) -> HttpResponse:
    """Go on where she stopped: at the first purpose that was not asked, or at the end."""
    left = progress.unanswered(request, _given(actor_of(request)))
    if not left:
        return redirect("register-done")
    return redirect("register-consent", purpose=left[0].value)


@page("person.consent")
def consent(request: HttpRequest, purpose: str) -> HttpResponse:
    """Ask for one consent, by itself."""
    actor = actor_of(request)
    if purpose not in Purpose.values:
        raise Http404
    asked, person = Purpose(purpose), _person(actor)
    answer = request.POST.get("answer")
    if answer in {"yes", "no"}:
        if answer == "yes":
            people.give(person, asked, language=formats.language(), actor=actor)
        else:
            people.withdraw(person, asked, actor=actor)
        progress.answered(request, asked)
        return redirect("register-consents")
    context = {
        "title": asked.label,
        "words": people.wording(asked, formats.language()),
        "number": list(Purpose).index(asked) + 1,
        "all": len(Purpose),
    }
    return render(request, "registration/consent.html", context)


@page("person.own")
def done(request: HttpRequest) -> HttpResponse:
    """Say who can see what, and what she agreed to."""
    given = _given(actor_of(request))
    context = {
        "who_sees": WHO_SEES,
        "agreed": [purpose.label for purpose in Purpose if purpose.value in given],
        "not_agreed": [purpose.label for purpose in Purpose if purpose.value not in given],
    }
    return render(request, "registration/done.html", context)


def _person(actor: Actor) -> Person:
    return get_object_or_404(queries.visible_to(actor), pk=actor.acts_for, erased_at=None)


def _given(actor: Actor) -> set[str]:
    return set(_person(actor).consents.filter(state="given").values_list("purpose", flat=True))


def _enter(request: HttpRequest, user: User, onward: str) -> HttpResponse:
    signin.start_session(request, user)
    return _in_language(HttpResponseRedirect(reverse(onward)), user.language)


def _in_language(response: HttpResponse, language: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=365 * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
