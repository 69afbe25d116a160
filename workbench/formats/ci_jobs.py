"""Jobs that test prompts in a team's CI, for GitHub Actions and GitLab."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from enum import StrEnum

INSTALL = "pip install prompt-workbench"


class Forge(StrEnum):
    GITHUB = "github"
    GITLAB = "gitlab"


@dataclass(frozen=True, slots=True)
class CiJob:
    """What the job does; paths are those in the repository, with forward slashes."""

    config: str = ""
    """The evaluation's file, in promptfoo's format; without one nothing is evaluated."""
    gate: str = ""
    keys: tuple[str, ...] = ()
    """Names of the environment variables that hold the providers' keys: secrets of the forge."""
    budget_usd: str = "5"
    """The job stops before it would cost more."""
    registry: str = ""
    """Folder of the team's registry, where it is in the same repository."""
    bundles: tuple[str, ...] = ()
    """Environments whose bundles are made and kept."""


FILES = {
    Forge.GITHUB: ".github/workflows/prompts.yml",
    Forge.GITLAB: ".gitlab/prompts.yml",
}
"""Where each forge finds its job; GitLab's is included from `.gitlab-ci.yml`."""
GITLAB_INCLUDE = f"include:\n  - local: {FILES[Forge.GITLAB]}\n"


def ci_job(forge: Forge, job: CiJob) -> str:
    """The whole file. Reports are kept whether the gate holds or not."""
    return _github(job) if forge is Forge.GITHUB else _gitlab(job)


def commands(job: CiJob) -> list[str]:
    """What is evaluated, one line each."""
    if not job.config:
        return []
    words = ["workbench", "-w", "prompts.workbench", "eval", job.config]
    if job.gate:
        words += ["--gate", job.gate]
    words += ["--budget", job.budget_usd, "--junit", "report.xml", "--report", "report.html"]
    return [shlex.join(words)]


def registry_commands(job: CiJob, base: str) -> list[str]:
    """What checks the registry, beside the gate: its rules, what is new since `base` (a word of
    the shell), copies in this repository; and what makes its bundles."""
    if not job.registry:
        return []
    where = ["--registry", job.registry]
    return [
        f"{shlex.join(['workbench', 'registry', 'verify', *where])} --base {base}",
        shlex.join(["workbench", "registry", "drift", *where, "--src", "."]),
        *(
            shlex.join(["workbench", "registry", "bundle", name, *where, "-o", f"{name}.json"])
            for name in job.bundles
        ),
    ]


def _github(job: CiJob) -> str:
    return f"""\
# Tests the prompts of this repository with every change to them.
name: Prompts
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
{_github_evaluate(job)}{_github_registry(job)}"""


def _github_evaluate(job: CiJob) -> str:
    env = "".join(f"          {key}: ${{{{ secrets.{key} }}}}\n" for key in job.keys)
    steps = "".join(_github_step(line, env) for line in commands(job))
    return (
        steps
        and f"""\
  evaluate:
    runs-on: ubuntu-latest
    timeout-minutes: 60
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: {INSTALL}
{steps}      - if: always()
        uses: actions/upload-artifact@v4
        with:
          name: evaluation
          path: |
            report.xml
            report.html
            prompts.workbench
"""
    )


def _github_registry(job: CiJob) -> str:
    """With the whole history: what a change brings is compared with what was there before."""
    before = "${{ github.event.pull_request.base.sha || github.event.before }}"
    steps = "".join(_github_step(line, "") for line in registry_commands(job, '"$BASE"'))
    return (
        steps
        and f"""\
  registry:
    runs-on: ubuntu-latest
    timeout-minutes: 20
    env:
      BASE: {before}
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0
      - uses: actions/setup-python@v5
        with:
          python-version: "3.13"
      - run: {INSTALL}
{steps}{_github_bundles(job)}"""
    )


def _github_bundles(job: CiJob) -> str:
    files = "".join(f"            {name}.json\n" for name in job.bundles)
    return (
        files
        and f"""\
      - uses: actions/upload-artifact@v4
        with:
          name: bundles
          path: |
{files}"""
    )


def _github_step(line: str, env: str) -> str:
    with_keys = f"        env:\n{env}" if env and " eval " in line else ""
    return f"      - run: {_scalar(line)}\n{with_keys}"


def _gitlab(job: CiJob) -> str:
    return f"""\
# Tests the prompts of this repository with every change to them.
{_gitlab_evaluate(job)}{_gitlab_registry(job)}"""


def _gitlab_evaluate(job: CiJob) -> str:
    if not job.config:
        return ""
    script = "".join(f"    - {_scalar(line)}\n" for line in (INSTALL, *commands(job)))
    keys = ", ".join(job.keys)
    about = f"# Set {keys} under Settings, CI/CD, Variables (masked).\n" if keys else ""
    return f"""\
{about}prompts:
  image: python:3.13-slim
  timeout: 1 hour
  script:
{script}  artifacts:
    when: always
    reports:
      junit: report.xml
    paths:
      - report.html
      - prompts.workbench
"""


def _gitlab_registry(job: CiJob) -> str:
    """The image has no git, and nothing that checks a signature."""
    checks = registry_commands(job, "FETCH_HEAD")
    programs = "git openssh-client gnupg"
    install = f"apt-get update && apt-get install -y --no-install-recommends {programs}"
    before = 'git fetch origin "$CI_DEFAULT_BRANCH"'
    script = "".join(f"    - {_scalar(line)}\n" for line in (install, INSTALL, before, *checks))
    kept = "".join(f"      - {name}.json\n" for name in job.bundles)
    return (
        f"""\
registry:
  image: python:3.13-slim
  timeout: 20 minutes
  variables:
    GIT_DEPTH: 0
  script:
{script}{f"  artifacts:{chr(10)}    paths:{chr(10)}{kept}" if kept else ""}"""
        if checks
        else ""
    )


def _scalar(line: str) -> str:
    """A command as a YAML scalar on one line: quoted where YAML would read something else."""
    plain = not any(sign in line for sign in (": ", " #", "'", '"', "\\")) and line[0].isalnum()
    return line if plain else "'" + line.replace("'", "''") + "'"
