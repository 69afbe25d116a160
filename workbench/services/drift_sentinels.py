"""What sentinel runs say about the models of pinned versions, as findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.domain.drift import DriftArea, DriftFinding, DriftKind
from workbench.domain.not_looked_at import NotLookedAt
from workbench.domain.sentinels import AnsweredSince, Movement, SentinelVerdict

KINDS = {
    Movement.MOVED: DriftKind.MOVED,
    Movement.CANNOT_TELL: DriftKind.CANNOT_TELL,
    Movement.NOTHING_BEFORE: DriftKind.NOTHING_BEFORE,
}


def sentinel_drift(verdicts: Iterable[SentinelVerdict]) -> Iterator[DriftFinding]:
    for verdict in verdicts:
        if kind := KINDS.get(verdict.movement):
            yield _finding(verdict, kind, verdict.sentence)
        if verdict.other_model:
            yield _finding(verdict, DriftKind.OTHER_MODEL, _answers_as(verdict))
        elif verdict.other_back_end:
            yield _finding(verdict, DriftKind.OTHER_BACK_END, _answers_as(verdict))


def answered_drift(
    answered: Iterable[AnsweredSince], sentinels: Iterable[SentinelVerdict]
) -> Iterator[DriftFinding]:
    """Under which names the providers answered lately; a sentinel run tells more of it."""
    told = {verdict.subject.prompt for verdict in sentinels}
    for each in answered:
        if each.prompt in told:
            continue
        kind = None
        if each.now.other_model(each.then):
            kind = DriftKind.OTHER_MODEL
        elif each.now.other_back_end(each.then):
            kind = DriftKind.OTHER_BACK_END
        if kind:
            words = (
                f"v{each.version} on {each.model}: the provider answered as {each.now.words} on"
                f" {each.at:%Y-%m-%d}, and as {each.then.words} in the evidence"
            )
            where = ", ".join(each.environments)
            yield DriftFinding(DriftArea.WORLD, kind, each.prompt, words, environment=where)


def unanswered(verdicts: Iterable[SentinelVerdict]) -> Iterator[NotLookedAt]:
    for verdict in verdicts:
        if verdict.movement is Movement.NO_ANSWER:
            yield NotLookedAt(f"sentinels of {verdict.subject.name}", verdict.sentence)


def _finding(verdict: SentinelVerdict, kind: DriftKind, words: str) -> DriftFinding:
    subject = verdict.subject
    about = f"v{subject.version} on {subject.model}: {words}"
    return DriftFinding(
        DriftArea.WORLD, kind, subject.prompt, about, environment=", ".join(subject.environments)
    )


def _answers_as(verdict: SentinelVerdict) -> str:
    return f"the provider answers as {verdict.now.words} now, as {verdict.then.words} then"
