#!/bin/sh
# Writes the lock files from pyproject.toml: every version with the hashes of all its files, for every system.
# `--upgrade` takes newer versions; without it, only what pyproject.toml asks for changes.
set -eu
cd "$(dirname "$0")/.."

# uv, because it locks for all systems at once; in a place of its own, since nothing else needs it.
[ -x build/lock/bin/uv ] || { python3 -m venv build/lock && build/lock/bin/python -m pip install --quiet uv; }

lock() {
    build/lock/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
        --no-config --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@" >/dev/null
}
lock --group install --output-file requirements.lock "$@"
lock --group install --group dev --constraints requirements.lock --output-file requirements-dev.lock "$@"
lock --group install --group build --constraints requirements.lock --output-file requirements-build.lock "$@"
