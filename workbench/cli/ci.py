"""`workbench ci init`: a job for the team's CI that tests the prompts of a repository."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.cli.exit_codes import DONE
from workbench.cli.output import progress, write, write_json
from workbench.cli.program import Program
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.errors import FileProblem, InvalidInput
from workbench.formats.ci_jobs import FILES, GITLAB_INCLUDE, CiJob, Forge, ci_job
from workbench.services.sharing import write_whole

CONFIG = "promptfooconfig.yaml"
USUAL_KEYS = ("OPENAI_API_KEY",)


def add_commands(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("ci", help="jobs for the team's CI", description="CI jobs.")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    init = subcommand(
        commands, "init", init_job, "write a job that tests this repository", needs="program"
    )
    init.add_argument("folder", nargs="?", type=Path, default=Path(), metavar="DIR")
    init.add_argument("--for", dest="forge", choices=[each.value for each in Forge], default="")
    init.add_argument("--config", default="", metavar="FILE", help=f"default: {CONFIG}")
    init.add_argument("--gate", default="", metavar="FILE", help="default: gate.yaml, if there")
    init.add_argument("--key", dest="keys", action="append", default=[], metavar="NAME")
    init.add_argument("--budget", default="5", metavar="USD", help="default: 5")
    init.add_argument(
        "--registry", default="", metavar="DIR", help="verify it and look for drift, too"
    )
    init.add_argument(
        "--bundle",
        dest="bundles",
        action="append",
        default=[],
        metavar="ENV",
        help="make and keep this environment's bundle; needs --registry",
    )
    init.add_argument("--force", action="store_true", help="replace a job that is there")


def init_job(_program: Program, args: argparse.Namespace) -> int:
    """Writes nothing but the job, and for GitLab the file that includes it if there is none."""
    folder: Path = args.folder
    config = _config(args)
    forge = Forge(args.forge) if args.forge else _forge_of(folder)
    gate = args.gate or ("gate.yaml" if (folder / "gate.yaml").is_file() else "")
    keys = (tuple(args.keys) or USUAL_KEYS) if config else ()
    job = CiJob(config, gate, keys, args.budget, args.registry, tuple(args.bundles))
    target = folder / FILES[forge]
    target.parent.mkdir(parents=True, exist_ok=True)
    written = [write_whole(target, ci_job(forge, job), replacing=args.force)]
    included = folder / ".gitlab-ci.yml"
    if forge is Forge.GITLAB and not included.exists():
        written.append(write_whole(included, GITLAB_INCLUDE))
    _tell(args, forge, job, written)
    return DONE


def _tell(args: argparse.Namespace, forge: Forge, job: CiJob, written: list[Path]) -> None:
    if args.json:
        files = [str(path) for path in written]
        write_json({"forge": forge.value, "files": files, "keys": list(job.keys)})
        return
    for path in written:
        write(f"Written: {path}")
    if job.config and not job.gate:
        progress("Without a gate the job fails only where a model gives no answer: see --gate.")
    if forge is Forge.GITLAB and len(written) == 1:
        progress(f"Include it from .gitlab-ci.yml:\n{GITLAB_INCLUDE}".rstrip())
    if job.keys:
        progress(f"Keep the keys as secrets of the repository: {', '.join(job.keys)}.")


def _config(args: argparse.Namespace) -> str:
    """Empty where only a registry is to be checked. Raises `FileProblem`, `InvalidInput`."""
    if args.bundles and not args.registry:
        raise InvalidInput("A bundle is made of a registry.", hint="Name its folder: --registry.")
    config: str = args.config or CONFIG
    if (args.folder / config).is_file():
        return config
    if args.registry and not args.config:
        return ""
    raise FileProblem(
        f"{args.folder / config} is not there.",
        hint="Name the evaluation's file with --config. `workbench export --format promptfoo` "
        "writes one.",
    )


def _forge_of(folder: Path) -> Forge:
    """By what is in the folder. Raises `InvalidInput` where nothing tells."""
    if (folder / ".gitlab-ci.yml").exists() or (folder / ".gitlab").is_dir():
        return Forge.GITLAB
    if (folder / ".github").is_dir():
        return Forge.GITHUB
    raise InvalidInput(
        f"Nothing in {folder.resolve()} says which forge it is on.",
        hint="Say --for github or --for gitlab.",
    )
