"""A file comes in whole or not at all, once, and every row of it is accounted for."""

from collections.abc import Mapping
from datetime import timedelta
from threading import Barrier, Thread, get_ident

import pytest
from django.db import IntegrityError, connections, transaction

from fairway.core import clock
from fairway.core.access.gate import Denied
from fairway.core.accounts.models import Organisation
from fairway.core.imports import actions, queries, reports
from fairway.core.imports.formats import (
    ImportFormat,
    Loading,
    Options,
    Parsed,
    Progress,
    SetAside,
    SourceFile,
    forget_format,
    register_format,
)
from fairway.core.imports.models import ImportRun
from fairway.core.journal.models import JournalEntry
from fairway.engines.kernel import BadInput, Fault
from fairway.engines.lifecycles import Role
from fairway.engines.tables import check_header, read_table
from tests.fixtures.tripwires import NOW

GOOD = "name,number\nFarm One,1\nFarm One,1\nFarm Two,2\nFarm Nil,0\n"


def parse(source: SourceFile, options: Options, progress: Progress) -> Parsed[list[str]]:
    """Farms: those of number 0 are set aside, repeated ones merged, other numbers are faults."""
    table = read_table(source.path, source.name)
    check_header(table.header, ["name", "number"])
    names, aside, merged, faults = [], [], 0, []
    for row in table.rows(progress):
        name, number = row.values
        if not number.isdigit():
            faults.append(Fault("number", number, "a whole number", "number", row.number))
        elif number == "0":
            aside.append(SetAside(row.number, "number", number, "closed", "The farm is closed."))
        elif name in names:
            merged += 1
        else:
            names.append(name)
    if faults:
        raise BadInput(*faults)
    lost = 1 if options.get("lose") else 0
    return Parsed(table.row_count + lost, len(names), names, merged, tuple(aside), {"farms": 2})


def load(parsed: Parsed[list[str]], loading: Loading) -> Mapping[str, int]:
    for name in parsed.content:
        Organisation.objects.create(
            authority=loading.authority, kind="employer", name=name, name_key=name.lower()
        )
        if loading.options.get("break") == name:
            raise ZeroDivisionError
    return {"organisation": len(parsed.content)}


@pytest.fixture
def farms():
    register_format(ImportFormat("farms", "Farms", parse, load))
    register_format(ImportFormat("personal", "Farms of people", parse, load, personal=True))
    yield
    forget_format("farms")
    forget_format("personal")


@pytest.fixture
def officer(make_actor, farms):
    return make_actor(Role.OFFICER_DESTINATION, "FR")


@pytest.fixture
def bring(tmp_path, officer, make_authority):
    def run(text=GOOD, name="farms.csv", kind="farms", **options):
        path = tmp_path / name
        fresh = tmp_path / f"{get_ident()}-{name}"
        fresh.write_bytes(text if isinstance(text, bytes) else text.encode())
        fresh.replace(path)  # whole at any moment, whoever reads it beside
        return actions.run_import(
            kind, path, actor=officer, authority=make_authority("FR"), options=options
        )

    return run


def names() -> set[str]:
    return set(Organisation.objects.filter(kind="employer").values_list("name", flat=True))


def test_every_row_is_used_merged_or_set_aside(bring):
    imported = bring()
    run = imported.run
    assert (run.rows, run.used, run.merged, run.set_aside) == (4, 2, 1, 1)
    assert names() == {"Farm One", "Farm Two"}
    assert run.created == {"organisation": 2}
    assert JournalEntry.objects.get(subject_id=run.id).payload["sha256"] == run.sha256


def test_the_report_says_what_became_of_the_rows(bring):
    imported = bring()
    assert reports.as_text(imported).splitlines() == [
        "farms.csv: 4 rows were read.",
        "Used: 2. Merged into another row: 1. Set aside: 1.",
        "  1  The farm is closed.",
        "farms: 2",
        "Created: 2 organisation.",
    ]
    assert reports.as_csv(imported).splitlines() == [
        "row,field,value,code,reason",
        "5,number,0,closed,The farm is closed.",
    ]


