"""Each automatic check held against what people said of the same outputs."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.domain.agreements import Calibration, StandIn
from workbench.gui.kit.safe_text import safe
from workbench.gui.kit.states import State
from workbench.gui.kit.translating import QT_TRANSLATE_NOOP
from workbench.gui.review.learned.content import Confusion, Section, Table, Topic
from workbench.gui.review.learned.names import Names
from workbench.gui.review.learned.numbers import number_words, points_words, share_words
from workbench.gui.review.wording import translate

VERDICTS = {
    StandIn.YES: State(QT_TRANSLATE_NOOP("review", "may stand in for people"), "check", "passed"),
    StandIn.NO: State(QT_TRANSLATE_NOOP("review", "may not stand in for people"), "x", "failed"),
    StandIn.CANNOT_TELL: State(QT_TRANSLATE_NOOP("review", "can't tell yet"), "clock", "warning"),
}
RULE = QT_TRANSLATE_NOOP(
    "review",
    "A judge may stand in where, on 30 outputs or more, its kappa with the people is surely 0.6 "
    "or more (substantial: Landis and Koch, Biometrics 33, 1977), its bias surely within 10 "
    "points, and it agrees with people about as well as they agree among each other.",
)


def judges_section(calibrations: Sequence[Calibration], names: Names) -> Section | None:
    if not calibrations:
        return None
    lead = translate(
        "Whether an automatic check says what people say of the same outputs, as reliably as "
        "people agree among each other."
    )
    topics = tuple(_topic(each, names) for each in calibrations)
    return Section("judges", translate("People and automatic judges"), lead, topics)


def _topic(calibration: Calibration, names: Names) -> Topic:
    rows = [
        (translate("Outputs that both judged"), f"{calibration.items:,}"),
        (translate("Same verdict"), share_words(calibration.same)),
        (translate("Kappa, judge and people"), number_words(calibration.kappa)),
        (translate("Kappa, people among each other"), number_words(calibration.people_kappa)),
        (translate("Bias: judge less people"), points_words(calibration.bias)),
        (translate("Left out, because people are divided"), f"{calibration.divided:,}"),
    ]
    if calibration.more_needed is not None:
        needed = translate("about {0}").format(f"{calibration.more_needed:,}")
        rows.append((translate("More outputs that would settle it"), needed))
    return Topic(
        f"judges.{calibration.check}.{calibration.question.id}",
        f"{safe(calibration.check)} · {safe(calibration.question.text)}",
        names.within(calibration.sentence),
        VERDICTS[calibration.verdict],
        translate(RULE),
        confusion=Confusion(*calibration.confusion) if calibration.items else None,
        table=Table((translate("Figure"), translate("Value")), tuple(rows)),
    )
