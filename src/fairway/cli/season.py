"""`fairway season`: simulate what job orders would have offered, or publish a round."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fairway.cli.runtime import Exit, emit, errors, fail, installation
from fairway.cli.seasons import Channel, From, Json, Seed, To, days_of, voice_of, working
from fairway.cli.whatif import HELP, what_if

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fairway.leaving.rounds.season import Simulated

season_app = typer.Typer(help="Seasons: workers and job orders matched.", no_args_is_help=True)
season_app.command("what-if", help=HELP)(what_if)


@season_app.command()
def simulate(
    *,
    channel: Channel,
    corridor: Annotated[
        str, typer.Option(help="Whose register: MX-US. Needed if several entered the channel.")
    ] = "",
    starts_from: From = "",
    starts_to: To = "",
    seed: Seed = 1,
    out: Annotated[Path, typer.Option(help="Directory for the report.")] = Path("season-report"),
    language: Annotated[str, typer.Option("--lang", help="en, fr or ar.")] = "en",
    as_json: Json = False,
) -> None:
    """Simulate a season on imported job orders and a register; write HTML and CSV.

    It says what these orders would have offered to the people of the register, under the
    channel's caps. Nobody is offered anything.
    """
    days = days_of(starts_from, starts_to)
    with installation(), working("Matching"):
        from django.utils import translation

        from fairway.leaving.job_orders.queries import seasonal
        from fairway.leaving.rounds import season

        with translation.override(language):
            pack, name = season.channel_named(channel)
            way = season.corridor_of_register(name, corridor)
            orders = seasonal(way, name)
            first, last = days or season.usual_season(pack, name, orders)
            done = season.simulate(season.Season(pack, name, way, first, last, seed))
            files = _write(done, out, language)
        figures = _figures(done, (first, last), files)
    emit(figures, "\n".join(_words(done, files)), as_json=as_json)


@season_app.command()
def publish(
    *,
    channel: Channel,
    corridor: Annotated[str, typer.Option(help="The corridor of the round: TN-FR.")],
    starts_from: From,
    starts_to: To,
    answer_days: Annotated[int, typer.Option(help="Days to answer an offer.")] = 7,
    yes: Annotated[bool, typer.Option("--yes", help="Publish without asking.")] = False,
    as_json: Json = False,
) -> None:
    """Clear a channel that an authority clears itself: draw lots, preview, ask, make the offers.

    The lots are drawn for both sides of the corridor by who runs this installation, and the public
    page of the lots says so. Where each side is to draw for itself, its officers use the pages.
    """
    days = days_of(starts_from, starts_to)
    if days is None:
        fail("Give --from and --to: the days on which the orders start.", Exit.USAGE)
    with installation():
        from fairway.core.accounts.actors import Actor
        from fairway.engines.lifecycles import Role
        from fairway.leaving import asking
        from fairway.leaving.rounds import actions, drawing, season

        _pack, name = season.channel_named(channel)
        way = asking.corridor_of(corridor)

        def officer(country: str) -> Actor:
            authority = asking.authority_of(country)
            at_origin = country == way.origin.code
            return Actor(
                role=Role.OFFICER_ORIGIN if at_origin else Role.OFFICER_DESTINATION,
                name="command line",
                authority_id=authority.id,
                country=authority.country,
            )

        actor = officer(way.origin.code)
        new = actions.NewRound(str(way), name, *days, answer_days)
        round_ = actions.begin(new, actor=actor)
        sides = [officer(country) for country in drawing.sides_of(round_)]
        for side in sides:
            drawing.commit(round_, actor=side)
        drawing.close(round_, actor=actor)
        for side in sides:
            drawing.reveal(round_, actor=side)
        round_ = actions.preview(round_, actor=actor)
        figures = round_.figures
        errors.print(
            f"{figures['placed']} of {figures['workers']} workers would be offered one of "
            f"{figures['places']} places in {figures['orders']} job orders.",
            highlight=False,
        )
        if not yes and not typer.confirm("Make these offers?", err=True):
            actions.cancel(round_, actor=actor, reason="The operator did not publish the preview.")
            fail("Nothing was offered; every candidacy is open again.", Exit.FOUND)
        round_ = actions.publish(round_, actor=actor)
        emit(
            {"round": str(round_.pk), **round_.figures},
            f"{round_.figures['offered']} offers were made; {round_.figures['rules']} were barred "
            "by the rules.",
            as_json=as_json,
        )


def _write(done: Simulated, out: Path, language: str) -> dict[str, str]:
    """The report's files, by what they hold."""
    from fairway.engines.season import (
        orders_csv,
        regions_csv,
        season_html,
        summarise,
        workers_csv,
    )

    voice = voice_of(language)
    summary = summarise(done.facts)
    texts: dict[str, Iterable[str]] = {
        "season.html": [season_html(done.facts, summary, voice)],
        "orders.csv": orders_csv(done.facts.orders),
        "regions.csv": regions_csv(summary),
        "workers.csv": workers_csv(done.workers()),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, lines in texts.items():
        with (out / name).open("w", encoding="utf-8", newline="") as stream:
            stream.writelines(lines)
    return {name: str(out / name) for name in texts}


def _figures(done: Simulated, days: tuple[date, date], files: dict[str, str]) -> dict[str, Any]:
    facts = done.facts
    by_outcome: dict[str, int] = {}
    for order in facts.orders:
        by_outcome[order.outcome] = by_outcome.get(order.outcome, 0) + 1
    return {
        "season": [day.isoformat() for day in days],
        "seed": facts.seed,
        "engine": facts.engine,
        "orders": len(facts.orders),
        "orders_by_outcome": by_outcome,
        "places": sum(order.places for order in facts.orders),
        "filled": sum(order.filled for order in facts.orders),
        "workers": len(done.refs),
        "workers_by_outcome": facts.workers_by_outcome,
        "workers_by_wish": list(facts.workers_by_wish),
        "caps": [{"name": c.name, "limit": c.limit, "used": c.used} for c in facts.caps],
        "passed_over": facts.blocking_pairs,
        "files": files,
    }


def _words(done: Simulated, files: dict[str, str]) -> list[str]:
    from fairway.engines.season import ORDER_OUTCOMES, WORKER_OUTCOMES

    facts = done.facts
    filled = sum(order.filled for order in facts.orders)
    places = sum(order.places for order in facts.orders)
    first = facts.workers_by_wish[1] if filled else 0
    lines = [f"{facts.title}: {facts.season}. A simulation; nobody is offered anything."]
    lines.append(
        f"{filled:,} of {places:,} places in {len(facts.orders):,} job orders were filled from "
        f"{len(done.refs):,} workers; {first:,} got their first wish."
    )
    lines += [f"  {cap.used:,} of {cap.limit:,}: {cap.name} ({cap.source})" for cap in facts.caps]
    lines.append("Workers:")
    lines += [
        f"  {count:>9,}  {WORKER_OUTCOMES[outcome]}"
        for outcome, count in facts.workers_by_outcome.items()
        if count
    ]
    lines.append("Job orders:")
    counts: dict[str, int] = {}
    for order in facts.orders:
        counts[order.outcome] = counts.get(order.outcome, 0) + 1
    lines += [f"  {count:>9,}  {ORDER_OUTCOMES[outcome]}" for outcome, count in counts.items()]
    lines.append(f"Report: {files['season.html']} (with CSV files beside it)")
    return lines
