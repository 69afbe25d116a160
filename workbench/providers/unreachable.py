"""Why a server was not reached, in words."""

from __future__ import annotations

import aiohttp

from workbench.domain.errors import ProviderError
from workbench.domain.runs import FailureKind
from workbench.providers.wire import Wire


def not_reached(cause: BaseException, wire: Wire, *, in_time: bool, answers: bool) -> ProviderError:
    """`in_time`: it was not the limit on connecting. `answers`: there was a connection."""
    kind = FailureKind.UNREACHABLE
    if not in_time:
        message = f"No connection to {wire.host} within {wire.connect_seconds:g} s."
        kind, hint = (
            FailureKind.TIMEOUT,
            "Check the network. The limit is set in Settings, Limits.",
        )
    elif isinstance(cause, aiohttp.ClientConnectorCertificateError | aiohttp.ClientSSLError):
        message = f"The certificate of {wire.host} is not trusted, or it does not speak TLS."
        hint = "Check the base URL. Set SSL_CERT_FILE to your organisation's certificates."
    elif isinstance(cause, aiohttp.ClientConnectorDNSError):
        message = f"There is no server called {wire.host}, or no network."
        hint = "Check the base URL and the network."
    elif not answers:
        message = f"Nothing answers at {wire.host}."
        hint = "Check that the server is running and the base URL is right."
    else:
        message = f"{wire.host} closed the connection without an answer."
        hint = "Try again."
    return ProviderError(message, kind=kind, hint=hint)
