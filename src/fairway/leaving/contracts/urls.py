"""The pages of this room."""

from __future__ import annotations

from django.urls import path

from fairway.leaving.contracts import views, views_check, views_office
from fairway.leaving.journeys.acting import register_page

register_page("register_contract", "journey-contract", "contract.register")
urlpatterns = [
    path("contracts/", views.contracts, name="contracts"),
    path("contracts/<uuid:pk>/", views.contract, name="contract"),
    path("contracts/<uuid:pk>/paper/", views.paper, name="contract-paper"),
    path("contracts/<uuid:pk>/revise/", views.revise, name="contract-revise"),
    path("contracts/<uuid:pk>/sign/", views.sign, name="contract-sign"),
    path(
        "contracts/<uuid:pk>/sign-as-employer/",
        views.sign_as_employer,
        name="contract-sign-employer",
    ),
    path("contracts/<uuid:pk>/change/", views.change, name="contract-change"),
    path("contracts/<uuid:pk>/correct/", views.correct, name="contract-correct"),
    path("contracts/<uuid:pk>/withdraw/", views.withdraw, name="contract-withdraw"),
    path("contracts/<uuid:pk>/register/", views_office.register, name="contract-register"),
    path("contracts/<uuid:pk>/refuse/", views_office.refuse, name="contract-refuse"),
    path(
        "contracts/<uuid:pk>/refuse-placement/",
        views_office.refuse_placement,
        name="contract-refuse-placement",
    ),
    path("contracts/<uuid:pk>/revoke/", views_office.revoke, name="contract-revoke"),
    path("journeys/<uuid:pk>/contract/", views.draft, name="contract-draft"),
    path("journeys/<uuid:pk>/contract/register/", views_office.of_journey, name="journey-contract"),
    # Printed on papers: this address never changes.
    path("check/contract/", views_check.check, name="contract-check"),
    path("check/contract/<str:code>/", views_check.verify, name="contract-verify"),
]
