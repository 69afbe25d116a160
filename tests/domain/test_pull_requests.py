from __future__ import annotations

import pytest

from workbench.domain.pull_requests import pull_request_url

BRANCH = "release/triage-v3"
ASKED = "release%2Ftriage-v3"
GITHUB = "https://github.com/acme/prompts/compare/main...release/triage-v3?expand=1"
GITLAB = (
    "https://gitlab.com/acme/team/prompts/-/merge_requests/new?"
    f"merge_request[source_branch]={ASKED}&merge_request[target_branch]=main"
)
BITBUCKET = f"https://bitbucket.org/acme/prompts/pull-requests/new?source={ASKED}&dest=main"
AZURE = (
    "https://dev.azure.com/acme/The%20Project/_git/prompts/pullrequestcreate?"
    f"sourceRef={ASKED}&targetRef=main"
)


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("git@github.com:acme/prompts.git", GITHUB),
        ("https://github.com/acme/prompts", GITHUB),
        ("https://token@github.com/acme/prompts.git/", GITHUB),
        ("ssh://git@ssh.github.com:443/acme/prompts.git", GITHUB),
        (
            "git@github.acme.example:tools/prompts.git",
            "https://github.acme.example/tools/prompts/compare/main...release/triage-v3?expand=1",
        ),
        ("git@gitlab.com:acme/team/prompts.git", GITLAB),
        ("https://gitlab.com/acme/team/prompts.git", GITLAB),
        ("ssh://git@altssh.gitlab.com:443/acme/team/prompts.git", GITLAB),
        (
            "https://gitlab.acme.example:8443/a/b.git",
            "https://gitlab.acme.example:8443/a/b/-/merge_requests/new?"
            f"merge_request[source_branch]={ASKED}&merge_request[target_branch]=main",
        ),
        ("git@bitbucket.org:acme/prompts.git", BITBUCKET),
        ("https://dana@bitbucket.org/acme/prompts.git", BITBUCKET),
        (
            "git@codeberg.org:acme/prompts.git",
            "https://codeberg.org/acme/prompts/compare/main...release/triage-v3",
        ),
        (
            "ssh://git@gitea.acme.example:2222/acme/prompts.git",
            "https://gitea.acme.example/acme/prompts/compare/main...release/triage-v3",
        ),
        (
            "http://forgejo.localhost:3000/acme/prompts.git",
            "http://forgejo.localhost:3000/acme/prompts/compare/main...release/triage-v3",
        ),
        ("git@ssh.dev.azure.com:v3/acme/The%20Project/prompts", AZURE),
        ("https://acme@dev.azure.com/acme/The%20Project/_git/prompts", AZURE),
        ("https://acme.visualstudio.com/DefaultCollection/The%20Project/_git/prompts", AZURE),
        ("acme@vs-ssh.visualstudio.com:v3/acme/The%20Project/prompts", AZURE),
    ],
)
def test_known_hosts_have_a_page_for_it(address, page):
    assert pull_request_url(address, BRANCH, "main") == page


@pytest.mark.parametrize(
    "address",
    [
        "git@example.test:acme/prompts.git", "/srv/github/prompts.git", "file:///github.com/a/b",
        "git@github.com:prompts.git", "https://github.com/a/b/c", "https://evilgithub.com/a/b",
        "ext::github.com", "", "https://github.com.evil.example", "git@bitbucket.org:x",
    ],
)  # fmt: skip
def test_where_the_host_is_not_known_there_is_none(address):
    assert pull_request_url(address, BRANCH, "main") == ""


def test_a_branch_is_not_merged_into_itself():
    assert pull_request_url("git@github.com:acme/prompts.git", "main", "main") == ""


def test_odd_names_of_branches_stay_names():
    page = pull_request_url("git@github.com:acme/prompts.git", "a?b#c&d=é %", "")

    assert page == "https://github.com/acme/prompts/compare/a%3Fb%23c%26d%3D%C3%A9%20%25?expand=1"


def test_without_the_branch_to_merge_into_the_host_takes_its_own():
    assert "targetRef" not in pull_request_url("git@ssh.dev.azure.com:v3/a/b/c", BRANCH)
    assert (
        pull_request_url("git@codeberg.org:a/b.git", BRANCH) == "https://codeberg.org/a/b/branches"
    )
