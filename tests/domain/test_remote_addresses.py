from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.errors import InvalidInput
from workbench.domain.remote_addresses import read_address, without_secrets


@pytest.mark.parametrize(
    ("text", "scheme", "host", "path"),
    [
        ("/srv/git/prompts.git", "file", "", "/srv/git/prompts.git"),
        ("../prompts.git", "file", "", "../prompts.git"),
        ("C:\\git\\prompts", "file", "", "C:\\git\\prompts"),
        ("file:///srv/a%20b.git", "file", "", "/srv/a b.git"),
        ("git@github.com:acme/prompts.git", "ssh", "github.com", "acme/prompts.git"),
        ("host:path", "ssh", "host", "path"),
        ("[::1]:path", "ssh", "::1", "path"),
        ("ssh://git@host:2222/a/b", "ssh", "host", "/a/b"),
        ("git+ssh://host/a", "ssh", "host", "/a"),
        ("HTTPS://Host.example/a/b.git", "https", "host.example", "/a/b.git"),
        ("http://localhost:8000/a", "http", "localhost", "/a"),
        ("./a:b", "file", "", "./a:b"),
    ],
)
def test_an_address_is_read_as_git_reads_it(text, scheme, host, path):
    read = read_address(text)

    assert (read.scheme, read.host, read.path) == (scheme, host, path)
    assert read.text == text


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-oProxyCommand=x", "--upload-pack=x", "ext::sh -c x", "fd::7", "git://host/a",
        "ftp://host/a", "https://", "https://host", "ssh://-oProxyCommand=x/a", "-x:path",
        "//host/share", "\\\\host\\share", "/\\host/share", "file://host/share", "file:////host/share",
        "file://localhost/c", "file:///%5Chost/share", "git:s3cret@host:acme/prompts",
        "ssh://-u@host/a", "https://host:none/a", "a\nb", "javascript://x/y", "https://[::1/a",
    ],
)  # fmt: skip
def test_what_is_no_address_or_could_run_a_program_is_refused(text):
    with pytest.raises(InvalidInput) as caught:
        read_address(text)

    assert caught.value.hint
    assert "s3cret" not in f"{caught.value.message} {caught.value.hint}"


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("https://dana:s3cret@host:8443/a.git", "https://host:8443/a.git"),
        ("https://ghp_token@github.com/a@b", "https://github.com/a@b"),
        ("https://dana:s3@cret@host/a", "https://host/a"),
        ("https://host/a@b", "https://host/a@b"),
        ("ssh://git:s3cret@host/a", "ssh://git@host/a"),
        ("ssh://git@host/a", "ssh://git@host/a"),
        ("git@host:a", "git@host:a"),
        ("/srv/a", "/srv/a"),
    ],
)
def test_no_argument_of_a_program_holds_a_password(text, given):
    assert read_address(text).given == given


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://dana:s3cret@host:8443/a.git", "https://host:8443/a.git"),
        ("https://ghp_token@github.com/a/b", "https://github.com/a/b"),
        ("ssh://git:s3cret@host/a", "ssh://git@host/a"),
        ("git@host:a", "git@host:a"),
    ],
)
def test_passwords_are_not_shown(text, shown):
    assert read_address(text).shown == shown


@pytest.mark.parametrize("secret", ["s3cret", "s3@cret", "@@", "s3:c@ret"])
def test_what_git_says_is_shown_without_secrets(secret):
    said = f"fatal: unable to access 'https://dana:{secret}@host/a.git/': no"

    assert without_secrets(said) == "fatal: unable to access 'https://host/a.git/': no"
    assert without_secrets("fatal: 'git:s3cret@host:a' is none") == "fatal: 'git@host:a' is none"


@pytest.mark.parametrize(
    ("text", "encrypted"),
    [
        ("http://host/a", False), ("http://localhost/a", True), ("http://127.0.0.1/a", True),
        ("https://host/a", True), ("/a", True), ("host:a", True),
    ],
)  # fmt: skip
def test_only_what_passes_a_network_in_the_open_is_not_encrypted(text, encrypted):
    assert read_address(text).encrypted is encrypted


@given(st.text())
def test_no_text_at_all_does_more_than_be_refused(text):
    try:
        read = read_address(text)
    except InvalidInput:
        return
    assert not read.text.startswith("-")
    assert not read.host.startswith("-")
    assert "::" not in read.text.split("/")[0] or read.scheme == "ssh"
