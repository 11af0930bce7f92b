"""A pack comes into force by two persons of its owner, and rules from that moment."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import override

from fairway.commons.agreements import actions, queries
from fairway.commons.agreements.models import PackVersion
from fairway.commons.agreements.words import in_language, with_figures
from fairway.core.access.gate import Denied
from fairway.core.accounts.actors import PUBLIC
from fairway.core.transitions import SamePerson
from fairway.engines.kernel import BadInput, Corridor
from fairway.engines.lifecycles import NotAllowed, Role
from fairway.engines.provisions import builtin_packs, packs_dir

pytestmark = pytest.mark.django_db
TEXT = (packs_dir() / "ph-ae-domestic" / "2026.1" / "pack.yaml").read_text(encoding="utf-8")
CORRIDOR, DAY = Corridor.of("PH", "AE"), date(2026, 11, 22)


def test_a_published_pack_rules_its_corridor_and_no_other(publish) -> None:
    assert queries.packs_in_force(CORRIDOR, DAY) == ()
    publish("ph-ae-domestic")
    assert [p.id for p in queries.packs_in_force(CORRIDOR, DAY)] == ["ph-ae-domestic"]
    assert queries.packs_in_force(Corridor.of("TN", "FR"), DAY) == ()


def test_the_same_person_cannot_propose_and_approve(make_actor) -> None:
    officer = make_actor(Role.OFFICER_ORIGIN, "PH")
    version = actions.propose(TEXT, actor=officer)
    with pytest.raises(SamePerson):
        actions.approve(version, actor=officer)
    version.refresh_from_db()
    assert version.state == "proposed"


def test_a_version_is_not_published_before_it_is_approved(make_actor) -> None:
    version = actions.propose(TEXT, actor=make_actor(Role.OFFICER_ORIGIN, "PH"))
    with pytest.raises(NotAllowed):
        actions.publish(version, actor=make_actor(Role.OFFICER_ORIGIN, "PH"))


def test_another_countrys_officer_cannot_bring_a_pack_into_force(make_actor) -> None:
    with pytest.raises(actions.ForeignPack, match="PH"):
        actions.propose(TEXT, actor=make_actor(Role.OFFICER_DESTINATION, "AE"))


def test_an_employer_may_not_propose_a_pack(make_actor) -> None:
    with pytest.raises(Denied):
        actions.propose(TEXT, actor=make_actor(Role.EMPLOYER, "AE"))


def test_a_faulty_text_is_refused_whole_with_every_fault(make_actor) -> None:
    broken = TEXT.replace("owner: PH", "owner: Philippines\nowner: PH")
    with pytest.raises(BadInput) as refused:
        actions.propose(broken, actor=make_actor(Role.OFFICER_ORIGIN, "PH"))
    assert any(fault.row for fault in refused.value.faults)
    assert not PackVersion.objects.exists()


def test_a_new_version_takes_the_place_of_the_old_in_one_moment(publish, make_actor) -> None:
    old = publish("ph-ae-domestic")
    newer = TEXT.replace("version: '2026.1'", "version: '2026.2'")
    assert newer != TEXT
    version = actions.propose(newer, actor=make_actor(Role.OFFICER_ORIGIN, "PH"))
    second = make_actor(Role.OFFICER_ORIGIN, "PH")
    actions.publish(actions.approve(version, actor=second), actor=second)
    old.refresh_from_db()
    assert old.state == "withdrawn"
    (rules,) = queries.packs_in_force(CORRIDOR, DAY)
    assert rules.ref.version == "2026.2"
    kept = queries.by_digests([old.digest, "0" * 64])
    assert [(digest, pack.ref.version) for digest, pack in kept.items()] == [(old.digest, "2026.1")]


def test_what_is_published_is_signed_by_the_installation(publish) -> None:
    version = publish("ph-ae-domestic")
    data = (settings.HOME / "keys" / "heads.pem").read_bytes()
    public = serialization.load_pem_private_key(data, password=None).public_key()
    public.verify(bytes(version.signature), version.canonical.encode())
    with pytest.raises(InvalidSignature):
        public.verify(bytes(version.signature), version.canonical.encode() + b" ")


def test_the_database_refuses_two_versions_in_force(publish) -> None:
    version = publish("ph-ae-domestic")
    version.pk = None
    version.pack_version = "2026.9"
    with pytest.raises(IntegrityError, match="one_in_force"), transaction.atomic():
        PackVersion.objects.bulk_create([version])


def test_the_public_reads_what_is_published_and_nothing_else(publish, make_actor) -> None:
    actions.propose(
        (packs_dir() / "fr-tn-2008" / "2026.1" / "pack.yaml").read_text(encoding="utf-8"),
        actor=make_actor(Role.OFFICER_DESTINATION, "FR"),
    )
    publish("ph-ae-domestic")
    assert [v.pack for v in queries.visible_to(PUBLIC)] == ["ph-ae-domestic"]


def test_a_rule_is_read_with_its_figures_and_with_the_names_of_what_else_is_asked(
    publish, client
) -> None:
    version = publish("fr-tn-2008")
    page = unescape(client.get(reverse("pack", args=[version.id])).content.decode())
    assert "This channel is for people from 18 to 35." in page
    assert re.search(r"You are \[the worker.s age\]\.", page)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_no_rule_of_any_pack_shows_a_name_that_only_a_machine_reads(language) -> None:
    with override(language):
        for pack in builtin_packs():
            for declared in pack.file.provisions:
                for text in (declared.texts.broken, declared.texts.met):
                    if text is not None:
                        said = with_figures(in_language(text.by_language()), pack)
                        assert not re.search(r"[{}_]|None", said), said
