"""A new registry begins with the environments and the level that its team chose."""

from __future__ import annotations

import pytest

from tests.registry.workshop import DANA, Workshop, a_release_content, git
from workbench.domain.errors import InvalidInput
from workbench.domain.releases import ENVIRONMENTS, RegistrySetup
from workbench.formats import registry_policy, strict_yaml

LEVELS = ("recorded", "forge-reviewed", "signed")
OWN = ("test", "pre-prod", "live", "live-eu")


def begun(folder, **options) -> Workshop:
    workshop = Workshop(folder)
    workshop.releases.init(folder, "acme", setup=RegistrySetup(**options))
    return workshop


def policy_of(workshop):
    document = strict_yaml.read((workshop.folder / "policy.yaml").read_bytes(), "policy.yaml")
    return registry_policy.policy_in(document, "policy.yaml")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("environments", [ENVIRONMENTS, OWN, ("prod",)])
def test_it_has_its_environments_in_their_order_and_verifies(tmp_path, level, environments):
    workshop = begun(
        tmp_path / "r", environments=environments, level=level, owners=("@acme/leads",)
    )

    assert workshop.releases.environments(workshop.folder) == environments
    assert policy_of(workshop).level == level
    assert list(policy_of(workshop).environments) == list(environments)
    assert workshop.verify() == []


@pytest.mark.parametrize("level", LEVELS[1:])
def test_above_the_first_level_the_last_environment_asks_for_somebody_else(tmp_path, level):
    workshop = begun(tmp_path / "r", environments=OWN, level=level)
    policy = policy_of(workshop)

    assert policy.of("test").demands == ()
    assert policy.of("pre-prod").promote_from == "test"
    assert policy.of("live-eu").not_author
    assert policy.of("live-eu").promote_from == "live"
    assert policy.signed("live-eu") == (level == "signed")
    version = workshop.commit(a_release_content())
    for environment in ("test", "live-eu"):
        workshop.releases.approve(
            version.prompt_id,
            version.number,
            note="Read",
            approver=DANA,
            environment=environment,
            environments=OWN,
        )
    workshop.releases.export(workshop.plan(version, environment="test"))
    with pytest.raises(InvalidInput, match="not let this out"):
        workshop.plan(version, environment="live-eu")


def test_code_owners_are_named_where_the_forge_looks_for_them(tmp_path):
    workshop = begun(tmp_path / "r", level="forge-reviewed", owners=("@acme/leads", "@acme/ml"))

    owners = (workshop.folder / ".github/CODEOWNERS").read_text()
    assert "/policy.yaml         @acme/leads @acme/ml\n" in owners
    assert "/pins/prod/          @acme/leads @acme/ml\n" in owners
    assert (workshop.folder / "trust/roles.yaml").exists()


def test_in_a_part_of_a_repository_verify_says_that_owners_are_to_be_named(tmp_path):
    git(tmp_path, "init", "-q")
    workshop = begun(tmp_path / "prompts", level="signed", owners=("@acme/leads",))

    assert not (workshop.folder / ".github").exists()
    assert {finding.rule for finding in workshop.verify()} == {"R15"}


@pytest.mark.parametrize(
    "options",
    [
        {"environments": ()},
        {"environments": ("dev", "dev")},
        {"environments": ("Dev",)},
        {"environments": ("a/b",)},
        {"environments": ("-x",)},
        {"owners": ("nobody",)},
        {"owners": ("@a\n/policy.yaml @b",)},
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_made(tmp_path, options):
    with pytest.raises(InvalidInput):
        begun(tmp_path / "r", **options)

    assert not (tmp_path / "r").exists()
