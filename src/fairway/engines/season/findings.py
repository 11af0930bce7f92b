"""The report's findings: what would have filled orders, what stood in the way, rates of groups."""

from __future__ import annotations

from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING

from fairway.engines.season.markup import bar, bullets, number, paragraph, section, table
from fairway.engines.season.side_by_side import attribute, label
from fairway.engines.season.summary import SMALLEST_SHOWN
from fairway.engines.season.wording import BARRIERS, CHANGES, NOTHING, STEPS, Voice

if TYPE_CHECKING:
    from fairway.engines.matching import Audit, GroupRate
    from fairway.engines.season.facts import OrderResult, SeasonFacts

_WIDTH, _ROW, _LABELS = 640, 34, 180
_RULE = Fraction(4, 5)


def change_text(order: OrderResult, voice: Voice) -> str:
    """The one change that would have brought most, in words; what tells of few is left out."""
    change = order.change
    if change is None:
        return NOTHING
    kind = voice.gettext(CHANGES[change.kind])
    if change.workers < SMALLEST_SHOWN:
        few = voice.gettext("{change}: fewer than ten workers")
        return few.format(change=kind)
    text = voice.gettext("{change}, {after} instead of {before}: {count} workers")
    return text.format(
        change=kind,
        after=change.after or NOTHING,
        before=change.before or NOTHING,
        count=voice.number(change.workers),
    )


def changes_section(facts: SeasonFacts, voice: Voice) -> str:
    """Which one change would have filled how many of the places left open."""
    gettext, n = voice.gettext, voice.number
    still_open = [order for order in facts.orders if order.filled < order.places]
    rows = []
    for kind, words in CHANGES.items():
        best = [one for one in still_open if one.change is not None and one.change.kind == kind]
        if best:
            brought = sum(one.change.workers for one in best if one.change is not None)
            told = gettext("fewer than ten") if brought < SMALLEST_SHOWN else n(brought)
            rows.append([gettext(words), number(n(len(best))), number(told),
                         bar(len(best), len(still_open))])  # fmt: skip
    none = [one for one in still_open if one.change is None]
    rows.append(
        [
            gettext("No single change within reach"),
            number(n(len(none))),
            number(NOTHING),
            bar(len(none), len(still_open)),
        ]
    )
    return section(
        gettext("What one change would have filled"),
        paragraph(
            gettext(
                "For each order with open places: which one change, of the pay up to half as much "
                "more, of the experience or language asked for, or of the start by up to 30 days, "
                "would have made most workers without an offer eligible. Each order is counted "
                "alone, so that these numbers do not add up; whether the workers would have wished "
                "for it is not known."
            )
        ),
        table(
            gettext("Orders with open places, by the change that would bring most workers"),
            [
                gettext("Change"),
                number(gettext("Orders")),
                number(gettext("Places it would fill")),
                gettext("Share of orders"),
            ],
            rows,
        ),
    )


def barriers_section(facts: SeasonFacts, voice: Voice) -> str:
    """What stood between workers without any fitting order and the orders of their occupations."""
    gettext, n = voice.gettext, voice.number
    if not facts.barriers:
        return ""
    few = gettext("fewer than ten")
    rows = [
        [
            gettext(BARRIERS[one.condition]),
            number(few if 0 < one.workers < SMALLEST_SHOWN else n(one.workers)),
            number(few if 0 < one.alone < SMALLEST_SHOWN else n(one.alone)),
            number(one.half_within if one.alone >= SMALLEST_SHOWN else NOTHING),
        ]
        for one in facts.barriers
    ]
    return section(
        gettext("What stood in the way of workers without an order that fits"),
        paragraph(
            gettext(
                "Counted over the orders of the own occupations. Alone: for at least one order it "
                "was the only thing; then half of these workers miss the nearest such order by no "
                "more than what stands beside it."
            )
        ),
        table(
            gettext("By condition; a worker may stand in several rows"),
            [
                gettext("Condition"),
                number(gettext("Workers")),
                number(gettext("Of them, it alone")),
                number(gettext("Half of these miss by at most")),
            ],
            rows,
        ),
    )


def audit_section(facts: SeasonFacts, voice: Voice) -> str:
    """Whether groups were served alike: a chart with intervals, and the table behind it."""
    gettext = voice.gettext
    shown = [found for found in facts.audits if len(found.rates) > 1]
    if not shown:
        return ""
    parts = [
        paragraph(
            gettext(
                "Of these the matching hears of experience alone, which the work asks for. A group "
                "whose share is under four fifths of the best served group's is a reason to look "
                "into it (29 CFR 1607.4(D)), no proof of discrimination, nor of its absence."
            )
        ),
        bullets(_findings(shown, voice)),
    ]
    for found in shown:
        title = gettext("Share with an offer, by {attribute}")
        caption = title.format(attribute=attribute(found.attribute, voice))
        parts += [_chart(found, caption, voice), _audit_table(found, caption, voice)]
    return section(gettext("Were groups served alike?"), *parts)


def _findings(audits: list[Audit], voice: Voice) -> list[str]:
    gettext = voice.gettext
    found = []
    for one in audits:
        name = attribute(one.attribute, voice)
        below = [
            label(rate.counts.group, voice)
            for rate in one.rates
            if rate.is_below_four_fifths and rate.is_beyond_chance
        ]
        if below:
            text = gettext("{attribute}: under four fifths, and not by chance: {groups}.")
            found.append(text.format(attribute=name, groups=", ".join(below)))
        else:
            text = gettext(
                "{attribute}: no group is under four fifths beyond what chance explains."
            )
            found.append(text.format(attribute=name))
    return found


