"""Puts the same questions to both readers: to Python's here, to JavaScript's in one run of Node."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
RESOURCES = HERE.parents[1] / "resources"
READERS = RESOURCES / "readers"
VECTORS = RESOURCES / "registry" / "reader-vectors.json"
DIGESTS = RESOURCES / "registry" / "digest-vectors.json"

_spec = importlib.util.spec_from_file_location("prompt_registry", READERS / "prompt_registry.py")
assert _spec is not None
assert _spec.loader is not None
reader: Any = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(reader)


def by_python(questions: list[dict]) -> list[Any]:
    return [_answer(question) for question in questions]


def by_node(questions: list[dict]) -> list[Any]:
    node = shutil.which("node")
    if not node and not Path("/etc/debian_version").exists():
        pytest.skip("there is no Node here")
    assert node, "Node is missing: run packaging/test_programs.sh"
    done = subprocess.run(
        [node, str(HERE / "answers.mjs")],
        input=json.dumps(questions).encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


BOTH = pytest.mark.parametrize("ask", [by_python, by_node], ids=["python", "javascript"])


def _answer(question: dict) -> Any:
    try:
        if "digest" in question:
            return reader.content_digest(json.loads(question["digest"]))
        if "yaml" in question:
            return reader._Yaml(question["yaml"], "file.yaml").document()
        if "point" in question:
            return reader.point(*question["point"])
        source = question["bundle"].encode() if "bundle" in question else question["source"]
        registry = reader.Registry(source, env=question.get("env", ""))
        prompt = registry.get(question["prompt"], question["interface"], question.get("key"))
        return prompt.render(**question.get("values", {}))
    except reader.RegistryError as error:
        return {"error": error.code, "place": getattr(error, "place", ""), "message": str(error)}
