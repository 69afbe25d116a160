"""Talking to remotes over SSH and HTTPS, and every way in which that goes wrong."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.registry.git_server import a_certificate, git_server
from tests.registry.sharing import (
    a_program,
    a_shared_registry,
    add,
    colleague_pushes,
    configured,
    everything,
    running,
)
from tests.registry.workshop import git
from workbench.domain.errors import InvalidInput, RegistryError, RemoteFailed
from workbench.domain.syncing import RemoteFault, SyncPhase, SyncWork
from workbench.registry.git_remotes import GitRemotes

SSH = """echo "$@" >> "{log}"
while [ "${{1#-}}" != "$1" ]; do shift 2; done
shift
exec sh -c "$1"
"""


@pytest.fixture
def remotes():
    return GitRemotes(silence=60)


@pytest.fixture
def registry(tmp_path):
    return a_shared_registry(tmp_path)[0]


@pytest.fixture
def bare(registry):
    return registry.with_name("registry.git")


@pytest.fixture
def ssh(tmp_path, monkeypatch):
    """A stand-in that runs the command on this machine; what it was called with is noted."""
    log = tmp_path / "ssh.log"
    log.write_text("")
    program = a_program(tmp_path / "bin" / "ssh", SSH.format(log=log))
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return log


@pytest.fixture
def server(tmp_path, bare):
    git(bare, "config", "http.receivepack", "true")
    with git_server(tmp_path) as served:
        yield served


def at(registry: Path, address: str) -> Path:
    git(registry, "remote", "set-url", "origin", address)
    return registry


def refused(remotes, registry, kind: RemoteFault) -> RemoteFailed:
    """A fetch that fails with that, and changes nothing."""
    before = everything(registry)
    with pytest.raises(RemoteFailed) as caught:
        remotes.fetch(registry, SyncWork())
    assert caught.value.kind == kind, caught.value.message
    assert caught.value.hint
    after = everything(registry)
    assert {name for name in after if name not in before} <= {".git/workbench-sync.lock"}
    assert before == {name: after[name] for name in before}
    return caught.value


@pytest.mark.parametrize("address", ["ssh://git@example.test:2222{0}", "git@example.test:{0}"])
def test_all_of_it_works_over_ssh(remotes, registry, bare, ssh, tmp_path, address):
    at(registry, address.format(bare))
    theirs = colleague_pushes(bare, tmp_path / "eve", "theirs.txt")

    assert remotes.fetch(registry, SyncWork()).behind == 1
    assert remotes.fast_forward(registry).commit == theirs
    mine = add(registry, "mine.txt")
    assert remotes.push(registry, "", SyncWork()).commit == mine
    done = remotes.clone(address.format(bare), tmp_path / "clone", SyncWork())

    assert done.commit == mine == git(bare, "rev-parse", "main")
    assert all("BatchMode=yes" in line for line in ssh.read_text().splitlines())


def test_all_of_it_works_over_http_on_this_machine(remotes, registry, bare, server, tmp_path):
    at(registry, f"{server.address}/registry.git")
    colleague_pushes(bare, tmp_path / "eve", "theirs.txt", "theirs\n" * 50_000)
    seen = []

    assert remotes.fetch(registry, SyncWork(seen.append)).behind == 1
    remotes.fast_forward(registry)
    mine = add(registry, "mine.txt")
    remotes.push(registry, "", SyncWork())
    done = remotes.clone(f"{server.address}/registry.git", tmp_path / "clone", SyncWork())

    assert done.commit == mine == git(bare, "rev-parse", "main")
    assert seen[0].phase is SyncPhase.CONNECTING
    assert (SyncPhase.RECEIVING, 100) in {(each.phase, each.percent) for each in seen}


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")
def test_a_certificate_has_to_be_one_that_the_machine_trusts(
    remotes, registry, tmp_path, monkeypatch
):
    certificate = a_certificate(tmp_path)
    with git_server(tmp_path, certificate) as served:
        at(registry, f"{served.address}/registry.git")

        error = refused(remotes, registry, RemoteFault.CERTIFICATE)
        monkeypatch.delenv("GIT_SSL_CAINFO", raising=False)
        git(tmp_path, "config", "--global", "http.sslCAInfo", str(certificate))
        state = remotes.fetch(registry, SyncWork())

    assert "localhost" in error.message
    assert state.fetched_at is not None


def test_what_is_not_encrypted_is_not_used_unless_the_person_says_so(remotes, registry, tmp_path):
    at(registry, "http://git.example.test/registry.git")

    for deed in (
        lambda: remotes.fetch(registry, SyncWork()),
        lambda: remotes.clone("http://git.example.test/x.git", tmp_path / "clone", SyncWork()),
    ):
        configured(registry, "protocol.http.allow", "always")
        with pytest.raises(InvalidInput, match="not encrypted"):
            deed()

    git(tmp_path, "config", "--global", "protocol.http.allow", "always")
    git(tmp_path, "config", "--global", "http.proxy", "http://127.0.0.1:1")
    refused(remotes, registry, RemoteFault.UNREACHABLE)


def test_a_password_that_git_does_not_have_is_asked_of_nobody(remotes, registry, server):
    server.password = "s3cret"
    at(registry, f"{server.address}/registry.git")

    error = refused(remotes, registry, RemoteFault.PASSWORD)

    assert "asks for a password for localhost" in error.message
    assert f"git ls-remote {server.address}/registry.git" in error.hint


def test_a_password_comes_from_the_persons_own_credential_helper(
    remotes, registry, server, tmp_path
):
    server.password = "s3cret"
    at(registry, f"{server.address}/registry.git")
    helper = a_program(tmp_path / "helper", 'echo username=dana; echo "password=$(cat pw)"')
    for password in ("s3cret", "wr0ng"):
        helper.write_text(f"#!/bin/sh\necho username=dana; echo password={password}\n")
        git(tmp_path, "config", "--global", "credential.helper", str(helper))
        if password == "s3cret":
            assert remotes.fetch(registry, SyncWork()).behind == 0
        else:
            error = refused(remotes, registry, RemoteFault.PASSWORD)
            assert "refused the password" in error.message


def test_a_password_in_an_address_is_never_shown(remotes, registry, server, tmp_path):
    server.status = 404
    address = server.address.replace("//", "//dana:s3cret@") + "/gone.git"
    at(registry, address)

    error = refused(remotes, registry, RemoteFault.NO_REPOSITORY)

    assert f"{server.address}/gone.git" in error.message
    assert "s3cret" not in f"{error.message} {error.hint} {remotes.state(registry)}"
    with pytest.raises(InvalidInput, match="holds a password") as caught:
        remotes.clone(address, tmp_path / "clone", SyncWork())
    assert "s3cret" not in f"{caught.value.message} {caught.value.hint}"


@pytest.mark.parametrize("password", ["s3cret", "s3'$(touch x)\\\\n %40"])
def test_a_password_in_an_address_is_no_argument_of_any_program(
    remotes, registry, server, tmp_path, monkeypatch, password
):
    trace, real = tmp_path / "trace", shutil.which("git")
    program = a_program(tmp_path / "bin" / "git", f'GIT_TRACE={trace} exec "{real}" "$@"')
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    server.password = password
    at(registry, server.address.replace("//", f"//dana:{quote(password)}@") + "/registry.git")
    trace.unlink()

    state = remotes.fetch(registry, SyncWork())

    assert state.fetched_at
    told = trace.read_text()
    assert "remote-http" in told
    assert "s3" not in told


@pytest.mark.parametrize(
    ("status", "kind"), [(404, RemoteFault.NO_REPOSITORY), (403, RemoteFault.FORBIDDEN)]
)
def test_a_host_that_says_no_is_understood(remotes, registry, server, status, kind):
    server.status = status

    refused(remotes, at(registry, f"{server.address}/registry.git"), kind)


def test_a_page_that_is_no_repository_is_said_to_be_none(remotes, registry, server):
    refused(remotes, at(registry, f"{server.address}/other.git"), RemoteFault.NO_REPOSITORY)


def test_a_connection_that_breaks_off_leaves_nothing(remotes, registry, bare, server, tmp_path):
    colleague_pushes(bare, tmp_path / "eve", "theirs.txt", os.urandom(60_000).hex())
    server.broken_after = 20_000

    error = refused(
        remotes, at(registry, f"{server.address}/registry.git"), RemoteFault.UNREACHABLE
    )

    assert "broke off" in error.message
    with pytest.raises(RemoteFailed):
        remotes.clone(f"{server.address}/registry.git", tmp_path / "clone", SyncWork())
    assert not [path for path in tmp_path.iterdir() if "clone" in path.name]


def test_a_host_that_is_not_there_is_said_to_be_unreachable(remotes, registry):
    refused(remotes, at(registry, "http://localhost:1/x.git"), RemoteFault.UNREACHABLE)


def test_a_redirection_leads_to_nothing_that_is_not_meant(remotes, registry, bare, server):
    server.moved_to = f"file://{bare.parent}"

    before = everything(registry)
    with pytest.raises(RemoteFailed):
        remotes.fetch(at(registry, f"{server.address}/registry.git"), SyncWork())

    assert len(everything(registry)) <= len(before) + 1


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        ("git@example.test: Permission denied (publickey).", RemoteFault.KEY, "SSH keys"),
        ("Host key verification failed.", RemoteFault.HOST_UNKNOWN, "does not know example.test"),
        (
            "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.",
            RemoteFault.HOST_CHANGED,
            "another key",
        ),
        (
            "ssh: Could not resolve hostname example.test: Name or service not known",
            RemoteFault.UNREACHABLE,
            "no host example.test",
        ),
        (
            "ERROR: Repository not found.\nfatal: Could not read from remote repository.",
            RemoteFault.NO_REPOSITORY,
            "no git repository",
        ),
    ],
)
def test_what_ssh_says_is_understood(remotes, registry, tmp_path, monkeypatch, said, kind, words):
    program = a_program(tmp_path / "bin" / "ssh", f"cat >&2 <<'END'\n{said}\nEND\nexit 255")
    monkeypatch.setenv("GIT_SSH_COMMAND", str(program))

    error = refused(remotes, at(registry, "git@example.test:acme/prompts.git"), kind)

    assert words in error.message


@pytest.mark.skipif(not shutil.which("ssh"), reason="needs ssh")
def test_a_real_ssh_does_not_ask_about_a_host_it_does_not_know(remotes, registry, server):
    """It gets no answer it could use, and nobody is asked."""
    port = server.address.rpartition(":")[2]

    refused(remotes, at(registry, f"ssh://git@localhost:{port}/x.git"), RemoteFault.UNREACHABLE)


@pytest.mark.parametrize("how", ["ssh", "http"])
def test_a_remote_that_says_nothing_is_given_up(registry, server, tmp_path, monkeypatch, how):
    if how == "ssh":
        program = a_program(tmp_path / "bin" / "hanging-ssh", "sleep 1000")
        monkeypatch.setenv("GIT_SSH_COMMAND", str(program))
        at(registry, "git@example.test:x.git")
    else:
        server.hanging = True
        at(registry, f"{server.address}/registry.git")

    error = refused(GitRemotes(silence=0.3), registry, RemoteFault.SILENT)

    assert "said nothing" in error.message
    assert not running(str(tmp_path / "bin"))


def test_cancelling_ends_git_and_what_it_started(remotes, registry, tmp_path, monkeypatch):
    started = tmp_path / "started"
    program = a_program(
        tmp_path / "bin" / "hanging-ssh",
        f"trap '' TERM\n> {started}\nsleep 1000 & wait; sleep 1000",
    )
    monkeypatch.setenv("GIT_SSH_COMMAND", str(program))
    before = everything(registry)

    class Impatient(SyncWork):
        @property
        def cancelled(self) -> bool:
            return started.exists()

    with pytest.raises(RemoteFailed) as caught:
        remotes.fetch(at(registry, "git@example.test:x.git"), Impatient())

    assert caught.value.kind == RemoteFault.CANCELLED
    assert not running(str(program))
    assert set(everything(registry)) - set(before) <= {".git/workbench-sync.lock"}


def test_work_that_is_cancelled_before_it_begins_does_nothing(remotes, bare, tmp_path):
    work = SyncWork()
    work.cancel()

    with pytest.raises(RemoteFailed) as caught:
        remotes.clone(str(bare), tmp_path / "clone", work)

    assert caught.value.kind == RemoteFault.CANCELLED
    assert not (tmp_path / "clone").exists()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("core.sshCommand", "{mark}"),
        ("core.gitProxy", "{mark}"),
        ("core.askPass", "{mark}"),
        ("core.hooksPath", "hooks"),
        ("core.fsmonitor", "{mark}"),
        ("core.alternateRefsCommand", "{mark}"),
        ("credential.helper", "!{mark}"),
        ("credential.http://localhost.helper", "!{mark}"),
        ("remote.origin.uploadpack", "{mark}"),
        ("remote.origin.receivepack", "{mark}"),
        ("remote.origin.vcs", "ext"),
        ("remote.origin.proxy", "http://127.0.0.1:1"),
        ("http.proxy", "http://127.0.0.1:1"),
        ("http.extraHeader", "Authorization: Basic none"),
        ("url.ext::{mark} .insteadOf", "http://localhost"),
        ("url.http://127.0.0.1:1/.insteadOf", "http://localhost"),
        ("protocol.ext.allow", "always"),
        ("filter.bad.clean", "{mark}"),
        ("filter.bad.smudge", "{mark}"),
        ("filter.a=b.process", "{mark}"),
        ("gpg.program", "{mark}"),
        ("push.gpgSign", "true"),
        ("alias.fetch", "!{mark}"),
        ("core.pager", "{mark}"),
        ("core.editor", "{mark}"),
        ("gc.auto", "1"),
        ("uploadpack.packObjectsHook", "{mark}"),
        ("submodule.recurse", "true"),
        ("fetch.recurseSubmodules", "true"),
    ],
)
def test_nothing_that_the_repository_configures_runs_or_leads_elsewhere(
    remotes, registry, bare, server, tmp_path, key, value
):
    ran = tmp_path / "ran"
    mark = a_program(tmp_path / "bad" / "program", f"echo ran >> {ran}; cat")
    for hook in ("pre-push", "post-merge", "post-checkout", "reference-transaction"):
        a_program(registry / "hooks" / hook, f"echo ran >> {ran}")
        a_program(registry / ".git" / "hooks" / hook, f"echo ran >> {ran}")
    at(registry, f"{server.address}/registry.git")
    theirs = tmp_path / "eve"
    colleague_pushes(bare, theirs, ".gitattributes", "* filter=bad\n")
    colleague_pushes(bare, theirs, "theirs.txt")
    (registry / ".git" / "info").mkdir(exist_ok=True)
    (registry / ".git" / "info" / "exclude").write_text("/hooks/\n")
    configured(registry, key.format(mark=mark), value.format(mark=mark))

    remotes.fetch(registry, SyncWork())
    remotes.fast_forward(registry)
    add_quietly(registry)
    remotes.push(registry, "", SyncWork())

    assert not ran.exists()
    assert (registry / "theirs.txt").read_text() == "theirs\n"


def add_quietly(registry: Path) -> None:
    """A commit of one's own, without anything that could run by itself."""
    git(
        registry, "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false",
        "-c", "filter.bad.clean=", "commit", "-q", "--allow-empty", "--no-gpg-sign", "-m", "Mine",
    )  # fmt: skip


