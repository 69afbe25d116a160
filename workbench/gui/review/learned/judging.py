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
    more = calibration.more_needed
    needed = translate("About {0} more outputs, judged by people, would settle it.")
    says_more = more is not None and calibration.verdict is StandIn.CANNOT_TELL
    rows = (
        (translate("Outputs that both judged"), f"{calibration.items:,}"),
        (translate("Same verdict"), share_words(calibration.same)),
        (translate("Kappa, judge and people"), number_words(calibration.kappa)),
        (translate("Kappa, people among each other"), number_words(calibration.people_kappa)),
        (translate("Bias: judge less people"), points_words(calibration.bias)),
    )
    return Topic(
        f"judges.{calibration.check}.{calibration.question.id}",
        f"{safe(calibration.check)} · {safe(calibration.question.text)}",
        names.within(calibration.sentence),
        VERDICTS[calibration.verdict],
        confusion=Confusion(*calibration.confusion) if calibration.items else None,
        table=Table((translate("Figure"), translate("Value")), rows),
        note=needed.format(f"{more:,}") if says_more else "",
    )
