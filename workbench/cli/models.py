"""`workbench models`: what a prompt can run on, and what is missing for each."""

from __future__ import annotations

import argparse
import asyncio
from decimal import Decimal

from workbench.cli.exit_codes import DONE
from workbench.cli.output import write_json, write_table
from workbench.cli.program import Program
from workbench.cli.subcommands import Subparsers, subcommand
from workbench.domain.models import Model
from workbench.services.opened import Services

MILLION = Decimal(1_000_000)


def add_commands(subparsers: Subparsers) -> None:
    parser = subcommand(
        subparsers, "models", list_models, "models, and what is missing for each", needs="engine"
    )
    parser.add_argument("--usable", action="store_true", help="only those that can run now")


def list_models(program: Program, services: Services, args: argparse.Namespace) -> int:
    models = asyncio.run(_models(program, services))
    shown = [model for model in models if not (args.usable and model.missing)]
    if args.json:
        write_json([_document(model) for model in shown])
        return DONE
    rows = [(model.name, model.missing or "ready", _price(model), model.note) for model in shown]
    write_table(("MODEL", "STATE", "USD PER MILLION IN/OUT", "NOTE"), rows)
    return DONE


async def _models(program: Program, services: Services) -> list[Model]:
    async with program.open_engine(services) as engine:
        return await engine.models()


def _price(model: Model) -> str:
    if model.price is None:
        return ""
    return f"{model.price.input * MILLION:f} / {model.price.output * MILLION:f}"


def _document(model: Model) -> dict[str, object]:
    price = model.price
    return {
        "name": model.name,
        "provider": model.provider,
        "missing": model.missing,
        "key_variable": model.key_variable,
        "input_usd_per_token": price and str(price.input),
        "output_usd_per_token": price and str(price.output),
        "context_tokens": model.context_tokens,
        "demo": model.demo,
        "local": model.local,
        "note": model.note,
    }
