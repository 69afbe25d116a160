from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import NOON, a_content, a_prompt
from tests.store.committing import committed
from workbench.domain.approvals import Approval
from workbench.domain.errors import InvalidInput


@pytest.fixture
def approval(stores):
    stores.prompts.add(a_prompt(), a_content())
    version = committed(stores.prompts, a_prompt().id, a_content("one"))
    return Approval(
        "a1", a_prompt().id, version.digest, 1, "Ada", "good", NOON, "prod", ("run-1", "run-2")
    )


def test_an_approval_is_read_as_it_was_given(stores, approval):
    stores.approvals.add(approval)
    stores.approvals.add(replace(approval, id="a2"))

    assert stores.approvals.approvals_of(a_prompt().id) == [approval, replace(approval, id="a2")]
    assert len(stores.approvals.approvals_of(a_prompt().id, digest=approval.digest)) == 2
    assert stores.approvals.approvals_of(a_prompt().id, digest="sha256:other") == []


def test_an_approval_is_given_once(stores, approval):
    stores.approvals.add(approval)

    with pytest.raises(InvalidInput):
        stores.approvals.add(replace(approval, note="better"))

    assert stores.approvals.approvals_of(a_prompt().id) == [approval]


def test_only_a_version_of_the_workspace_can_be_approved(on_disk):
    with pytest.raises(InvalidInput):
        on_disk.approvals.add(Approval("a1", "nobody", "sha256:no", 1, "Ada", "", NOON))