def test_an_address_that_runs_a_program_is_not_used(remotes, registry, tmp_path):
    for address in ("ext::touch x", "git://example.test/x", "--upload-pack=touch x", "fd::7"):
        git(registry, "config", "remote.origin.url", address)
        with pytest.raises(InvalidInput):
            remotes.fetch(registry, SyncWork())
        with pytest.raises(InvalidInput):
            remotes.clone(address, tmp_path / "clone", SyncWork())


def test_the_persons_own_rewriting_of_addresses_holds(remotes, registry, bare, ssh, tmp_path):
    at(registry, "https://example.test/registry.git")
    git(
        tmp_path,
        "config",
        "--global",
        f"url.git@example.test:{bare.parent}/.insteadOf",
        "https://example.test/",
    )

    assert remotes.fetch(registry, SyncWork()).fetched_at
    assert "git@example.test" in ssh.read_text()


@pytest.mark.parametrize("how", ["hook", "path"])
def test_a_folder_that_runs_programs_on_a_push_is_not_pushed_to(
    remotes, registry, bare, tmp_path, how
):
    ran = tmp_path / "ran"
    folder = bare / "hooks" if how == "hook" else tmp_path / "elsewhere"
    a_program(folder / "pre-receive", f"touch {ran}; exit 1")
    git(bare, "config", "core.hooksPath", str(folder))
    commit = add(registry, "mine.txt")

    with pytest.raises(InvalidInput, match="pre-receive") as caught:
        remotes.push(registry, "", SyncWork())

    assert "git push" in caught.value.hint
    assert not ran.exists()
    assert git(bare, "rev-parse", "main") != commit


