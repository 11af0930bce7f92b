"""Places kept for groups: by a pack with its source, for whom the register tells, as they ask."""

from __future__ import annotations

import pytest

from fairway.commons.agreements import actions as agreements
from fairway.core.keys import keyring
from fairway.core.people.details import PersonDetails
from fairway.core.people.models import Person
from fairway.engines.kernel import BadInput
from fairway.engines.lifecycles import Role
from fairway.engines.provisions import packs_dir, versions
from fairway.leaving.candidacies.models import Candidacy, WorkerProfile
from fairway.leaving.rounds import actions, groups, words
from fairway.leaving.rounds.models import RoundResult
from tests.leaving.rounds.test_rounds import results

pytestmark = pytest.mark.django_db

RETURNING = """\
    reserves:
      - id: returning
        group: {group}
        parameter: kept_places
        measure: {measure}
        {more}
        counts: {{en: Who worked here before, fr: Qui a déjà travaillé ici, ar: من عمل هنا}}
"""
PARAMETER = """\
parameters:
  kept_places:
    type: int
    kind: requirement
    series:
      - value: {value}
        valid_from: 2020-01-01
        article: a test's own law
        source: {source}
        confidence: seen in source
"""


def with_reserve(group: str, *, value: int = 1, measure: str = "places", more: str = "") -> str:
    """The agreement of Tunisia and France as if it kept places; no real text says so."""
    pack = "fr-tn-2008"
    text = (packs_dir() / pack / versions(pack)[-1] / "pack.yaml").read_text(encoding="utf-8")
    begins = text.index("  young_professionals:")
    at = text.index("    clearing:", begins)
    reserve = RETURNING.format(group=group, measure=measure, more=more)
    source = text[text.index("\nsources:\n") :].splitlines()[2].split(":")[0].strip()
    changed = text[:at] + reserve + text[at:]
    return changed.replace(
        "\nparameters:\n", "\n" + PARAMETER.format(value=value, source=source), 1
    )


@pytest.fixture
def publish_text(make_actor):
    def bring(text: str) -> None:
        first, second = (make_actor(Role.OFFICER_DESTINATION, "FR") for _ in range(2))
        owner = next(line for line in text.splitlines() if line.startswith("owner:")).split()[1]
        if owner == "TN":
            first, second = (make_actor(Role.OFFICER_ORIGIN, "TN") for _ in range(2))
        version = agreements.approve(agreements.propose(text, actor=first), actor=second)
        agreements.publish(version, actor=second)

    return bring


def test_a_place_kept_for_returning_workers_goes_to_one_who_returns(
    publish_text, open_orders, cook_wishing, officer, spring, drawn, monkeypatch
) -> None:
    publish_text(with_reserve("returning workers"))
    (order,) = open_orders({"places": 2})
    masters = [cook_wishing(order, experience=60) for _ in range(2)]
    novice = cook_wishing(order, experience=0)
    monkeypatch.setattr(groups, "_who_were_in", lambda _s, _c: frozenset({novice.person_id}))
    round_ = actions.preview(drawn(spring()), actor=officer)
    held = results(round_)
    assert held[novice.pk] == "Cook in a seaside hotel"
    assert sorted(held[one.pk] for one in masters) == ["Cook in a seaside hotel", "places_taken"]
    (kept,) = round_.figures["kept"]
    assert (kept["places"], kept["asked"], kept["placed"]) == (1, 1, 1)
    assert round_.figures["passed_over"] == 0
    loser = RoundResult.objects.get(round=round_, job_order=None)
    assert [one["why"] for one in loser.unmet] == ["lot"]
    (shown,) = words.kept_in_words(round_.figures, groups.kept_in(round_))
    assert (shown.group, shown.places) == ("Who worked here before", 1)
    assert shown.source is not None
    assert shown.source.article == "a test's own law"


def test_a_kept_place_that_its_group_does_not_ask_for_is_open_to_all(
    publish_text, open_orders, cook_wishing, officer, spring, drawn
) -> None:
    publish_text(with_reserve("returning workers"))
    (order,) = open_orders({"places": 1})
    cook = cook_wishing(order)
    round_ = actions.preview(drawn(spring()), actor=officer)
    assert results(round_) == {cook.pk: "Cook in a seaside hotel"}


def test_the_groups_are_told_from_what_the_register_holds(
    publish_text, open_orders, cook_wishing
) -> None:
    publish_text(with_reserve("women", value=50, measure="percent"))
    (order,) = open_orders({"places": 2})
    first, second = cook_wishing(order), cook_wishing(order)
    person = Person.objects.get(pk=first.person_id)
    details = PersonDetails.from_sealed(keyring.unseal(person.pk, person.sealed)).as_json()
    person.sealed = keyring.seal(person.pk, {**details, "sex": "female"})
    person.save(update_fields=["sealed"])
    profile = WorkerProfile.objects.get(person_id=second.person_id)
    profile.sealed = keyring.seal(second.person_id, {"home_region": "TN-81"})
    profile.save(update_fields=["sealed"])
    entered = list(Candidacy.objects.order_by("created_at", "id"))

    def told(group: str, more: str = "") -> list[int]:
        from fairway.engines.provisions import kept_for, load_pack

        pack = load_pack(with_reserve(group, more=more))
        kept = kept_for(pack, "young_professionals", order.start_on)
        return [groups.groups_of(entered, kept)[one.pk] for one in (first, second)]

    assert told("women") == [1, 0]
    assert told("regions", "regions: [TN-81, TN-82]") == [0, 1]
    assert told("first-time workers") == [1, 1]
    assert told("returning workers") == [0, 0]


def test_a_region_is_named_by_a_reserve_for_regions_and_by_no_other() -> None:
    from fairway.engines.provisions import check_text

    wrong = (
        with_reserve("regions"),
        with_reserve("women", more="regions: [TN-81]"),
        with_reserve("women", value=101, measure="percent"),
        with_reserve("women").replace(
            "kind: requirement\n    series:\n      - value: 1\n",
            "kind: target\n    series:\n      - value: 1\n",
            1,
        ),
        with_reserve("women").replace("parameter: kept_places", "parameter: nothing"),
    )
    for text in wrong:
        assert check_text(text).faults, text[:0]
    assert not check_text(with_reserve("women")).faults


def test_a_percentage_keeps_whole_places_rounded_down() -> None:
    from datetime import date

    from fairway.engines.provisions import kept_for, load_pack

    (kept,) = kept_for(
        load_pack(with_reserve("women", value=33, measure="percent")),
        "young_professionals",
        date(2027, 3, 1),
    )
    assert [kept.of(places) for places in (0, 3, 4, 100)] == [0, 0, 1, 33]
    with pytest.raises(BadInput):
        kept_for(load_pack(with_reserve("women")), "no_such_channel", date(2027, 3, 1))