def _audit_table(found: Audit, caption: str, voice: Voice) -> str:
    gettext, n = voice.gettext, voice.number
    rows = [
        [
            label(rate.counts.group, voice),
            number(n(rate.counts.workers)),
            number(n(rate.counts.placed)),
            number(_share(rate.rate, voice)),
            number(f"{_share(rate.low, voice)} \N{EN DASH} {_share(rate.high, voice)}"),
            number(_ratio(rate, voice)),
            number(_share(rate.by_eligibility, voice)),
            number(_share(rate.by_ranking, voice)),
        ]
        for rate in found.rates
    ]
    parts = [
        table(
            caption,
            [
                gettext("Group"),
                number(gettext("Workers")),
                number(gettext("With an offer")),
                number(gettext("Share")),
                number(gettext("Interval (95 %)")),
                number(gettext("Against the best served")),
                number(gettext("Gap by eligibility")),
                number(gettext("Gap by ranking")),
            ],
            rows,
        )
    ]
    if found.too_small:
        text = gettext("Too few to be told apart: {groups}.")
        groups = ", ".join(label(group, voice) for group in found.too_small)
        parts.append(paragraph(text.format(groups=groups), "quiet"))
    return "".join(parts)


def _ratio(rate: GroupRate, voice: Voice) -> str:
    text = _share(rate.ratio, voice)
    if rate.is_below_four_fifths:
        return voice.gettext("{share}, under four fifths").format(share=text)
    return text


def _share(value: Fraction | float, voice: Voice) -> str:
    return voice.percent(round(float(value) * 10_000), 10_000)


def _chart(found: Audit, caption: str, voice: Voice) -> str:
    """Each group's share as a point on its interval; the line is four fifths of the highest."""
    height = _ROW * (len(found.rates) + 1)
    wide = _WIDTH - _LABELS - 20

    def x(share: float) -> float:
        return round(_LABELS + wide * min(1.0, max(0.0, share)), 1)

    rule = x(float(max(rate.rate for rate in found.rates) * _RULE))
    marks = [
        f'<line class="axis" x1="{x(0)}" x2="{x(1)}" y1="{height - 24}" y2="{height - 24}"/>',
        f'<line class="rule" x1="{rule}" x2="{rule}" y1="4" y2="{height - 24}"/>',
        *(
            f'<text class="tick" x="{x(tenth / 4)}" y="{height - 6}">'
            f"{escape(voice.percent(tenth * 25, 100))}</text>"
            for tenth in range(5)
        ),
    ]
    for row, rate in enumerate(found.rates):
        middle = _ROW * row + 18
        marks.append(
            f'<text class="name" x="{_LABELS - 12}" y="{middle + 5}">'
            f"{escape(label(rate.counts.group, voice))}</text>"
            f'<line class="range" x1="{x(rate.low)}" x2="{x(rate.high)}" y1="{middle}" '
            f'y2="{middle}"/><circle cx="{x(float(rate.rate))}" cy="{middle}" r="5"/>'
        )
    about = voice.gettext("{caption}: points with their intervals; the table below has the numbers")
    return (
        f'<svg class="rates" viewBox="0 0 {_WIDTH} {height}" role="img" direction="ltr" '
        f'aria-label="{escape(about.format(caption=caption))}">{"".join(marks)}</svg>'
    )


def parallel_section(facts: SeasonFacts, voice: Voice) -> str:
    """How many parts the market had, and what ran side by side."""
    gettext, n = voice.gettext, voice.number
    if facts.parts is None:
        return ""
    parts = facts.parts
    if parts.number > 1:
        text = gettext(
            "The market falls into {parts} parts that share no worker and no cap; the largest has "
            "{orders} orders. Each is cleared on its own, {processors} at a time, with the same "
            "result."
        )
    elif facts.caps:
        text = gettext(
            "One cap lies over all orders, so that everybody's chance hangs together: the season "
            "is one part and is cleared by one processor. Eligibility and wishes are still shared "
            "out by parts of the register of 50,000 workers, and the findings of this report by "
            "order and worker, among {processors} processors."
        )
    else:
        text = gettext(
            "Workers who list orders of several kinds join them all: the season is one part and is "
            "cleared by one processor. Eligibility and wishes are still shared out by parts of the "
            "register of 50,000 workers, and the findings of this report by order and worker, "
            "among {processors} processors."
        )
    rows = [
        [
            gettext(STEPS[step.name]),
            gettext("yes") if step.is_shared else gettext("no"),
            number(voice.decimal(step.seconds)),
        ]
        for step in parts.steps
    ]
    checked = gettext(
        "Every one of the {wishes} wishes was looked at once more when the season was cleared: in "
        "{count} of them somebody with lower priority had passed over the worker."
    )
    return section(
        gettext("How it was computed"),
        paragraph(
            text.format(
                parts=n(parts.number), orders=n(parts.largest), processors=n(parts.processors)
            )
        ),
        paragraph(checked.format(wishes=n(parts.wishes), count=n(facts.blocking_pairs))),
        table(
            gettext("Steps of this computation"),
            [gettext("Step"), gettext("Side by side"), number(gettext("Seconds"))],
            rows,
        ),
    )