def test_a_host_whose_rules_refuse_a_push_is_quoted(remotes, registry, bare, server):
    a_program(
        bare / "hooks" / "pre-receive",
        "echo 'GitLab: You are not allowed to push to protected branches.' >&2; exit 1",
    )
    at(registry, f"{server.address}/registry.git")
    add(registry, "mine.txt")
    before = git(registry, "rev-parse", "origin/main")

    with pytest.raises(RemoteFailed, match="not allowed to push to protected") as caught:
        remotes.push(registry, "", SyncWork())

    assert caught.value.kind == RemoteFault.FORBIDDEN
    assert "pull request" in caught.value.hint
    assert git(registry, "rev-parse", "origin/main") == before


def test_one_fetch_at_a_time(remotes, registry, bare, tmp_path):
    said = []

    class Second(SyncWork):
        def tell(self, _progress) -> None:
            if not said:
                said.append("")
                with pytest.raises(RegistryError, match="under way") as caught:
                    remotes.fetch(registry, SyncWork())
                said[0] = caught.value.message

    remotes.fetch(registry, Second())

    assert said[0]


def test_a_remote_without_git_on_this_machine_is_said_plainly(remotes, registry, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(RegistryError, match="Git is not installed"):
        remotes.fetch(registry, SyncWork())
