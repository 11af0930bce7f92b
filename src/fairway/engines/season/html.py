"""The season's report: one file that stands alone, on paper, a phone or a wide screen."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from fairway.engines.season.findings import (
    audit_section,
    barriers_section,
    change_text,
    changes_section,
    parallel_section,
)
from fairway.engines.season.markup import (
    bar,
    bullets,
    key_figures,
    number,
    paragraph,
    section,
    table,
)
from fairway.engines.season.sources import basis_section, caps_section, file_section
from fairway.engines.season.style import CSS
from fairway.engines.season.tilemap import covers, tile_map
from fairway.engines.season.wording import (
    ENGLISH,
    NOTHING,
    ORDER_OUTCOMES,
    WORKER_OUTCOMES,
    Voice,
)

if TYPE_CHECKING:
    from fairway.engines.season.facts import SeasonFacts
    from fairway.engines.season.summary import Group, SeasonSummary, Share

MOST_OCCUPATIONS = 25


def season_html(facts: SeasonFacts, summary: SeasonSummary, voice: Voice = ENGLISH) -> str:
    """The whole page. ``facts`` and ``summary`` are of the same season."""
    gettext = voice.gettext
    parts = [
        f"<h1>{escape(facts.title)}</h1>",
        paragraph(f"{facts.channel} · {facts.season}", "quiet"),
        paragraph(
            gettext(
                "A simulation on a generated register of what these real orders would have "
                "offered. Nobody in the register exists, and no offer follows from it."
            ),
            "what",
        ),
        _key(summary, voice),
        _where(summary, voice),
        _orders(summary, voice),
        changes_section(facts, voice),
        _pay(summary, voice),
        _occupations(summary, voice),
        _left_out(facts, summary, voice),
        barriers_section(facts, voice),
        audit_section(facts, voice),
        caps_section(facts, voice),
        *(file_section(file, voice) for file in facts.files),
        parallel_section(facts, voice),
        basis_section(facts, voice),
    ]
    return (
        f'<!doctype html><html lang="{escape(voice.language)}" dir="{escape(voice.direction)}">'
        '<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(facts.title)}</title><style>{CSS}</style></head>"
        f"<body><main>{''.join(parts)}</main></body></html>"
    )


def _key(summary: SeasonSummary, voice: Voice) -> str:
    gettext, n = voice.gettext, voice.number
    return key_figures(
        [
            (gettext("Orders"), n(summary.orders)),
            (gettext("Places"), n(summary.places)),
            (gettext("Workers in the register"), n(summary.workers)),
            (gettext("Workers with an offer"), n(summary.placed)),
            (gettext("Got their first wish"), voice.percent(summary.first_wishes, summary.placed)),
            (gettext("Places left open"), n(summary.places - summary.filled)),
        ]
    )


def _where(summary: SeasonSummary, voice: Voice) -> str:
    gettext = voice.gettext
    placed = {share.name: share.filled for share in summary.by_region}
    drawing = ""
    if covers(placed):
        numbers = {code: voice.number(count) for code, count in placed.items()}
        drawing = tile_map(
            placed, gettext("Workers by state of work; the table below has the numbers"), numbers
        )
    regions = [[_region(share, voice), *_share_cells(share, voice)] for share in summary.by_region]
    return section(
        gettext("Where workers go"),
        drawing,
        table(gettext("By region of work"), [gettext("Region"), *_share_heads(voice)], regions),
    )


def _region(share: Share, voice: Voice) -> str:
    if not share.name:
        return voice.gettext("not stated")
    return f"{share.label} ({share.name})" if share.label else share.name


def _share_heads(voice: Voice) -> list[tuple[str, str] | str]:
    gettext = voice.gettext
    heads = (
        gettext("Orders"),
        gettext("Places"),
        gettext("Filled"),
        gettext("Open"),
        gettext("Median pay a month"),
    )
    return [number(head) for head in heads]


def _share_cells(share: Share, voice: Voice) -> list[tuple[str, str] | str]:
    pay = voice.money(share.median_pay) if share.median_pay else NOTHING
    counts = (share.orders, share.places, share.filled, share.open)
    return [*(number(voice.number(count)) for count in counts), number(pay)]


def _orders(summary: SeasonSummary, voice: Voice) -> str:
    gettext, n = voice.gettext, voice.number
    outcomes = [
        [
            gettext(ORDER_OUTCOMES[share.outcome]),
            number(n(share.orders)),
            number(n(share.places)),
            number(n(share.places - share.filled)),
            bar(share.orders, summary.orders),
        ]
        for share in summary.by_outcome
    ]
    still_open = [
        [
            order.case_number,
            order.employer,
            order.occupation_title,
            order.region,
            number(n(order.places)),
            number(n(order.places - order.filled)),
            gettext(ORDER_OUTCOMES[order.outcome])
            + (f" ({order.closed_by})" if order.outcome == "cap" else ""),
            change_text(order, voice),
        ]
        for order in summary.largest_open
    ]
    return section(
        gettext("Orders, filled and open"),
        table(
            gettext("Orders by what the round brought them"),
            [
                gettext("Result"),
                number(gettext("Orders")),
                number(gettext("Places")),
                number(gettext("Open")),
                gettext("Share of orders"),
            ],
            outcomes,
        ),
        table(
            gettext("Orders with most open places; the file of orders has all of them"),
            [
                gettext("Case"),
                gettext("Employer"),
                gettext("Occupation"),
                gettext("Region"),
                number(gettext("Places")),
                number(gettext("Open")),
                gettext("Why"),
                gettext("One change would have brought"),
            ],
            still_open,
        ),
    )


def _pay(summary: SeasonSummary, voice: Voice) -> str:
    gettext, n = voice.gettext, voice.number
    most = max((step.placed for step in summary.pay_steps), default=0)
    steps = [
        [
            gettext("{low} to below {high}").format(
                low=voice.money(step.low), high=voice.money(step.high)
            ),
            number(n(step.placed)),
            bar(step.placed, most),
        ]
        for step in summary.pay_steps
    ]
    sentences = [
        gettext("{percent} of 100 workers with an offer get no more than {pay} a month.").format(
            percent=n(percent), pay=voice.money(pay)
        )
        for percent, pay in summary.pay_quantiles
    ]
    return section(
        gettext("Pay"),
        paragraph(
            gettext(
                "Pay a month before deductions, for the basic hours of the order: a month is a "
                "twelfth of 52 weeks."
            )
        ),
        bullets(sentences),
        table(
            gettext("Workers with an offer by pay a month"),
            [gettext("Pay a month"), number(gettext("Workers")), gettext("Share")],
            steps,
        ),
    )


def _occupations(summary: SeasonSummary, voice: Voice) -> str:
    gettext = voice.gettext
    rows = [
        [f"{share.name} {share.label}", *_share_cells(share, voice)]
        for share in summary.by_occupation[:MOST_OCCUPATIONS]
    ]
    return section(
        gettext("Occupations"),
        table(
            gettext("By occupation (ISCO-08), those with most workers"),
            [gettext("Occupation"), *_share_heads(voice)],
            rows,
        ),
    )


def _left_out(facts: SeasonFacts, summary: SeasonSummary, voice: Voice) -> str:
    gettext, n = voice.gettext, voice.number
    out = sum(count for _, count in summary.left_out)
    reasons = [
        [gettext(WORKER_OUTCOMES[outcome]), number(n(count)), bar(count, out)]
        for outcome, count in summary.left_out
    ]
    wishes = [
        [
            gettext("Wish {number}").format(number=n(wish)),
            number(n(count)),
            number(voice.percent(count, summary.placed)),
        ]
        for wish, count in enumerate(summary.by_wish)
        if wish
    ]
    groups = [_group_cells(group, voice) for group in summary.groups]
    parts = [
        table(
            gettext("Workers without an offer, by the reason"),
            [gettext("Reason"), number(gettext("Workers")), gettext("Share")],
            reasons,
        ),
        table(
            gettext("Workers with an offer, by the wish that was granted"),
            [gettext("Wish"), number(gettext("Workers")), number(gettext("Share"))],
            wishes,
        ),
        paragraph(
            gettext(
                "Proof of fairness: {count} workers were passed over by somebody with lower "
                "priority on an order they liked better."
            ).format(count=n(facts.blocking_pairs))
        ),
    ]
    if groups:
        parts += [
            paragraph(
                gettext(
                    "Groups are counted for this report only. Age, sex, family and origin have "
                    "no part in eligibility or priority. Counts of fewer than ten are not told."
                )
            ),
            table(
                gettext("Groups of workers"),
                [
                    gettext("Kind of group"),
                    gettext("Group"),
                    number(gettext("Workers")),
                    number(gettext("With an offer")),
                    number(gettext("Share")),
                ],
                groups,
            ),
        ]
    return section(gettext("Who was left out, and why"), *parts)


def _group_cells(group: Group, voice: Voice) -> list[tuple[str, str] | str]:
    untold = voice.gettext("not told")
    known = group.workers is not None and group.placed is not None
    return [
        voice.gettext(group.dimension),
        voice.gettext(group.group),
        number(untold if group.workers is None else voice.number(group.workers)),
        number(untold if group.placed is None else voice.number(group.placed)),
        number(voice.percent(group.placed or 0, group.workers or 0) if known else NOTHING),
    ]
