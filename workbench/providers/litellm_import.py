"""The one place where litellm is imported: late, offline, silent, its transport watched."""

from __future__ import annotations

import logging
import os
import threading
import warnings
from functools import cache
from typing import Any

NO_LIMIT = 10**12
LOGGERS = (
    "LiteLLM",
    "LiteLLM Router",
    "LiteLLM Proxy",
    "openai",
    "httpx",
    "httpcore",
    "anthropic",
    "botocore",
    "aiohttp.client",
)
"""These write requests with their messages, addresses with keys in them, and tracebacks."""

_loading = threading.Lock()


def load_litellm() -> Any:
    """litellm, set up. Takes seconds the first time: call it in a thread."""
    with _loading:
        # Read while litellm is imported: no price map from the network, no `.env` of the folder
        os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
        os.environ["LITELLM_MODE"] = "PRODUCTION"
        for variable in ("LITELLM_LOG", "DETAILED_DEBUG"):
            os.environ.pop(variable, None)
        _silence_loggers()
        import litellm

        if not getattr(litellm, "_workbench_ready", False):
            _silence(litellm)
            _silence_loggers()
            _set_up(litellm)
            litellm._workbench_ready = True  # noqa: SLF001 - our own mark on the module
        # Of use to its makers only; again each time, for tests put their own filters in place
        warnings.filterwarnings("ignore", module=r"(litellm|pydantic|openai)\b")
        return litellm


@cache
def known_providers() -> frozenset[str]:
    """The first parts of the names of the models that litellm can run."""
    return frozenset(str(getattr(p, "value", p)) for p in load_litellm().provider_list)


def _silence(litellm: Any) -> None:
    """Nothing that litellm or its clients write holds for certain no message and no key."""
    litellm.suppress_debug_info = True
    litellm.set_verbose = False
    litellm.telemetry = False
    litellm.turn_off_message_logging = True
    litellm.disable_streaming_logging = True
    for callbacks in (
        litellm.callbacks,
        litellm.input_callback,
        litellm.success_callback,
        litellm.failure_callback,
        litellm.service_callback,
    ):
        callbacks.clear()


def _silence_loggers() -> None:
    for name in LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers = [logging.NullHandler()]
        logger.propagate = False  # what the loggers below it say ends here
        logger.disabled = True


def _set_up(litellm: Any) -> None:
    from workbench.providers.demo.provider import DemoModels
    from workbench.providers.transport import watch

    litellm.num_retries = 0
    litellm.drop_params = False
    litellm.modify_params = False
    litellm.cache = None
    litellm.REPEATED_STREAMING_CHUNK_LIMIT = NO_LIMIT
    litellm.disable_hf_tokenizer_download = True
    litellm.disable_aiohttp_transport = False
    litellm.force_ipv4 = False
    litellm.custom_provider_map = [{"provider": "demo", "custom_handler": DemoModels()}]
    watch()
