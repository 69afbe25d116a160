from __future__ import annotations

from dataclasses import replace

from workbench.domain.datasets import Case

ADA = Case(name="Ada", values=(("name", "Ada"),))


def test_the_first_case_that_is_kept_makes_the_dataset(bench):
    kept = bench.datasets.keep_case("prompt", ADA)

    assert kept == replace(ADA, id=kept.id)
    assert kept.id
    assert bench.datasets.cases_for("prompt") == (kept,)
    assert bench.datasets.cases_for("another") == ()


def test_a_case_that_is_kept_again_is_replaced_where_it_stands(bench):
    ada, bob = (bench.datasets.keep_case("prompt", replace(ADA, name=name)) for name in ("A", "B"))

    changed = bench.datasets.keep_case("prompt", replace(ada, expected="Hello"))

    assert bench.datasets.cases_for("prompt") == (changed, bob)
    assert len(bench.datasets.datasets_for("prompt")) == 1
