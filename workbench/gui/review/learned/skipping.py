"""What people did not judge, and why."""

from __future__ import annotations

from collections.abc import Sequence

from workbench.gui.kit.safe_text import safe
from workbench.gui.review.learned.content import Section, Table, Topic
from workbench.gui.review.learned.reading import Said, SaidKind
from workbench.gui.review.wording import translate


def skipped_section(said: Sequence[Said]) -> Section | None:
    skipped = [each for each in said if each.kind is SaidKind.SKIPPED]
    if not skipped:
        return None
    people = {each.reviewer for each in skipped}
    sentence = translate("{0} times, by {1}.").format(
        f"{len(skipped):,}", ", ".join(safe(each) for each in sorted(people))
    )
    if len(skipped) == 1:
        only = skipped[0]
        sentence = translate("{0} skipped output {1}: {2}").format(
            only.reviewer, only.number, only.text
        )
    heads = (translate("Output"), translate("Who"), translate("Why"))
    rows = tuple((str(each.number), safe(each.reviewer), safe(each.text)) for each in skipped)
    topic = Topic("skipped.all", "", sentence, table=Table(heads, rows))
    lead = translate("What somebody could not or would not judge counts nowhere.")
    return Section("skipped", translate("Skipped"), lead, (topic,))
