"""Signing in and out: staff by password and second factor, workers by a code to their phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from fairway.core.access.gate import page
from fairway.core.accounts import signin
from fairway.core.accounts.models import User
from fairway.core.formats import language
from fairway.engines.kernel import BadInput
from fairway.web.forms import EnrolForm, PasswordForm, PhoneCodeForm, PhoneForm, SecondFactorForm

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

# Where registration finds the number that a code has just confirmed.
PHONE_PROOF = "phone_proof"
_NEXT = "next"


def safe_next(request: HttpRequest, wanted: str) -> str:
    """Where to go on: only ever a page of this installation; home if nothing else."""
    hosts = {request.get_host()}
    secure = request.is_secure()
    if wanted and url_has_allowed_host_and_scheme(wanted, hosts, require_https=secure):
        return wanted
    return reverse("home")


def remember_language(response: HttpResponse, code: str) -> None:
    """Keep the reader's language in the browser."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=365 * 24 * 60 * 60,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def enter(request: HttpRequest, user: User, wanted: str) -> HttpResponse:
    """Open a session and go on, in the language of the account."""
    signin.start_session(request, user)
    response = HttpResponseRedirect(safe_next(request, wanted))
    remember_language(response, user.language)
    return response


@page("session.open")
def choice(request: HttpRequest) -> HttpResponse:
    """Ask which way in: by phone for workers, by password for staff."""
    wanted = request.GET.get(_NEXT, "")
    context = {"query": f"?{urlencode({_NEXT: wanted})}" if wanted else ""}
    return render(request, "pages/sign_in_choice.html", context)


@page("session.open")
def staff(request: HttpRequest) -> HttpResponse:
    """Take e-mail and password, then ask for the second factor."""
    wanted = request.POST.get(_NEXT) or request.GET.get(_NEXT, "")
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user = signin.staff_password(
                request, form.cleaned_data["login"], form.cleaned_data["password"]
            )
        except BadInput:
            form.add_error(None, _("E-mail address and password do not belong together."))
        else:
            request.session[_NEXT] = wanted
            return redirect("second-factor" if signin.has_second_factor(user) else "enrol")
    return render(request, "pages/sign_in.html", {"form": form, "next": wanted})


def _half_signed_in(request: HttpRequest) -> User | None:
    """Who gave the right password and not yet the second factor."""
    user = request.user
    return user if isinstance(user, User) and user.person_id is None else None


def _onward(request: HttpRequest, user: User) -> HttpResponse:
    response = HttpResponseRedirect(safe_next(request, request.session.pop(_NEXT, "")))
    remember_language(response, user.language)
    return response


@page("session.open")
def second_factor(request: HttpRequest) -> HttpResponse:
    """Take the six digits of the authenticator, or a recovery code."""
    user = _half_signed_in(request)
    if user is None:
        return redirect("sign-in")
    if not signin.has_second_factor(user):
        return redirect("enrol")
    form = SecondFactorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            signin.verify_totp(request, user, form.cleaned_data["token"])
        except BadInput as error:
            _show_faults(form, error, "token")
        else:
            return _onward(request, user)
    return render(request, "pages/second_factor.html", {"form": form})


@page("session.open")
def enrol(request: HttpRequest) -> HttpResponse:
    """Set up the second factor: show its secret as a QR code, take the first digits."""
    user = _half_signed_in(request)
    if user is None:
        return redirect("sign-in")
    if signin.has_second_factor(user):
        return redirect("second-factor")
    form = EnrolForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = signin.confirm_totp(request, user, form.cleaned_data["token"])
        except BadInput as error:
            _show_faults(form, error, "token")
        else:
            wanted = safe_next(request, request.session.pop(_NEXT, ""))
            shown = {"codes": codes, "wanted": wanted}
            return render(request, "pages/recovery_codes.html", shown)
    # After wrong digits the app still holds the secret that was shown before.
    held = signin.secret_shown(user) if request.method == "POST" else None
    secret, uri = held or signin.enrol_totp(user)
    picture = segno.make(uri, error="m").svg_inline(scale=5, border=2, omitsize=True)
    context = {"form": form, "secret": secret, "qr": mark_safe(picture)}  # noqa: S308  drawn here
    return render(request, "pages/enrol.html", context)


@page("session.open")
def phone(request: HttpRequest) -> HttpResponse:
    """Take a phone number, send a code to it, ask for the code."""
    wanted = request.POST.get(_NEXT) or request.GET.get(_NEXT, "")
    form = PhoneForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["phone"]
        try:
            signin.send_code(number, language=language(), ip=request.META.get("REMOTE_ADDR", ""))
        except BadInput as error:
            _show_faults(form, error, "phone")
        else:
            context = {"form": PhoneCodeForm(initial={"phone": number}), "next": wanted}
            return render(request, "pages/phone_code.html", {**context, "phone": number})
    return render(request, "pages/phone.html", {"form": form, "next": wanted})


@page("session.open")
def phone_code(request: HttpRequest) -> HttpResponse:
    """Take the code that was sent, and open the session."""
    if request.method != "POST":
        return redirect("phone")
    wanted = request.POST.get(_NEXT, "")
    form = PhoneCodeForm(request.POST)
    if form.is_valid():
        try:
            user = signin.open_with_code(form.cleaned_data["phone"], form.cleaned_data["code"])
        except signin.NotRegistered as error:
            request.session[PHONE_PROOF] = {
                "phone": form.cleaned_data["phone"],
                "proof": error.proof,
            }
            return render(request, "pages/not_registered.html")
        except BadInput as error:
            _show_faults(form, error, "code")
        else:
            return enter(request, user, wanted)
    context = {"form": form, "next": wanted, "phone": request.POST.get("phone", "")}
    return render(request, "pages/phone_code.html", context)


def _show_faults(form: Form, error: BadInput, fallback: str) -> None:
    for fault in error.faults:
        field = fault.field if fault.field in form.fields else fallback
        form.add_error(field, _("Accepted: %(accepted)s") % {"accepted": fault.accepted})


@page("session.close")
def sign_out(request: HttpRequest) -> HttpResponse:
    """Close the session."""
    if request.method == "POST":
        code = language()
        logout(request)
        response = redirect("front")
        remember_language(response, code)
        return response
    return redirect("home")
