from __future__ import annotations

from decimal import Decimal

from workbench.domain.gates import Gate
from workbench.gui.evaluate.gates.conditions import asked_of, value_of, with_value
from workbench.gui.evaluate.gates.form import GateForm

WHOLE = Gate(
    pass_rate=0.9,
    confidence=0.95,
    score=0.8,
    metrics=(("tone", 0.7),),
    no_critical_failures=True,
    no_regression=True,
    max_drop=0.02,
    latency_p95=3.5,
    cost_per_run_usd=Decimal("0.002"),
    max_errors=0,
    min_cases=50,
    slices=(("refund", 0.85),),
)


def test_every_condition_goes_to_the_form_and_comes_back_as_it_was():
    made = Gate()
    for asked in asked_of(("refund",), ("tone",), WHOLE):
        made = with_value(made, asked, value_of(WHOLE, asked))

    assert made == WHOLE


def test_what_a_gate_asks_of_a_label_that_is_gone_is_still_shown():
    asked = asked_of(("login",), (), WHOLE)

    assert {each.name for each in asked if each.field == "slices"} == {"login", "refund"}


def test_switching_everything_off_asks_for_nothing():
    made = WHOLE
    for asked in asked_of((), (), WHOLE):
        made = with_value(made, asked, None)

    assert made == Gate()


def test_a_switch_and_a_number_make_a_condition(qtbot, theme):
    form = GateForm(theme)
    qtbot.addWidget(form)
    form.show_gate(Gate(), asked_of((), (), Gate()))
    told = []
    form.changed.connect(told.append)

    form.row("pass_rate").switch.click()
    form.row("pass_rate").number.setValue(75)
    form.row("confidence").switch.click()

    assert told[-1] == Gate(pass_rate=0.75, confidence=0.95)


def test_confidence_says_nothing_without_a_pass_rate(qtbot, theme):
    form = GateForm(theme)
    qtbot.addWidget(form)
    gate = Gate(pass_rate=0.9, confidence=0.95)
    form.show_gate(gate, asked_of((), (), gate))
    told = []
    form.changed.connect(told.append)

    form.row("pass_rate").switch.click()

    assert told == [Gate()]
    assert not form.row("confidence").isEnabled()
