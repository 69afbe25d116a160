"""Pairs of outputs to choose between: of two columns, for the same case and sample."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from workbench.domain.review_choosing import Candidate, Stratum
from workbench.services.review_outputs import Output, Texts


def paired(
    outputs: Sequence[Output], texts: Texts, *, by: Stratum, keep_identical: bool
) -> tuple[list[Candidate], int]:
    """Every two columns of each case and sample, where at least one of both is asked for.

    Also how many pairs were left out because both say the same. Of several outputs in the same
    place the first one counts.
    """
    places: dict[tuple[str, int], dict[int, Output]] = {}
    for output in outputs:
        columns = places.setdefault((output.case, output.sample), {})
        columns.setdefault(output.column_order, output)
    pairs = [
        pair
        for columns in places.values()
        for pair in combinations([columns[order] for order in sorted(columns)], 2)
        if pair[0].asked or pair[1].asked
    ]
    kept = [pair for pair in pairs if keep_identical or not texts.same(*pair)]
    return [_candidate(*pair, by) for pair in kept], len(pairs) - len(kept)


def _candidate(one: Output, other: Output, by: Stratum) -> Candidate:
    cells = (one.cell, other.cell) if one.evaluation_id else ()
    strata = (one.stratum(by), other.stratum(by))
    stratum = " / ".join(dict.fromkeys(strata)) if by is Stratum.LABEL else " / ".join(strata)
    return Candidate((one.run_id, other.run_id), one.evaluation_id, cells, stratum)
