"""A simulated season as the facts of its report: orders, workers, caps, files, register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from django.utils.translation import gettext as _

from fairway.core import formats
from fairway.core.imports.models import ImportRun
from fairway.engines.joborders import REASONS, STATES
from fairway.engines.matching import ENGINE, NONE, CapTree, Round
from fairway.engines.provisions import Cap as LegalCap
from fairway.engines.registers import PROFILES, profile
from fairway.engines.season import (
    ATTRIBUTES,
    Basis,
    CapResult,
    FileFacts,
    GroupResult,
    OpenChange,
    OrderResult,
    SeasonFacts,
    SetAsideCount,
)
from fairway.leaving.job_orders.importing import ASIDE, CERTIFIED, USED, WHERE
from fairway.leaving.rounds.season_findings import (
    Watch,
    audits_of,
    barriers_of,
    changes_of,
    parts_facts,
)

if TYPE_CHECKING:
    from fairway.leaving.job_orders.models import JobOrder
    from fairway.leaving.rounds.season import Gathered, Season


def cap_name(cap: LegalCap) -> str:
    """The name under which a cap of one period goes into the matching."""
    return f"{cap.id} {cap.period.start}"


def facts_of(
    season: Season,
    gathered: Gathered,
    round_: Round,
    *,
    tree: CapTree,
    outside: int,
    watch: Watch,
) -> SeasonFacts:
    """Everything that the report states, in the reader's language."""
    inputs = gathered.inputs
    changes = changes_of(inputs, round_)
    watch.note("changes")
    barriers = tuple(barriers_of(inputs, round_))
    watch.note("barriers")
    language = formats.language()
    title = season.pack.file.title.by_language()[language]
    return SeasonFacts(
        title=title,
        season=_("%(first)s to %(last)s")
        % {"first": formats.day(season.starts_from), "last": formats.day(season.starts_to)},
        channel=season.pack.file.channels[season.channel].title.by_language()[language],
        engine=ENGINE,
        seed=season.seed,
        orders=tuple(_order_results(gathered.orders, round_, changes)),
        workers_by_outcome={
            outcome.name.lower(): count for outcome, count in round_.worker_counts().items()
        },
        workers_by_wish=tuple(np.bincount(round_.assignment.rank).tolist()),
        groups=tuple(_group_results(gathered, round_)),
        caps=tuple(_cap_results(tree, gathered.legal, round_)),
        files=tuple(_files(gathered.orders)),
        register=_("%(count)s open candidacies of %(corridor)s")
        % {"count": formats.number(len(gathered.refs)), "corridor": season.corridor},
        basis=_basis(gathered.refs),
        criteria=_criteria(outside),
        blocking_pairs=round_.blocking,
        region_names=STATES if season.corridor.destination.code == "US" else {},
        audits=audits_of(inputs, round_),
        barriers=barriers,
        parts=parts_facts(round_, watch.seconds),
    )


def _order_results(
    orders: Sequence[JobOrder], round_: Round, changes: Sequence[OpenChange | None]
) -> Iterator[OrderResult]:
    filled = round_.end.filled.tolist()
    closed = round_.end.closed_by.tolist()
    for number, order in enumerate(orders):
        by = closed[number] - len(orders)
        yield OrderResult(
            case_number=order.case_number or str(order.pk),
            employer=order.employer.name,
            occupation=order.occupation,
            occupation_title=formats.occupation(order.occupation).title,
            region=order.region,
            start=order.start_on,
            end=order.end_on,
            monthly_pay=order.pay_a_month,
            places=order.places,
            filled=filled[number],
            outcome=round_.order_outcome(number).name.lower(),
            closed_by=round_.market.caps.names[by] if by >= 0 else "",
            change=changes[number],
        )


def _group_results(gathered: Gathered, round_: Round) -> Iterator[GroupResult]:
    placed = round_.assignment.order != NONE
    for one in gathered.inputs.groupings:
        everybody = np.bincount(one.of_worker, minlength=len(one.labels)).tolist()
        lucky = np.bincount(one.of_worker[placed], minlength=len(one.labels)).tolist()
        for label, count, got in zip(one.labels, everybody, lucky, strict=True):
            yield GroupResult(ATTRIBUTES[one.key], label, count, got)


def _cap_results(tree: CapTree, legal: Sequence[LegalCap], round_: Round) -> Iterator[CapResult]:
    by_name = {cap_name(cap): cap for cap in legal}
    for name, used in zip(tree.names, round_.end.cap_used.tolist(), strict=True):
        cap = by_name[name]
        counts = cap.counts.get(formats.language(), cap.counts["en"])
        yield CapResult(counts, cap.limit or 0, used, f"{cap.source.title}, {cap.source.article}")


def _files(orders: Sequence[JobOrder]) -> Iterator[FileFacts]:
    digests = sorted({str(order.source_data["file"]) for order in orders if order.source_data})
    for run in ImportRun.objects.filter(sha256__in=digests).order_by("created_at", "id"):
        figures: Mapping[str, int] = run.report["figures"]
        aside = {code: figures.get(f"{ASIDE}{code}", 0) for code in REASONS}
        yield FileFacts(
            name=run.file_name,
            sha256=run.sha256,
            where=WHERE,
            rows=run.rows,
            orders=run.used,
            merged_rows=run.merged,
            places=figures[USED],
            certified=figures[CERTIFIED],
            set_aside=tuple(
                SetAsideCount(reason["reason"], reason["rows"], aside.get(reason["code"], 0))
                for reason in run.report["reasons"]
            ),
        )


def _basis(refs: Sequence[str]) -> tuple[Basis, ...]:
    """What the register rests on, where it was generated: its references name the profile."""
    first = refs[0]
    for name in PROFILES:
        if first.startswith(f"{name}-"):
            return tuple(Basis(b.name, b.kind, b.note) for b in profile(name).basis)
    return ()


def _criteria(outside: int) -> tuple[str, ...]:
    return (
        _("Priority: the occupation that the experience is in, then experience, then the lot."),
        _("Wishes by a stated model: pay, region and start, in the worker's own order of them."),
        _("No protected attribute is an input of the matching."),
        _("Job orders of the channel that start outside the season and take no part: %(count)s.")
        % {"count": formats.number(outside)},
    )
