"""A comparison in tables: the same for the page, the report, the spreadsheet and the terminal.

Made from the comparison as plain data (`as_json`), so that one that was kept reads as a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from fairway.engines.kernel import Money
from fairway.engines.season.wording import ENGLISH, NOTHING, Voice, gettext_noop

Data = Mapping[str, Any]
_TENTHS = 1_000


@dataclass(frozen=True, slots=True)
class Table:
    """A table of texts; ``shares`` is how full a bar is drawn beside each row, 0 to 100."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[int, ...] = ()

    @property
    def cells(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Each row as its texts under their heads: for a narrow screen."""
        return tuple(tuple(zip(self.heads, row, strict=True)) for row in self.rows)

    @property
    def barred(self) -> tuple[tuple[tuple[str, ...], int | None], ...]:
        """Each row with its bar."""
        if not self.shares:
            return tuple((row, None) for row in self.rows)
        return tuple(zip(self.rows, self.shares, strict=True))


ATTRIBUTES = {
    "nationality": gettext_noop("nationality"),
    "experience": gettext_noop("months of experience"),
    "returning": gettext_noop("worked there before"),
    "sex": gettext_noop("sex"),
    "age": gettext_noop("age"),
    "home": gettext_noop("region of home"),
}
_PRIORITIES = {
    "own_occupation": gettext_noop("points for the own occupation"),
    "near_occupation": gettext_noop("points for a near occupation"),
    "experience_points": gettext_noop("points for each step of experience"),
    "experience_step_months": gettext_noop("months in a step of experience"),
    "experience_most": gettext_noop("most points for experience"),
    "language_points": gettext_noop("points for each level of language"),
    "language_most": gettext_noop("most points for languages"),
}
_LABELS = {
    "yes": gettext_noop("yes"),
    "no": gettext_noop("no"),
    "female": gettext_noop("Female"),
    "male": gettext_noop("Male"),
    "other": gettext_noop("Other"),
    "not_stated": gettext_noop("Not stated"),
}


def attribute(key: str, voice: Voice) -> str:
    """What an attribute by which groups are told is called."""
    return voice.gettext(ATTRIBUTES.get(key, key))


def label(text: str, voice: Voice) -> str:
    """What a group is called."""
    return voice.gettext(_LABELS[text]) if text in _LABELS else text


def season_names(data: Data, voice: Voice) -> tuple[str, ...]:
    """The seasons by name; the first is the one as it stands."""
    first = voice.gettext("As it stands")
    return tuple(one["name"] or first for one in data["seasons"])


def change_words(change: str, voice: Voice) -> str:
    """A change in words: ``wages.all=+5%`` as "Pay of all job orders: +5%"."""
    gettext = voice.gettext
    path, _equals, value = change.partition("=")
    kind, *of = path.split(".", 2)
    match kind, of:
        case "caps", ["season"]:
            words = gettext("Cap over the whole season: {value}")
        case "caps", [_name]:
            words = gettext("Cap of the law “{of}”: {value}")
        case "caps", _:
            words = gettext("Cap over {orders}: {value}")
        case "priority", _:
            words = gettext("Priority, {weight}: {value}")
        case "kept", _:
            words = gettext("Places kept for workers with {group}: {value}")
        case "wages", _:
            words = gettext("Pay a month of {orders}: {value}")
        case _:
            words = gettext("Start of {orders}, moved by days: {value}")
    key, name = [*of, "", ""][:2]
    return words.format(
        value=f"\N{FIRST STRONG ISOLATE}{value}\N{POP DIRECTIONAL ISOLATE}",
        of=".".join(of),
        orders=_orders(key, name, voice),
        weight=gettext(_PRIORITIES.get(key, key)),
        group=f"{attribute(key, voice)}: {label(name, voice)}",
    )


def _orders(key: str, name: str, voice: Voice) -> str:
    match key:
        case "occupation":
            return voice.gettext("job orders in occupation {code}").format(code=name)
        case "region":
            return voice.gettext("job orders in region {code}").format(code=name)
    return voice.gettext("all job orders")


def _money(value: Mapping[str, str] | None, voice: Voice) -> str:
    return NOTHING if value is None else voice.money(Money.of(value["amount"], value["currency"]))


def _decimal(text: str | None, voice: Voice) -> str:
    return NOTHING if text is None else voice.decimal(Decimal(text))


def _told(count: int | None, voice: Voice) -> str:
    return voice.gettext("not told") if count is None else voice.number(count)


Reading = Callable[[Data, Voice], str]
_MEASURES: tuple[tuple[str, Reading], ...] = (
    (gettext_noop("Workers with an offer"), lambda d, v: v.number(d["placed"])),
    (gettext_noop("Places left open"), lambda d, v: v.number(d["places_open"])),
    (gettext_noop("Job orders filled"), lambda d, v: v.number(d["orders_filled"])),
    (gettext_noop("Got their first wish"), lambda d, v: v.number(d["first_wishes"])),
    (
        gettext_noop("First wishes among those with an offer"),
        lambda d, v: v.percent(d["first_wishes"], d["placed"]),
    ),
    (gettext_noop("Average wish (1 is the first)"), lambda d, v: _decimal(d["average_wish"], v)),
    (gettext_noop("Median pay a month"), lambda d, v: _money(d["pay_median"], v)),
    (gettext_noop("Pay a month, all together"), lambda d, v: _money(d["pay_total"], v)),
    (
        gettext_noop("In a region they wished for, of those who named one"),
        lambda d, v: v.percent(d["wished_region"], d["stated_region"]),
    ),
    (gettext_noop("Passed over by lower priority"), lambda d, v: v.number(d["passed_over"])),
)
_BARRED = (
    ("placed", gettext_noop("Workers with an offer")),
    ("first_wishes", gettext_noop("Got their first wish")),
    ("places_open", gettext_noop("Places left open")),
)
SIDES = (
    ("gained", gettext_noop("Gain an offer")),
    ("lost", gettext_noop("Lose their offer")),
    ("better", gettext_noop("Get a better wish")),
    ("worse", gettext_noop("Get a worse wish")),
    ("paid_more", gettext_noop("Are paid more")),
    ("paid_less", gettext_noop("Are paid less")),
)


def figures_table(data: Data, voice: Voice = ENGLISH) -> Table:
    """Every figure, one row each, the seasons side by side."""
    return Table(
        voice.gettext("The seasons side by side"),
        (voice.gettext("Figure"), *season_names(data, voice)),
        tuple(
            (voice.gettext(title), *(read(one, voice) for one in data["seasons"]))
            for title, read in _MEASURES
        ),
    )


def bar_tables(data: Data, voice: Voice = ENGLISH) -> tuple[Table, ...]:
    """The figures to look at first, with bars; and the pay of all together."""
    names = season_names(data, voice)
    tables = [
        _barred(
            voice.gettext(title),
            names,
            [one[key] for one in data["seasons"]],
            [voice.number(one[key]) for one in data["seasons"]],
            voice,
        )
        for key, title in _BARRED
    ]
    pays = [one["pay_total"] for one in data["seasons"]]
    tables.append(
        _barred(
            voice.gettext("Pay a month, all together"),
            names,
            [Decimal(pay["amount"]) for pay in pays],
            [_money(pay, voice) for pay in pays],
            voice,
        )
    )
    return tuple(tables)


def _barred(
    title: str,
    names: Sequence[str],
    values: Sequence[int | Decimal],
    texts: Sequence[str],
    voice: Voice,
) -> Table:
    most = max(values, default=0)
    return Table(
        title,
        (voice.gettext("Season"), title),
        tuple(zip(names, texts, strict=True)),
        tuple(round(100 * value / most) if most else 0 for value in values),
    )


def sides_table(data: Data, voice: Voice = ENGLISH) -> Table:
    """Who gains and who loses against the season as it stands, in workers."""
    rows = [
        (name, *(_told(one["against_the_first"][key], voice) for key, _title in SIDES))
        for name, one in zip(season_names(data, voice), data["seasons"], strict=True)
        if one["against_the_first"] is not None
    ]
    heads = (voice.gettext("Season"), *(voice.gettext(title) for _key, title in SIDES))
    return Table(
        voice.gettext("Workers who gain and who lose against the season as it stands"),
        heads,
        tuple(rows),
    )


def group_tables(data: Data, voice: Voice = ENGLISH) -> tuple[Table, ...]:
    """The share of each group that gets an offer, season by season."""
    tables = []
    names = season_names(data, voice)
    for at, first in enumerate(data["seasons"][0]["groups"]):
        seasons = [
            {rate["group"]: rate for rate in one["groups"][at]["rates"]} for one in data["seasons"]
        ]
        groups = sorted({group for one in seasons for group in one})
        rows = tuple(
            (label(group, voice), *(_rate(one.get(group), voice) for one in seasons))
            for group in groups
        )
        if rows:
            title = voice.gettext("Share with an offer, by {attribute}")
            caption = title.format(attribute=attribute(first["attribute"], voice))
            tables.append(Table(caption, (voice.gettext("Group"), *names), rows))
    return tuple(tables)


def _rate(rate: Data | None, voice: Voice) -> str:
    if rate is None:
        return voice.gettext("not told")
    text = voice.percent(round(rate["rate"] * _TENTHS), _TENTHS)
    if rate["below_four_fifths"]:
        return voice.gettext("{share}, under four fifths").format(share=text)
    return text


def caps_table(data: Data, voice: Voice = ENGLISH) -> Table:
    """How far each cap of each season is used."""
    rows = [
        (name, _cap_name(cap["name"], voice), voice.number(cap["used"]), voice.number(cap["limit"]))
        for name, one in zip(season_names(data, voice), data["seasons"], strict=True)
        for cap in one["caps"]
    ]
    heads = ("Season", "Cap", "Used", "Limit")
    return Table(voice.gettext("Use of each cap"), tuple(map(voice.gettext, heads)), tuple(rows))


def _cap_name(name: str, voice: Voice) -> str:
    """A cap that a variant added, in words; one of the law by its name and period."""
    kind, *of = name.partition(",")[0].split(".", 2)
    if kind != "caps":
        return name
    key, code = [*of, "", ""][:2]
    words = voice.gettext("The whole season") if key == "season" else _orders(key, code, voice)
    return words + "".join(name.partition(",")[1:])


def notes(voice: Voice = ENGLISH) -> tuple[str, ...]:
    """What a reader has to know before comparing."""
    gettext = voice.gettext
    return (
        gettext(
            "Every season has the same people, lots and tastes: what differs comes from the change."
        ),
        gettext(
            "Where pay or dates change, workers list anew what fits; then a better or worse wish "
            "cannot be compared and is not told."
        ),
        gettext(
            "Counts of fewer than ten people are not told, nor what would give them away by "
            "subtraction."
        ),
        gettext(
            "A share under four fifths of the best served group's is a reason to look into it, no "
            "proof of discrimination, nor of its absence."
        ),
        gettext(
            "A higher cap never places fewer if no other cap lies around it; inside another cap "
            "it may."
        ),
    )
