"""The components, rendered: what a reader sees of states, decisions, deadlines and lists."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django import forms
from django.template import Context, Template
from django.utils.html import strip_tags
from django.utils.translation import override

from fairway.core import clock, homes
from fairway.core.accounts.actors import Actor
from fairway.core.homes import Urgency, Waiting, register_home, waiting_for
from fairway.core.screen import Bar, Entry, Limit, NextStep, Places, Step, Turn
from fairway.engines.kernel import (
    Confidence,
    Decision,
    Money,
    Outcome,
    PackRef,
    Reason,
    Source,
)
from fairway.engines.lifecycles import LIFECYCLES
from fairway.engines.lifecycles.roles import Role
from fairway.web import marks, roles
from fairway.web.marks import Tone
from tests.fixtures.tripwires import NOW

STATES = [
    (lifecycle.name, state.name) for lifecycle in LIFECYCLES.values() for state in lifecycle.states
]


def show(text: str, language: str = "en", **context: object) -> str:
    with override(language):
        return Template(text).render(Context(context))


def reason(outcome: Outcome, name: str = "pay", **changes: object) -> Reason:
    source = Source("Accord", "Article 3", "https://example.org/a", Confidence.SECONDARY)
    values = {
        "provision": name,
        "outcome": outcome,
        "texts": {"en": f"Reason {name}", "fr": f"Motif {name}"},
        "source": source,
    }
    return Reason(**(values | changes))


def decision(outcome: Outcome, *reasons: Reason) -> Decision:
    packs = (PackRef("fr-tn", "1.0", "0" * 64),)
    return Decision("q", outcome, reasons, packs, {}, date(2026, 11, 22), "1")


@pytest.mark.parametrize(("lifecycle", "state"), STATES)
def test_every_state_is_told_by_a_shape_and_a_word(lifecycle, state):
    html = show("{% status lifecycle state %}", lifecycle=lifecycle, state=state)
    assert f"<span>{LIFECYCLES[lifecycle].state(state).title}</span>" in html
    assert "<svg" in html


def test_no_two_tones_share_a_shape():
    assert len({marks.shape(tone).split(">", 1)[1] for tone in Tone}) == len(Tone)


def test_every_role_has_a_name():
    assert roles.TITLES.keys() == set(Role)


@pytest.mark.django_db
def test_a_refusal_shows_its_reasons_with_their_source_and_the_way_to_appeal():
    refused = decision(
        Outcome.REFUSED,
        reason(Outcome.REFUSED),
        reason(Outcome.ALLOWED, "age"),
        reason(Outcome.INCOMPLETE, "hours"),
    )
    html = show(
        "{% decision of appeal_url='/appeal/' appeal_by=by %}",
        of=refused,
        by=NOW + timedelta(days=9),
    )
    assert html.index("Reason pay") < html.index("Reason hours") < html.index("<details")
    assert html.index("<details") < html.index("Reason age")
    assert "Article 3" in html
    assert 'href="https://example.org/a"' in html
    assert "from a secondary source" in html
    assert 'href="/appeal/"' in html
    assert "9 days left" in html


@pytest.mark.django_db
def test_a_reason_comes_in_the_readers_language_or_is_marked_as_english():
    refused = decision(Outcome.REFUSED, reason(Outcome.REFUSED))
    assert "Motif pay" in show("{% decision of %}", "fr", of=refused)
    assert '<p lang="en" dir="ltr">Reason pay</p>' in show("{% decision of %}", "ar", of=refused)


@pytest.mark.django_db
def test_an_open_decision_names_what_is_not_known():
    open_one = decision(Outcome.INCOMPLETE, reason(Outcome.INCOMPLETE, missing=("hours_a_week",)))
    html = show("{% decision of %}", of=open_one)
    assert "a person decides" in html
    assert "hours a week" in html


def test_an_article_that_is_not_known_is_said_to_be_so():
    source = Source("Accord", "not known", "", Confidence.UNVERIFIED)
    html = show("{% source of %}", of=source)
    assert "article not known" in html
    assert "not verified" in html
    assert "href" not in html


def test_a_timeline_tells_what_happened_then_what_is_next_who_acts_and_by_when():
    entries = [
        Entry(NOW - timedelta(days=2), "First", "Hôtel", (("Pay", Money.of(5, "EUR")),)),
        Entry(NOW - timedelta(days=1), "Second"),
    ]
    following = NextStep("Third", (Role.ATTACHE, Role.WORKER), NOW + timedelta(days=5))
    html = show("{% timeline entries next_step=next %}", entries=entries, next=following)
    told = ["First", "Hôtel", "€5.00", "Second", "Third", "Labour attaché", "5 days left"]
    assert sorted(told, key=html.index) == told


def test_text_from_people_is_never_markup():
    entries = [Entry(NOW, "<b>x</b>", "<i>y</i>", (("<u>", "<s>"),))]
    html = show("{% timeline entries %}", entries=entries)
    assert not any(tag in html for tag in ("<b>", "<i>", "<u>", "<s>"))


def test_a_target_is_not_shown_as_a_quota_and_no_limit_is_invented():
    cap = strip_tags(show("{% places of %}", of=Places("A", 5, 9)))
    assert "5 of 9 places taken; 4 left" in cap
    target = show("{% places of %}", of=Places("A", 5, 9, Limit.TARGET))
    assert "a target is not a quota" in target
    assert "left" not in target
    unlimited = show("{% places of %}", of=Places("A", 5))
    assert "the law sets no number" in unlimited
    assert "<svg" not in unlimited


def test_a_bar_never_stands_without_its_figure():
    html = show("{% bars of 'T' 'Country' 'Workers' %}", of=[Bar("FR", 20), Bar("AE", 5)])
    assert html.count('<th scope="row">') == html.count("<rect") == 2
    assert 'width="100.00"' in html
    assert 'width="25.00"' in html


def test_bars_of_nothing_divide_by_nothing():
    assert 'width="0.00"' in show("{% bars of 'T' 'C' 'W' %}", of=[Bar("FR", 0)])


def test_a_step_of_somebody_else_says_whose_turn_and_since_when():
    steps = [
        Step("Passport", Turn.DONE),
        Step("Visa", Turn.THEIRS, who="OFII", since=NOW - timedelta(days=3)),
    ]
    html = show("{% steps of %}", of=steps)
    assert "OFII" in html
    assert "19 November 2026" in html
    assert "</bdi> of <bdi" in html


class Sample(forms.Form):
    name = forms.CharField(label="Name", help_text="As in the passport.", max_length=4)
    paid = forms.ChoiceField(label="Paid", choices=[("y", "Yes")], widget=forms.RadioSelect)
    photo = forms.FileField(label="Photo", required=False)

    def clean(self):
        raise forms.ValidationError("Both do not go together.")


def test_a_faulty_form_lists_its_faults_linked_to_their_fields():
    html = show("{{ form }}", form=Sample({"name": "", "paid": ""}))
    assert 'href="#id_name"' in html
    assert 'href="#id_paid"' in html
    assert "Both do not go together." in html
    assert 'aria-invalid="true"' in html
    assert "id_name_helptext id_name_error" in html
    assert "Please answer this" in html


def test_the_faults_are_listed_once_even_where_the_page_places_them_itself():
    html = show("{% error_summary form %}{{ form }}", form=Sample({}))
    assert html.count("Both do not go together.") == 1


def test_a_form_without_faults_shows_none():
    assert "alert" not in show("{{ form }}", form=Sample())


def test_a_file_field_says_how_large_a_file_may_be():
    assert "At most 8 MB." in show("{{ form }}", form=Sample())


def test_an_arabic_page_isolates_what_runs_the_other_way():
    assert show("{{ m|money }}", "ar", m=Money.of(5, "EUR")).startswith("<bdi")
    assert 'lang="en" dir="ltr"' in show("{{ o|occupation }}", "ar", o="5120")


ACTOR = Actor(role=Role.AUDITOR)


def item(title: str, urgency: Urgency, since: int, due: int | None = None) -> Waiting:
    due_at = None if due is None else NOW + timedelta(hours=due)
    return Waiting(title, "", "/x/", urgency, NOW - timedelta(days=since), due_at)


def test_the_most_urgent_waits_first_then_the_nearest_then_the_oldest(monkeypatch):
    monkeypatch.setattr(homes, "_providers", homes.defaultdict(list))
    register_home(
        Role.AUDITOR,
        lambda _actor: [
            item("young", Urgency.ORDINARY, 1),
            item("old", Urgency.ORDINARY, 9),
            item("near", Urgency.ORDINARY, 1, due=30),
        ],
    )
    register_home(
        Role.AUDITOR,
        lambda _actor: [
            item("late", Urgency.ORDINARY, 1, due=-1),
            item("danger", Urgency.DANGER, 0),
        ],
    )
    waiting = waiting_for(ACTOR, clock.now())
    assert [one.title for one in waiting] == ["danger", "late", "near", "old", "young"]
    html = show("{% waiting of %}", of=waiting)
    assert html.index("danger") < html.index("1 hour late") < html.index("waiting for 9 days")


def test_a_provider_that_registers_twice_is_asked_once(monkeypatch):
    monkeypatch.setattr(homes, "_providers", homes.defaultdict(list))

    def provider(_actor):
        return [item("once", Urgency.SOON, 0)]

    register_home(Role.AUDITOR, provider)
    register_home(Role.AUDITOR, provider)
    assert len(waiting_for(ACTOR, NOW)) == 1
    assert waiting_for(Actor(role=Role.ANALYST), NOW) == []


@pytest.mark.django_db
def test_a_time_to_appeal_that_is_over_is_told_as_a_day_and_not_as_something_late():
    refused = decision(Outcome.REFUSED, reason(Outcome.REFUSED))
    html = show("{% decision of '' by %}", of=refused, by=NOW - timedelta(days=40))
    assert "An appeal was possible until" in html
    assert "late" not in html
    assert "You can appeal" not in html


class Listed(forms.Form):
    """Lists to choose from: of several, of one, and one that may be left."""

    several = forms.ChoiceField(choices=[("a", "A"), ("b", "B")])
    one = forms.ChoiceField(choices=[("a", "A")])
    left = forms.ChoiceField(choices=[("", "None"), ("b", "B")], required=False)


def test_a_list_of_several_begins_with_nothing_chosen():
    html = str(Listed()["several"])
    assert html.index('<option value="">Choose</option>') < html.index('value="a"')
    assert "selected" not in html
    with override("ar"):
        assert "اختر" in str(Listed()["several"])


def test_a_choice_that_was_made_or_is_the_only_one_or_may_be_left_is_not_asked_again():
    assert "Choose" not in str(Listed(initial={"several": "b"})["several"])
    assert "Choose" not in str(Listed(data={"several": "b"})["several"])
    assert "Choose" not in str(Listed()["one"])
    assert str(Listed()["left"]).count('value=""') == 1
    assert "Choose" in str(Listed(data={"several": ""})["several"])
