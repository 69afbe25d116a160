#!/bin/sh
# Makes the virtual environment from the locked, hashed dependencies, and on Debian
# installs the system libraries that Qt needs. Called by `make setup`.
set -eu

PYTHON="${PYTHON:-python3}"
VENV="${VENV:-.venv}"

# For the offscreen platform, then for a real window.
QT_LIBRARIES="libegl1 libgl1 libglib2.0-0 libdbus-1-3 libxkbcommon0 libfontconfig1 fonts-dejavu-core
libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"

install_debian_packages() {
    if [ "$(id -u)" = 0 ]; then root=""; elif command -v sudo >/dev/null; then root="sudo"; else
        echo "These system packages are needed, and only root can install them: $*" >&2
        exit 1
    fi
    $root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

is_installed() {
    dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed ||
        dpkg-query -W -f '${db:Status-Status}' "$1t64" 2>/dev/null | grep -qx installed
}

if [ -f /etc/debian_version ]; then
    missing=""
    for package in $QT_LIBRARIES; do is_installed "$package" || missing="$missing $package"; done
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing python3-venv"
    command -v git >/dev/null || missing="$missing git"
    # shellcheck disable=SC2086
    if [ -n "$missing" ]; then
        echo "Installing system packages:$missing"
        install_debian_packages $missing
    fi
fi

"$PYTHON" - <<'CHECK'
import sys

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit(f"Python 3.11 to 3.13 is needed; this is {sys.version.split()[0]}. Set PYTHON=…")
CHECK

[ -x "$VENV/bin/python" ] || "$PYTHON" -m venv "$VENV"
echo "Installing the locked dependencies into $VENV"
"$VENV/bin/python" -m pip install -q --disable-pip-version-check --require-hashes -r packaging/locks/dev.txt
"$VENV/bin/python" -m pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
