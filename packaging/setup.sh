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

if [ -f /etc/debian_version ]; then
    . "$(dirname "$0")/debian.sh"
    more=""
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || more="$more python3-venv"
    command -v git >/dev/null || more="$more git"
    # shellcheck disable=SC2086
    install_missing $QT_LIBRARIES $more
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
