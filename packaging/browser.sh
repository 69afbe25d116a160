#!/bin/sh
# The browser that review packs are tested in. Elsewhere than on Debian, an installed one is used.
set -eu

if [ -f /etc/debian_version ]; then
    . "$(dirname "$0")/debian.sh"
    install_missing chromium chromium-driver
fi
