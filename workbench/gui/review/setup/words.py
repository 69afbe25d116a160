"""What the page of the setup says: counts, what it comes to, what is missing."""

from __future__ import annotations

from workbench.domain.review_choosing import Found, Stratum, Which
from workbench.domain.reviews import ReviewKind
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.review.setup.draft import Field, Origin, SetupDraft, Take
from workbench.gui.review.wording import counted, translate

ORIGINS = {
    Origin.EVALUATION: QT_TRANSLATE_NOOP("review", "An evaluation"),
    Origin.BOARD: QT_TRANSLATE_NOOP("review", "The run board of a prompt"),
    Origin.PROMPT: QT_TRANSLATE_NOOP("review", "Everything a prompt answered"),
}
WHICH = {
    Which.ALL: QT_TRANSLATE_NOOP("review", "All outputs"),
    Which.FAILED: QT_TRANSLATE_NOOP("review", "Those that failed a check"),
    Which.DISAGREEING: QT_TRANSLATE_NOOP("review", "Those on which judges disagree"),
    Which.CHOSEN: QT_TRANSLATE_NOOP("review", "The chosen cells"),
}
STRATA = {
    Stratum.COLUMN: QT_TRANSLATE_NOOP("review", "each version and model"),
    Stratum.LABEL: QT_TRANSLATE_NOOP("review", "each label of the cases"),
    Stratum.VERDICT: QT_TRANSLATE_NOOP("review", "each verdict of the checks"),
}
AGES = (
    (0, QT_TRANSLATE_NOOP("review", "Any time")),
    (1, QT_TRANSLATE_NOOP("review", "The last day")),
    (7, QT_TRANSLATE_NOOP("review", "The last 7 days")),
    (30, QT_TRANSLATE_NOOP("review", "The last 30 days")),
    (365, QT_TRANSLATE_NOOP("review", "The last year")),
)
SOURCES = {
    Origin.EVALUATION: QT_TRANSLATE_NOOP("review", "the evaluation {0}"),
    Origin.BOARD: QT_TRANSLATE_NOOP("review", "the run board of {0}"),
    Origin.PROMPT: QT_TRANSLATE_NOOP("review", "answers of {0}"),
}
NO_SOURCE = {
    Origin.EVALUATION: QT_TRANSLATE_NOOP(
        "review", "There is no evaluation yet: run one in Evaluate, or take outputs of a prompt."
    ),
    Origin.BOARD: QT_TRANSLATE_NOOP("review", "Choose a prompt."),
    Origin.PROMPT: QT_TRANSLATE_NOOP("review", "Choose a prompt."),
}
COUNTS = {
    "person": (QT_TRANSLATE_NOOP("review", "1 person"), QT_TRANSLATE_NOOP("review", "{0} people")),
}


def people(count: int) -> str:
    one, more = COUNTS["person"]
    return translate(one) if count == 1 else translate(more).format(count)


def items(draft: SetupDraft, count: int) -> str:
    return counted("pair" if draft.pairs else "output", count)


def found_words(draft: SetupDraft, found: Found) -> str:
    """`38 of 200 outputs; 4 without text left out`."""
    total, count = found.outputs, len(found.candidates)
    if draft.pairs:
        words = translate("{0} of {1}").format(counted("pair", count), counted("output", total))
    elif count == total:
        words = counted("output", total)
    else:
        words = translate("{0} of {1}").format(f"{count:,}", counted("output", total))
    left_out = []
    if found.without_text:
        left_out.append(translate("{0} without text left out").format(f"{found.without_text:,}"))
    if found.identical:
        same = translate("{0} left out as both say the same")
        left_out.append(same.format(counted("pair", found.identical)))
    return "; ".join([words, *left_out])


def sample_words(draft: SetupDraft, found: Found) -> str:
    """What of those found is taken."""
    count, size = len(found.candidates), draft.size(len(found.candidates))
    if draft.take is Take.ALL or not count:
        return ""
    if size == count:
        return translate("There are no more: all of them are taken.")
    if draft.take is Take.RANDOM:
        return translate("{0} of {1} are drawn at random.").format(size, f"{count:,}")
    groups = len({each.stratum for each in found.candidates})
    words = translate("{0} of {1} are drawn, from {2} groups in proportion to their size.")
    return words.format(size, f"{count:,}", groups)


def comes_to(draft: SetupDraft, count: int) -> str:
    """`3 people, 40 outputs, 12 shared: about 22 each`."""
    if not draft.reviewers:
        return items(draft, count)
    parts = [people(len(draft.reviewers)), items(draft, count)]
    several = len(draft.reviewers) > 1
    everything = draft.everybody_judges_all(count)
    if several:
        shared = translate("all shared") if everything else translate("{0} shared")
        parts.append(shared.format(f"{draft.shared or 0:,}"))
    words = ", ".join(parts)
    if not count:
        return words
    each = draft.each(count)
    even = everything or not several
    share = translate("{0} each") if even else translate("about {0} each")
    return f"{words}: {share.format(f'{each:,}')}" if several else words


def source_words(draft: SetupDraft, name: str) -> str:
    """Where the outputs are from, as the review keeps it."""
    words = translate(SOURCES[draft.origin]).format(name)
    if draft.origin is Origin.EVALUATION and draft.which is not Which.ALL:
        which = translate(WHICH[draft.which])
        words = f"{words}: {which[:1].lower()}{which[1:]}"
    if draft.origin is Origin.PROMPT and draft.text.strip():
        words = translate("{0} with “{1}”").format(words, draft.text.strip())
    return words


def problems(draft: SetupDraft, found: Found | None, nothing: str) -> dict[Field, str]:
    """What has to be mended, by where it is. `nothing`: why no output is found, as it was said."""
    told: dict[Field, str] = {}
    if found is not None and not found.candidates:
        told[Field.SOURCE] = nothing or translate(NO_SOURCE[draft.origin])
    if draft.kind is ReviewKind.RATE and not draft.rubric.questions:
        told[Field.QUESTIONS] = translate("Choose a rubric, or write a question.")
    elif draft.unwritten():
        told[Field.QUESTIONS] = translate("A question is not finished.")
    if draft.kind is ReviewKind.LABEL and len(draft.labels) < 2:
        told[Field.LABELS] = translate("Give at least two labels to choose from.")
    if not draft.reviewers:
        told[Field.PEOPLE] = translate("Name at least one person.")
    elif draft.shared is not None and draft.needed > len(draft.reviewers):
        words = translate("Each item needs {0} judgments, and there are only {1}.")
        told[Field.PEOPLE] = words.format(draft.needed, people(len(draft.reviewers)))
    return told
