"""The user and the password of an address, so that git has them and nobody else can see them.

All arguments of a program can be read by everybody on the machine, its environment only by the
person who runs it.
"""

from __future__ import annotations

from workbench.domain.remote_addresses import RemoteAddress

USER, PASSWORD = "WORKBENCH_REMOTE_USER", "WORKBENCH_REMOTE_PASSWORD"
TELLING = (
    f"!f() {{ test \"$1\" = get && printf 'username=%s\\npassword=%s\\n' "
    f'"${USER}" "${PASSWORD}"; }}; f'
)
"""A helper of git's that says what the environment says, and keeps nothing."""


def login(address: RemoteAddress) -> dict[str, str]:
    """What git is told by its environment, for this server alone."""
    if address.scheme not in ("http", "https") or not (address.user or address.password):
        return {}
    about = f"credential.{address.server}"
    settings = [(f"{about}.username", address.user)]
    secrets = {}
    if address.password:
        # No other helper is asked before, nor told to keep it
        settings += [(f"{about}.helper", ""), (f"{about}.helper", TELLING)]
        secrets = {USER: address.user, PASSWORD: address.password}
    told = {"GIT_CONFIG_COUNT": str(len(settings))}
    for number, (name, value) in enumerate(settings):
        told |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    return told | secrets
