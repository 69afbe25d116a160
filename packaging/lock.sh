#!/bin/sh
# Resolves the dependencies for Linux, macOS and Windows, with hashes and without any address.
set -eu

compile() {
    uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-header --no-annotate pyproject.toml "$@"
}
compile --extra desktop --group dev -o packaging/locks/dev.txt
compile --extra desktop -c packaging/locks/dev.txt -o packaging/locks/app.txt
