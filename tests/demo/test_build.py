"""What the demonstration holds once it is built, and that it holds together."""

from __future__ import annotations

import json
import re
from collections import Counter

from fairway.core.access.table import EVERYONE, SIGNED_IN, TABLE
from fairway.engines.lifecycles import CANDIDACY, JOURNEY, Role
from tests.demo.conftest import command


def test_the_build_says_in_one_line_that_everything_was_verified(built) -> None:
    line = built.said.out.strip()
    assert re.fullmatch(
        r"Built in \d+ s and verified: [\d,]+ journal entries, [\d,]+ ledger transactions, "
        r"\d+ checks, nothing wrong\.",
        line,
    )


def test_every_state_of_a_journey_and_of_a_candidacy_is_there(built) -> None:
    assert built.count("leaving_journey").keys() == {state.name for state in JOURNEY.states}
    assert built.count("leaving_candidacy").keys() == {state.name for state in CANDIDACY.states}


def test_there_are_as_many_people_employers_and_agencies_as_promised(built) -> None:
    assert built.rows("SELECT count(*) FROM leaving_workerprofile")[0][0] >= 150
    kinds = built.count("core_organisation", "kind")
    assert kinds["employer"] >= 40
    assert kinds["recruiter"] == 10
    licences = built.count("leaving_licence")
    assert (licences["suspended"], licences["expired"]) == (1, 1)


def test_two_corridors_go_their_own_ways(built) -> None:
    corridors = built.count("leaving_journey", "corridor")
    assert corridors["PH-AE"] > 50
    assert corridors["TN-FR"] > 30
    by_round = built.rows(
        "SELECT corridor, count(*) FROM leaving_journey WHERE round_id IS NOT NULL GROUP BY 1"
    )
    assert dict(by_round) == {"TN-FR": corridors["TN-FR"]}
    assert built.count("leaving_matchinground") == {"published": 5, "previewed": 1}
    languages = built.rows(
        "SELECT DISTINCT j.corridor, c.languages FROM leaving_contractversion c"
        " JOIN leaving_journey j ON j.id = c.journey_id"
    )
    assert dict(languages) == {"PH-AE": ["en", "ar"], "TN-FR": ["ar", "fr"]}


def test_each_pack_took_two_persons(built) -> None:
    steps = built.rows(
        "SELECT subject_id, kind, actor_id FROM core_journalentry"
        " WHERE subject = 'packversion' ORDER BY subject_id, sequence"
    )
    packs: dict[object, dict[str, object]] = {}
    for subject, kind, actor in steps:
        packs.setdefault(subject, {})[kind] = actor
    assert len(packs) == 3
    assert all(taken["propose"] != taken["approve"] for taken in packs.values())
    assert all("publish" in taken for taken in packs.values())


def test_cases_and_appeals_stand_where_their_stories_left_them(built) -> None:
    cases = built.count("commons_case")
    assert {"received", "assessed", "answered", "escalated", "resolved", "closed"} <= cases.keys()
    by_silence = built.rows(
        "SELECT count(*) FROM core_journalentry"
        " WHERE subject = 'case' AND kind = 'escalate' AND role = 'system'"
    )
    assert by_silence[0][0] >= 1
    appeals = built.count("commons_appeal")
    assert {"assigned", "upheld", "dismissed"} <= appeals.keys()


def test_a_fee_above_what_is_allowed_came_back_and_another_is_still_owed(built) -> None:
    settled = built.rows(
        "SELECT settled_id IS NOT NULL, amount, currency FROM abroad_refundorder ORDER BY amount"
    )
    assert [(paid, str(amount.normalize()), currency) for paid, amount, currency in settled] == [
        (False, "6.5E+3", "PHP"),
        (True, "1.8E+4", "PHP"),
    ]


