"""A simulated season's figures add up, its page stands alone, and it says what it is."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairway.engines.kernel import Money
from fairway.engines.matching import OrderOutcome, WorkerOutcome
from fairway.engines.season import (
    ENGLISH,
    ORDER_OUTCOMES,
    WORKER_OUTCOMES,
    Basis,
    CapResult,
    FileFacts,
    GroupResult,
    OrderResult,
    SeasonFacts,
    SetAsideCount,
    Voice,
    WorkerResult,
    orders_csv,
    regions_csv,
    season_html,
    summarise,
    workers_csv,
)
from fairway.engines.season.tilemap import TILES


def order(case="H-1", *, pay="2000.00", places=10, filled=10, region="TX", **more) -> OrderResult:
    facts = {
        "case_number": case, "employer": "Green Slope & Sons", "occupation": "9214",
        "occupation_title": "Garden and horticultural labourers", "region": region,
        "start": date(2019, 4, 1), "end": date(2019, 11, 30),
        "monthly_pay": Money.of(pay, "USD"), "places": places, "filled": filled,
        "outcome": "filled" if filled == places else "few_wishes",
    }  # fmt: skip
    return OrderResult(**(facts | more))


def season(*orders: OrderResult, **more) -> SeasonFacts:
    placed = sum(o.filled for o in orders)
    facts = {
        "title": "H-2B season 2019", "season": "October 2018 to September 2019",
        "channel": "United States, H-2B", "engine": "matching 1", "seed": 7, "orders": orders,
        "workers_by_outcome": {"placed": placed, "cap": 40, "no_dates": 12, "no_pay": 0},
        "workers_by_wish": (52, placed), "groups": (), "caps": (), "files": (),
        "register": "us-seasonal, 100 workers, seed 7", "basis": (), "criteria": (),
        "blocking_pairs": 0,
    }  # fmt: skip
    return SeasonFacts(**(facts | more))


def page(facts: SeasonFacts, voice: Voice = ENGLISH) -> str:
    return season_html(facts, summarise(facts), voice)


FILE = FileFacts(
    "H-2B_FY2019.xlsx", "ab" * 32, "https://www.dol.gov/agencies/eta/foreign-labor/performance",
    9_236, 7_125, 0, 143_916, 150_465,
    (SetAsideCount("The employer withdrew the application.", 851, 0),),
)  # fmt: skip


def test_figures_add_up_to_the_orders():
    summary = summarise(season(order("A"), order("B", filled=4, region="FL"), order("C", filled=0)))
    assert (summary.orders, summary.places, summary.filled) == (3, 30, 14)
    for shares in (summary.by_region, summary.by_occupation, summary.by_outcome):
        assert sum(share.orders for share in shares) == 3
        assert sum(share.places for share in shares) == 30
        assert sum(share.filled for share in shares) == 14
    assert sum(step.placed for step in summary.pay_steps) == 14
    assert [o.case_number for o in summary.largest_open] == ["C", "B"]


def test_those_left_out_are_counted_by_reason_most_frequent_first():
    summary = summarise(season(order()))
    assert summary.left_out == (("cap", 40), ("no_dates", 12))
    assert (summary.workers, summary.placed, summary.first_wishes) == (62, 10, 10)


def test_pay_is_counted_by_workers_and_not_by_orders():
    summary = summarise(
        season(order("A", pay="1000.00", places=90, filled=90), order("B", pay="5000.00"))
    )
    assert dict(summary.pay_quantiles)[50] == Money.of("1000.00", "USD")
    assert dict(summary.pay_quantiles)[90] == Money.of("1000.00", "USD")
    (texas,) = summary.by_region
    assert texas.median_pay == Money.of("1000.00", "USD")


def test_a_region_without_anybody_placed_has_no_median_pay():
    (texas,) = summarise(season(order(filled=0))).by_region
    assert texas.median_pay is None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 9_999_99), st.integers(0, 30)), min_size=1, max_size=30))
def test_steps_of_pay_hold_everybody_once_and_follow_one_another(rows):
    orders = [
        replace(order(str(i), filled=n, places=30), monthly_pay=Money.from_minor(minor, "USD"))
        for i, (minor, n) in enumerate(rows)
    ]
    summary = summarise(season(*orders))
    assert sum(step.placed for step in summary.pay_steps) == summary.filled
    assert len(summary.pay_steps) <= 14
    for one, following in zip(summary.pay_steps, summary.pay_steps[1:], strict=False):
        assert one.high == following.low
    for step in summary.pay_steps:
        inside = [o.filled for o in orders if step.low <= o.monthly_pay < step.high]
        assert step.placed == sum(inside)


def told(*groups: tuple[str, int, int]) -> list[tuple[int | None, int | None]]:
    facts = season(order(), groups=tuple(GroupResult("Age", *group) for group in groups))
    return [(group.workers, group.placed) for group in summarise(facts).groups]


def test_counts_of_fewer_than_ten_people_are_not_told():
    assert told(("a", 500, 200), ("b", 9, 3), ("c", 8, 0)) == [
        (500, 200),
        (None, None),
        (None, None),
    ]


def test_a_single_small_group_cannot_be_found_by_subtraction_from_the_total():
    assert told(("a", 500, 200), ("b", 9, 0), ("c", 40, 20)) == [
        (500, 200),
        (None, None),
        (None, None),
    ]


def test_a_few_placed_or_a_few_left_out_are_not_told_nor_found_by_subtraction():
    assert told(("a", 500, 200), ("b", 60, 4), ("c", 70, 69), ("d", 80, 0)) == [
        (500, 200),
        (60, None),
        (70, None),
        (80, 0),
    ]
    assert told(("a", 500, 200), ("b", 60, 4)) == [(500, None), (60, None)]


def test_the_page_calls_itself_what_it_is():
    assert (
        "A simulation on a generated register of what these real orders would have offered."
        in page(season(order()))
    )


def test_the_page_stands_alone():
    html = page(season(order(), files=(FILE,)))
    assert not re.search(r"<(script|link|img|iframe)|src=|@import|url\(", html)


def test_every_outcome_of_the_matching_has_its_sentence():
    assert set(WORKER_OUTCOMES) == {outcome.name.lower() for outcome in WorkerOutcome}
    assert set(ORDER_OUTCOMES) == {outcome.name.lower() for outcome in OrderOutcome}


def test_what_comes_from_data_cannot_become_markup():
    evil = order(employer="<script>alert(1)</script>", filled=0)
    html = page(season(evil, title="<b>Season</b>"))
    assert "<script" not in html
    assert "&lt;b&gt;Season&lt;/b&gt;" in html


def test_every_state_has_a_tile_of_its_own():
    assert len(TILES) == 56
    assert len(set(TILES.values())) == 56


def test_the_map_writes_each_number_and_has_a_label():
    html = page(season(order(filled=1_234, places=1_234), order("B", region="ME", filled=0)))
    assert 'role="img"' in html
    assert re.search(r">TX</text><text[^>]*>1,234</text>", html)
    assert re.search(r'<g class="s0"><rect[^>]*/><text[^>]*>ME<', html)


def test_regions_are_named_where_names_are_known_and_an_unknown_worksite_says_so():
    html = page(season(order(), order("B", region=""), region_names={"TX": "Texas"}))
    assert "Texas (TX)" in html
    assert "not stated" in html


def test_an_order_that_a_cap_closed_names_the_cap():
    closed = order(filled=2, outcome="cap", closed_by="Fiscal 2019")
    assert "A cap closed it (Fiscal 2019)" in page(season(closed))


def test_other_regions_have_a_table_and_no_map_of_the_united_states():
    assert "<svg" not in page(season(order(region="93"), order("B", region="84")))


def test_a_channel_without_a_cap_says_so_and_caps_show_their_law():
    assert "knows no yearly cap" in page(season(order()))
    cap = CapResult("Fiscal 2019", 66_000, 66_000, "8 USC 1184(g)(1)(B)")
    html = page(season(order(), caps=(cap,)))
    assert "8 USC 1184(g)(1)(B)" in html
    assert "100 %" in html


def test_the_file_reconciles_on_the_page():
    html = page(season(order(), files=(FILE,)))
    for text in ("9,236", "7,125", "851", "143,916", "150,465", "ab" * 32, FILE.where):
        assert text in html


def test_assumptions_are_named():
    basis = (Basis("age", "assumption", "Seasonal work is done by young adults"),)
    html = page(season(order(), basis=basis, criteria=("10 points for the own occupation",)))
    assert "Seasonal work is done by young adults" in html
    assert "10 points for the own occupation" in html


def test_a_season_in_which_nobody_is_placed_has_a_page():
    facts = season(order(filled=0), workers_by_outcome={"no_dates": 3}, workers_by_wish=(3,))
    assert "No worker" not in page(facts)
    assert summarise(facts).pay_steps == ()


def test_another_language_writes_its_own_words_figures_and_direction():
    voice = Voice(
        gettext=lambda text: {"Orders": "Commandes"}.get(text, text),
        number=lambda n: f"{n:,}".replace(",", " "),
        money=lambda m: f"{m.amount} $",
        language="ar",
        direction="rtl",
    )
    html = page(season(order(places=1_500, filled=1_500)), voice)
    assert '<html lang="ar" dir="rtl">' in html
    assert "<dt>Commandes</dt>" in html
    assert "1 500" in html


class _Balanced(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in {"meta", "rect"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_markup_closes_what_it_opens():
    facts = season(
        order(), order("B", filled=1), files=(FILE,), groups=(GroupResult("Sex", "women", 50, 20),),
        caps=(CapResult("Year", 10, 5, "law"),), basis=(Basis("age", "source", "note"),),
    )  # fmt: skip
    parser = _Balanced()
    parser.feed(page(facts))
    assert parser.open == []


def rows(lines) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(lines))))


def test_the_files_hold_every_order_worker_and_region():
    orders = (order("A"), order("B", filled=4, region="FL", closed_by="Year"))
    first, second = rows(orders_csv(orders))
    assert (first["case_number"], first["open"], first["monthly_pay"]) == ("A", "0", "2000.00")
    assert (second["open"], second["closed_by"], second["start"]) == ("6", "Year", "2019-04-01")
    workers = rows(
        workers_csv([WorkerResult("W-1", "placed", 2, "A"), WorkerResult("W-2", "cap", 0, "")])
    )
    assert [(w["wish"], w["outcome"]) for w in workers] == [("2", "placed"), ("", "cap")]
    regions = rows(regions_csv(summarise(season(*orders))))
    assert [(r["region"], r["filled"]) for r in regions] == [("TX", "10"), ("FL", "4")]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+1", "-1", "@x"])
def test_a_name_that_a_spreadsheet_would_run_is_written_as_text(name):
    (row,) = rows(orders_csv([order(employer=name)]))
    assert row["employer"] == "'" + name
