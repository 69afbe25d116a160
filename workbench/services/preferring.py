"""What judges that compared outputs came to, and how far they can be relied on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from workbench.checks.preferences import preferences
from workbench.domain.amounts import percent
from workbench.domain.checks import Score
from workbench.domain.evaluations import Cell, Evaluation
from workbench.formats.reports.words import check_words

PAIRWISE = "pairwise-preference"
MOST_BIAS = 0.1
"""Share of the pairs; a judge above it minds the order more than one should rely on."""


def preference_words(
    evaluation: Evaluation, columns: Sequence[str], cells: Iterable[Cell]
) -> tuple[str, ...]:
    """A few sentences for each column that a judge compared with another, by each such check.

    `cells` is only gone through where a check of all cases compares.
    """
    places = [index for index, check in enumerate(evaluation.checks) if check.kind == PAIRWISE]
    if not places:
        return ()
    found: dict[tuple[int, int], list[Score]] = defaultdict(list)
    for cell in cells:
        scores = cell.score.scores if cell.score else ()
        column = evaluation.place(cell.number).column
        for index in places:
            found[column, index] += scores[index : index + 1]
    return tuple(
        f"{columns[column]}, {check_words(evaluation.checks[index])}: {words}"
        for (column, index), scores in sorted(found.items())
        for words in _words(scores)
    )


def _words(scores: Sequence[Score]) -> Iterator[str]:
    """Nothing for the column that others are compared with."""
    came_to = preferences(scores)
    if came_to.win_rate is None or came_to.position_bias is None:
        return
    words = (
        f"preferred in {percent(came_to.win_rate)} of {came_to.pairs:,} pairs, a tie counting "
        f"half. With the order, the judge changed its mind in {percent(came_to.position_bias)}"
    )
    if came_to.first_share is not None:
        words += f"; it chose the first of the two in {percent(came_to.first_share)} of its choices"
    too_often = " That is too often to rely on it." if came_to.position_bias > MOST_BIAS else ""
    yield f"{words}.{too_often}"
