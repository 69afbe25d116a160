"""A configuration of promptfoo, read whole into a suite. Nothing of it is run or fetched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from workbench.domain.checks import Check
from workbench.domain.datasets import Dataset
from workbench.domain.errors import FileProblem
from workbench.domain.json_values import JsonObject, freeze, thaw
from workbench.domain.prompts import PromptContent
from workbench.domain.suites import ImportedSuite, SuitePrompt
from workbench.formats.located import Place, Table
from workbench.formats.promptfoo.assertions import RUBRIC_PROMPT
from workbench.formats.promptfoo.cases import read_dataset
from workbench.formats.promptfoo.chats import read_chat
from workbench.formats.promptfoo.columns import Paths, laid_out, slug
from workbench.formats.promptfoo.files import SCHEME, Files, Folder
from workbench.formats.promptfoo.ledger import Ledger, shown
from workbench.formats.promptfoo.prompts import RawPrompt, read_prompts
from workbench.formats.promptfoo.providers import Provider, read_providers
from workbench.formats.promptfoo.references import resolved
from workbench.formats.promptfoo.surroundings import Rules, Surroundings

MARKS = frozenset({"prompts", "providers", "targets", "tests", "scenarios", "defaultTest"})
"""A file with one of these, and something to ask with it, is a configuration of promptfoo."""
MOST_SAMPLES = 1_000
LONGEST_NAME = 120
USUAL_NAME = "promptfooconfig"
NOT_HERE = {
    "nunjucksFilters": "filters of one's own are programs, which are never run by an import",
    "extensions": "programs of a file are never run by an import",
    "redteam": "attacks are not made up here; tests that were generated can be imported",
    "derivedMetrics": "a metric that is computed of others is not kept here",
    "outputs": "answers that are given beforehand are not taken for a model's",
}
WITHOUT_MEANING = {
    "env": "environment variables are set where the workbench is started; keys stand in Settings",
    "outputPath": "reports are asked for on the command line",
    "sharing": "nothing is shared with a server",
    "writeLatestResults": "every evaluation is kept",
    "tags": "tags of the file are not kept",
    "metadata": "metadata of the file is not kept",
    "tracing": "no traces are recorded",
}
READ = MARKS | {"description", "evaluateOptions", "commandLineOptions", "assertionTemplates",
                "$schema", "$defs", "id"}  # fmt: skip
OPTIONS_OF_RUNNING = frozenset({"repeat", "cache"})


def looks_like_config(document: Any) -> bool:
    return isinstance(document, dict) and "prompts" in document and len(MARKS & set(document)) > 1


def read_config(folder: Folder, file: str, rules: Rules) -> ImportedSuite:
    """Raises `FileProblem` with the line where the file itself cannot be read.

    What of it cannot be taken is in the suite's remarks instead.
    """
    around = Surroundings(Files(folder), rules, Ledger())
    config = _config(file, around)
    name = _name(file, folder)
    paths = Paths(slug(name) or "promptfoo")
    default = _default(config, around)
    raws = read_prompts(config.get("prompts"), config.at("prompts"), around)
    providers = _providers_of(config, around)
    options = default.table("options")
    laid = laid_out([_with_ends(raw, options) for raw in raws], providers, paths, around)
    dataset, judges = _with_judges(
        read_dataset(config, default, around), paths, Place(file), around
    )
    dataset = _with_transform(dataset, providers, around)
    title = config.text("description").strip().partition("\n")[0][:LONGEST_NAME] or name
    samples, use_cache = _running(config, around)
    _tell_others(config, around)
    return ImportedSuite(
        title,
        file,
        (*laid.prompts, *judges),
        laid.columns,
        replace(dataset, name=title),
        samples,
        use_cache,
        around.ledger.remarks(file),
    )


def _config(file: str, around: Surroundings) -> Table:
    document = around.files.document(file)
    if not isinstance(document, Table) or not looks_like_config(document):
        raise FileProblem(
            "no configuration of promptfoo",
            file=file,
            hint="It has `prompts`, `providers` and `tests` at its beginning.",
        )
    whole = resolved(document)
    return whole if isinstance(whole, Table) else document


def _name(file: str, folder: Folder) -> str:
    """After the file; one of the usual name after its folder."""
    stem = file.rpartition("/")[2].rpartition(".")[0] or file
    kind = stem.removeprefix(USUAL_NAME).strip(".-_ ")
    return " ".join(part for part in (folder.name, kind) if part) if _usual(stem) else stem


def _usual(stem: str) -> bool:
    return stem.startswith(USUAL_NAME)


def _default(config: Table, around: Surroundings) -> Table:
    value = config.get("defaultTest")
    if isinstance(value, str) and value.startswith(SCHEME):
        value = around.loaded(value, config.at("defaultTest"))
    if value is not None and not isinstance(value, Table):
        around.ledger.leave(config.at("defaultTest"), shown(value), "a test is an object")
    return value if isinstance(value, Table) else Table(config.at("defaultTest"))


def _providers_of(config: Table, around: Surroundings) -> list[Provider]:
    name = "providers" if "providers" in config else "targets"
    return read_providers(config.get(name), config.at(name), around)


def _with_ends(raw: RawPrompt, options: Table) -> RawPrompt:
    """With what `defaultTest` puts around every prompt."""
    whole = f"{options.text('prefix')}{raw.raw}{options.text('suffix')}"
    return raw if whole == raw.raw else replace(raw, raw=whole)


def _with_transform(
    dataset: Dataset, providers: Sequence[Provider], around: Surroundings
) -> Dataset:
    """Here all outputs go through one transform; providers may each have their own."""
    given = {each.transform for each in providers}
    alone = not dataset.transform and not any(case.transform for case in dataset.cases)
    if len(given) == 1 and alone:
        return replace(dataset, transform=given.pop())
    for each in providers:
        if each.transform:
            around.ledger.leave(
                each.place,
                f"transform: {shown(each.transform)}",
                "an output goes through one transform, the same for every model",
            )
    return dataset


def _with_judges(
    dataset: Dataset, paths: Paths, place: Place, around: Surroundings
) -> tuple[Dataset, tuple[SuitePrompt, ...]]:
    """The prompts of judges, which stand in the checks so far, as prompts of the library."""
    judges: dict[str, SuitePrompt] = {}

    def judged(check: Check) -> Check:
        config = thaw(check.config)
        text = config.pop(RUBRIC_PROMPT, None)
        check = replace(check, checks=tuple(map(judged, check.checks)))
        if not isinstance(text, str):
            return check
        if text not in judges:
            content = PromptContent(read_chat(text, place, around.ledger))
            judges[text] = SuitePrompt(paths.free("judge"), content, "Judge", judges=True)
        frozen = freeze(config)
        rest = frozen if isinstance(frozen, JsonObject) else JsonObject()
        return replace(check, config=rest, judge_prompt=judges[text].path)

    checks = tuple(map(judged, dataset.checks))
    cases = tuple(
        replace(case, checks=tuple(map(judged, case.checks))) if case.checks else case
        for case in dataset.cases
    )
    return replace(dataset, checks=checks, cases=cases), tuple(judges.values())


def _running(config: Table, around: Surroundings) -> tuple[int, bool]:
    """How often each case is run, and whether earlier answers may stand for new ones."""
    samples, use_cache = 1, True
    for name in ("commandLineOptions", "evaluateOptions"):
        options = config.table(name)
        repeat = options.get("repeat")
        if isinstance(repeat, int) and 0 < repeat <= MOST_SAMPLES:
            samples = repeat
        elif repeat is not None:
            around.ledger.leave(options.at("repeat"), f"repeat: {shown(repeat)}", "no number")
        use_cache = use_cache and options.get("cache") is not False
        for other in options.keys() - OPTIONS_OF_RUNNING:
            around.ledger.tell(options.at(other), other, "how fast it goes is the engine's to find")
    return samples, use_cache


def _tell_others(config: Table, around: Surroundings) -> None:
    for name in config.keys() - READ:
        place = config.at(name)
        if name in NOT_HERE:
            around.ledger.leave(place, name, NOT_HERE[name])
        else:
            why = WITHOUT_MEANING.get(name, "no part of a configuration that promptfoo knows")
            around.ledger.tell(place, name, why)
