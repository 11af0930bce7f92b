"""Groups of records that are likely one person's, from the weights of their pairs.

Records joined by likely pairs form a component. A chain is its danger: a resembles b, b resembles
c, and a and c are two people. So a component in which any pair speaks for two people is taken
apart and joined again from its likeliest pair on, two groups only where the pairs between them
speak for one person on average (average linkage, Sokal and Michener 1958).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

# One pair, however sure, is not to outweigh all others between two groups.
_LOUDEST = 10.0


def components(edges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """For each row that stands in an edge, the least row that it is joined with."""
    parent: dict[int, int] = {}
    for one, other in edges:
        a, b = _root(parent, one), _root(parent, other)
        if a != b:
            parent[max(a, b)] = min(a, b)
    return {row: _root(parent, row) for row in parent}


def _root(parent: dict[int, int], row: int) -> int:
    above = parent.setdefault(row, row)
    while above != row:
        parent[row] = above = parent[above]
        row = above
        above = parent[row]
    return row


def parted(members: Sequence[int], bits: Mapping[tuple[int, int], float]) -> list[tuple[int, ...]]:
    """The groups of one component; ``bits`` of each pair (lower row, higher row).

    A pair without bits speaks for two people as loudly as one can. Ties go to the lower rows, so
    that the same register gives the same groups.
    """
    groups: dict[int, tuple[int, ...]] = {row: (row,) for row in sorted(members)}
    total = {
        (one, other): max(-_LOUDEST, min(_LOUDEST, bits.get((one, other), -_LOUDEST)))
        for one in groups
        for other in groups
        if one < other
    }
    while total:
        (one, other), mean = max(
            (
                (pair, weight / (len(groups[pair[0]]) * len(groups[pair[1]])))
                for pair, weight in total.items()
            ),
            key=lambda found: (found[1], -found[0][0], -found[0][1]),
        )
        if mean <= 0:
            break
        groups[one] += groups.pop(other)
        del total[one, other]
        for third in groups:
            if third != one:
                mine, its = (
                    (min(one, third), max(one, third)),
                    (min(other, third), max(other, third)),
                )
                total[mine] += total.pop(its)
    return [tuple(sorted(group)) for group in groups.values()]
