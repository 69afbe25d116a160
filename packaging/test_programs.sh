#!/bin/sh
# What tests run besides Python: the browser for review packs, Node for the JavaScript reader,
# what signs approvals.
# Elsewhere than on Debian, installed ones are used.
set -eu

if [ -f /etc/debian_version ]; then
    . "$(dirname "$0")/debian.sh"
    install_missing chromium chromium-driver openssh-client gnupg
    command -v node >/dev/null || install_missing nodejs
fi
