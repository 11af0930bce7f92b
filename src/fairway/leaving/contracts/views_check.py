"""Checking a contract without an account: by the code on the paper, or behind its QR code."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fairway.core.access.gate import page
from fairway.core.limits import Limit
from fairway.leaving.contracts import checking
from fairway.leaving.contracts.forms import PaperForm, TypedCodeForm

# A labour office checks a busload; a machine that tries codes is stopped long before it finds one.
CHECKS = Limit("contract-checks", most=120, seconds=600)


@page("public.read")
def check(request: HttpRequest) -> HttpResponse:
    """Type the code of a paper."""
    form = TypedCodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("contract-verify", code=form.cleaned_data["code"].strip()[:60])
    return render(request, "contracts/check.html", {"form": form})


@page("public.read")
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What was registered under a code; and whether a paper in hand is that one."""
    CHECKS.count(request.META.get("REMOTE_ADDR", ""))
    found = checking.look_up(code)
    if found is None:
        return render(request, "contracts/forged.html", status=404)
    form = PaperForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    likeness = None
    if form.is_bound and form.is_valid():
        given = form.given()
        likeness = checking.compare(found, given) if given is not None else None
    context = {"found": found, "form": form, "likeness": likeness}
    return render(request, "contracts/verify.html", context)
