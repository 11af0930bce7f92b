"""The pages of this room."""

from __future__ import annotations

from functools import partial

from django import forms
from django.urls import path
from django.utils.translation import gettext_lazy as _

from fairway.abroad.arrival import actions, contact, views
from fairway.leaving.journeys.acting import Act, ReasonForm, act_path, register_page


class RecordForm(forms.Form):
    """The paper on which a death is recorded."""

    record = forms.CharField(label=_("The record: office, number, day"), max_length=300)


_FOUND = {
    contact.Found.AT_WORK: _("The worker is safe and at work. The search ends."),
    contact.Found.STRANDED: _("The worker is abroad, without this work. The search ends."),
    contact.Found.AT_HOME: _("The worker is at home. The search ends."),
}
ACTS = (
    Act(
        "start_work",
        "arrival.start_work",
        actions.start_work,
        (_("The work has begun. From now on each wage is checked against the contract."),),
    ),
    Act(
        "lose_contact",
        "contact.report",
        contact.lose,
        (_("The attaché and the authorities look for the worker. The employer is not told."),),
        form=ReasonForm,
    ),
    *(
        Act(how.value, "contact.find", partial(contact.find, how=how), (words,))
        for how, words in _FOUND.items()
    ),
    Act(
        "record_death",
        "contact.record_death",
        contact.record_death,
        (_("The journey ends. Those who represent the worker are told."),),
        form=RecordForm,
        grave=True,
    ),
)

register_page("confirm_arrival", "arrival", "arrival.confirm")
urlpatterns = [
    path("journeys/<uuid:pk>/arrival/", views.confirm_arrival, name="arrival"),
    path("journeys/<uuid:pk>/arrival/found/", views.found, name="arrival-found"),
    path("journeys/<uuid:pk>/arrival/help/", views.ask_help, name="arrival-help"),
    path("journeys/<uuid:pk>/arrived/", views.report_arrival, name="arrival-report"),
    *(act_path(act) for act in ACTS),
]
