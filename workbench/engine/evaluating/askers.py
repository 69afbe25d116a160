"""Who answers the checks that have to ask: put together in one place."""

from __future__ import annotations

from workbench.checks.kinds import Asks
from workbench.engine.evaluating.asking import Asker, Askers
from workbench.engine.judging.askers import judge_askers
from workbench.engine.parts import EngineParts
from workbench.engine.sandbox.code_checks import CodeChecks
from workbench.engine.sandbox.pool import Sandbox
from workbench.engine.sandbox.webhooks import WebhookChecks
from workbench.engine.scheduler import Scheduler


def askers_of(parts: EngineParts, scheduler: Scheduler) -> Askers:
    """Of this engine. What is asked for and not here is an error of its check."""
    sandbox = Sandbox()
    judges = judge_askers(parts, scheduler)
    code = CodeChecks(sandbox, parts.trusted)
    by_kind: dict[Asks, Asker] = {
        Asks.CODE: code,
        Asks.NETWORK: WebhookChecks(parts.webhooks, parts.trusted),
        Asks.JUDGE: judges,
        Asks.EMBEDDING: judges,
    }
    return Askers(by_kind, judges, transformer=code, close=sandbox.close)