def test_the_check_found_every_fault_that_was_sown_and_no_other(built) -> None:
    found = Counter(
        (str(employer), month.isoformat(), kind, str(journey or ""))
        for employer, month, kind, journey in built.rows(
            "SELECT c.employer_id, c.month, f.kind, f.journey_id FROM abroad_wagefinding f"
            " JOIN abroad_wagecheck c ON c.id = f.wage_check_id"
            " JOIN core_organisation o ON o.id = c.employer_id"
            " WHERE c.current AND o.country = 'AE'"
        )
    )
    listed = json.loads((built.home / "sown-faults.json").read_text(encoding="utf-8"))
    sown = Counter((f["employer"], f["month"], f["kind"], f["journey"]) for f in listed)
    assert found == sown
    assert {kind for _employer, _month, kind, _journey in sown} == {
        "missing worker",
        "short",
        "late",
        "unknown person",
        "over-deduction",
        "duplicate",
    }


def test_what_was_paid_aright_was_found_aright(built) -> None:
    files, lines = built.rows(
        "SELECT count(*), (SELECT count(*) FROM abroad_wageline) FROM abroad_wagefile"
    )[0]
    assert files > 60
    assert lines > files


def test_every_entry_carries_the_day_of_its_story(built) -> None:
    first, last, ahead = built.rows(
        "SELECT min(at), max(at), count(*) FILTER (WHERE at > '2026-11-23T06:00Z')"
        " FROM core_journalentry"
    )[0]
    assert (first.date().isoformat(), last.date().isoformat(), ahead) == (
        "2026-01-05",
        "2026-11-23",
        0,
    )
    backwards = built.rows(
        "SELECT count(*) FROM core_journalentry a JOIN core_journalentry b"
        " ON b.subject_id = a.subject_id AND b.sequence = a.sequence + 1 WHERE b.at < a.at"
    )
    assert backwards == [(0,)]


def test_every_role_that_can_do_something_of_its_own_can_be_entered_by_a_click(built) -> None:
    working = {
        role
        for rule in TABLE
        if rule.roles not in (EVERYONE, SIGNED_IN, SIGNED_IN - {Role.REPRESENTATIVE})
        for role in rule.roles
    } - {Role.PUBLIC, Role.SYSTEM, Role.WORKER, Role.REPRESENTATIVE}
    entered = built.rows(
        "SELECT DISTINCT m.role FROM core_membership m JOIN core_user u ON u.id = m.user_id"
        " WHERE u.is_demo"
    )
    assert working <= {role for (role,) in entered}
    workers = built.rows("SELECT login FROM core_user WHERE is_demo AND person_id IS NOT NULL")
    assert {
        "Worker with an offer",
        "Worker preparing to leave",
        "Worker abroad, not paid",
        "Worker home again in Tunisia",
        "Sister of the worker not paid",
    } <= {login for (login,) in workers}
    represented = built.rows(
        "SELECT count(*) FROM core_representation r JOIN core_user u ON u.id = r.user_id"
        " WHERE u.is_demo"
    )
    assert represented == [(1,)]


def test_nobody_in_it_can_be_rung(built) -> None:
    sent = (built.home / "messages.txt").read_text(encoding="utf-8")
    numbers = re.findall(r"^SMS to (\+\d+)", sent, re.MULTILINE)
    assert numbers
    assert all(re.match(r"\+(63|216)0", number) for number in numbers)


def test_its_clock_runs_on_from_the_last_evening_and_can_be_moved(built) -> None:
    shown = json.loads(command(built.home, "clock", "show", "--json").out)
    assert shown["now"].startswith("2026-11-23T06:")
    moved = command(built.home, "clock", "advance", "--days", "2")
    assert moved.code == 0
    assert "2026-11-25 06:" in moved.out


def test_the_commands_of_the_guardians_find_it_whole(built) -> None:
    for words in (("journal", "verify"), ("ledger", "verify"), ("check",)):
        said = command(built.home, *words)
        assert said.code == 0, said.out + said.err
