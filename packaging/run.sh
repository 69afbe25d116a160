#!/bin/sh
# Starts the workbench; with no display, walks the main loop headless instead and says so.
set -eu

python="$1"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || [ "$(uname)" = Darwin ]; then
    exec "$python" -m workbench
fi
echo "No display found, so there is no window to open: walking the main loop headless instead."
echo "Transcript and pictures go to demo-output/."
QT_QPA_PLATFORM=offscreen exec "$python" -m workbench demo -o demo-output