def test_the_same_file_again_changes_nothing_and_says_when_it_came(bring):
    first = bring()
    with clock.at(NOW + timedelta(days=3)):
        again = bring(name="renamed.csv")
    assert again.already
    assert again.run == first.run
    assert names() == {"Farm One", "Farm Two"}
    assert "already imported on 22 November 2026" in reports.as_text(again)
    assert JournalEntry.objects.filter(kind="import.loaded").count() == 1


def test_the_same_file_for_another_authority_is_another_import(
    bring, officer, make_authority, tmp_path
):
    first = bring()
    second = actions.run_import(
        "farms", tmp_path / "farms.csv", actor=officer, authority=make_authority("TN")
    )
    assert not second.already
    assert second.run != first.run


def test_a_fault_aborts_with_every_fault_named_and_nothing_changed(bring):
    with pytest.raises(BadInput) as refused:
        bring("name,number\nFarm One,1\nFarm Two,x\nFarm Three,\n")
    assert [(f.row, f.field, f.value) for f in refused.value.faults] == [
        (3, "number", "x"),
        (4, "number", ""),
    ]
    assert names() == set()
    assert not ImportRun.objects.exists()


def test_rows_that_do_not_add_up_abort(bring):
    with pytest.raises(BadInput, match="add up to the 5") as refused:
        bring(lose=True)
    assert refused.value.faults[0].code == "does_not_reconcile"
    assert names() == set()


def test_the_database_itself_refuses_a_run_that_does_not_add_up(bring):
    run = bring().run
    with pytest.raises(IntegrityError, match="core_importrun_reconciles"), transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(rows=99)


def test_what_breaks_half_way_leaves_nothing(bring):
    with pytest.raises(ZeroDivisionError):
        bring(**{"break": "Farm Two"})
    assert names() == set()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"name\nFarm One\n", "missing_column"),
        (b"%PDF-1.7", "file_kind"),
        ("name,number\nمزرعة,1\n".encode("cp1256"), "encoding"),
        (b"PK\x03\x04" + bytes(40), "broken_workbook"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(bring, content, code):
    with pytest.raises(BadInput) as refused:
        bring(content)
    assert refused.value.faults[0].code == code


def test_a_file_that_is_not_there_is_refused(officer, make_authority, tmp_path):
    with pytest.raises(BadInput, match="can be read"):
        actions.run_import(
            "farms", tmp_path / "no.csv", actor=officer, authority=make_authority("FR")
        )


def test_an_unknown_format_is_refused_with_the_nearest(officer, make_authority, tmp_path):
    with pytest.raises(BadInput) as refused:
        actions.run_import("farm", tmp_path, actor=officer, authority=make_authority("FR"))
    assert "farms" in refused.value.faults[0].accepted


def test_who_may_not_import_is_turned_away(farms, make_actor, make_authority, tmp_path):
    with pytest.raises(Denied):
        actions.run_import(
            "farms",
            tmp_path,
            actor=make_actor(Role.EMPLOYER, "FR"),
            authority=make_authority("FR"),
        )


def test_the_kept_report_of_a_personal_format_holds_no_values(bring):
    reason = ["closed", "The farm is closed."]
    assert bring().run.report["set_aside"] == [[5, "number", "0", *reason]]
    imported = bring(kind="personal")
    assert imported.run.report["set_aside"] == [[5, "number", "", *reason]]
    assert imported.set_aside[0].value == "0"


def test_a_value_in_the_report_cannot_run_in_a_spreadsheet(bring):
    aside = (SetAside(2, "name", "=cmd|'/C calc'!A0", "odd", "Odd."),)
    text = reports.as_csv(actions.Imported(bring().run, already=False, set_aside=aside))
    assert "2,name,'=cmd" in text


def test_imports_are_seen_by_their_authority(bring, officer, make_actor):
    run = bring().run
    assert list(queries.visible_to(officer)) == [run]
    assert not queries.visible_to(make_actor(Role.OFFICER_ORIGIN, "TN")).exists()
    assert not queries.visible_to(make_actor(Role.EMPLOYER, "FR")).exists()


@pytest.mark.concurrency
def test_two_who_bring_the_same_file_at_once_load_it_once(committed, bring):
    barrier, results = Barrier(3), []

    def work() -> None:
        with clock.at(NOW):
            barrier.wait()
            results.append(bring())
            connections.close_all()

    workers = [Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(r.already for r in results) == [False, True, True]
    assert Organisation.objects.filter(name="Farm One").count() == 1
