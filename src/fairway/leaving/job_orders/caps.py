"""Places under a legal cap: held by approved orders, never more than the law allows."""

from __future__ import annotations

from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from fairway.engines.kernel import BadInput, Fault
from fairway.engines.provisions import Cap, Pack, cap_for
from fairway.leaving.job_orders.models import CapHold, ChannelPeriod, JobOrder

# Numbers for named groups (returning workers, say) are given by a person, not by this count.
ORDINARY = "ordinary"


class CapReached(BadInput):
    """A legal cap leaves fewer places than an order asks for. Says which, and by which law."""

    def __init__(self, cap: Cap, asked: int, left: int) -> None:
        self.cap, self.asked, self.left = cap, asked, left
        accepted = _(
            "at most %(left)s: the legal cap is %(cap)s from %(start)s to %(end)s (%(law)s)"
        )
        super().__init__(
            Fault(
                "places",
                str(asked),
                accepted
                % {
                    "left": left,
                    "cap": cap.limit,
                    "start": cap.period.start,
                    "end": cap.period.end,
                    "law": cap.source.article,
                },
                "cap_reached",
            )
        )


class CapNotKnown(BadInput):
    """The law limits the channel, and the number for the period is not established."""

    def __init__(self, cap: Cap) -> None:
        self.cap = cap
        accepted = _("a start in a period whose legal cap is established (%(law)s)")
        super().__init__(
            Fault("start_on", cap.id, accepted % {"law": cap.source.article}, "cap_not_known")
        )


def caps_over(order: JobOrder, pack: Pack) -> tuple[Cap, ...]:
    """The legal caps that an order's places count against; none where the law sets none."""
    found = cap_for(pack, order.channel, order.start_on)
    # Always in one order, so that two who wait for each other's caps cannot deadlock.
    return tuple(sorted((c for c in found if c.pool == ORDINARY), key=lambda cap: cap.id))


def reserve(order: JobOrder, pack: Pack) -> None:
    """Hold an order's places under every cap, in the transaction that approves it.

    The condition is checked by the update itself, on the row as it is once the other officer
    has committed; a reading before it would be stale.
    """
    for cap in caps_over(order, pack):
        if cap.limit is None:
            raise CapNotKnown(cap)
        period = _period(pack, order.channel, cap, cap.limit)
        raised = ChannelPeriod.objects.filter(
            pk=period.pk, committed__lte=F("cap") - order.places
        ).update(committed=F("committed") + order.places)
        if not raised:
            period.refresh_from_db()
            raise CapReached(cap, order.places, period.cap - period.committed)
        CapHold.objects.create(period=period, job_order=order, places=order.places)


def settle(order: JobOrder, places: int) -> None:
    """Give back what an order that is over holds beyond the places that were really taken."""
    for hold in order.holds.select_for_update().order_by("period_id"):
        back = hold.places - places
        if back > 0:
            ChannelPeriod.objects.filter(pk=hold.period_id).update(committed=F("committed") - back)
            hold.places = places
            hold.save(update_fields=["places"])


def left_of(pack: Pack, channel: str, cap: Cap) -> int | None:
    """Places that a cap still leaves; None where its number is not established."""
    if cap.limit is None:
        return None
    row = ChannelPeriod.objects.filter(
        pack=pack.id, channel=channel, cap_id=cap.id, starts_on=_bounds(cap)[0]
    ).first()
    return cap.limit - (row.committed if row else 0)


def _period(pack: Pack, channel: str, cap: Cap, limit: int) -> ChannelPeriod:
    """The row that counts a cap. A new version of the law moves it, never below what is held."""
    row, _created = ChannelPeriod.objects.get_or_create(
        pack=pack.id,
        channel=channel,
        cap_id=cap.id,
        starts_on=_bounds(cap)[0],
        defaults={"pack_version": pack.ref.version, "ends_on": _bounds(cap)[1], "cap": limit},
    )
    if row.cap != limit:
        moved = ChannelPeriod.objects.filter(pk=row.pk, committed__lte=limit).update(
            cap=limit, pack_version=pack.ref.version
        )
        if not moved:
            row.refresh_from_db()
            raise CapReached(cap, row.committed, 0)
    return row


def _bounds(cap: Cap) -> tuple[date, date]:
    first, last = cap.period.start, cap.period.end
    if first is None or last is None:
        raise RuntimeError(f"{cap.id}: a cap is counted over a period with two ends")
    return first, last
