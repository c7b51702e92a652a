#!/usr/bin/env bash
# From nothing to a test summary: installs, builds, tests.
#   tests/run.sh [-L LABEL] [-R REGEX]   a part of the tests, as ctest takes it
# Labels: unit, conformance, golden, integration, e2e, fuzz (corpora replayed).
set -euo pipefail
cd "$(dirname "$0")/.."

deploy/local/install.sh
deploy/local/build.sh release
exec ctest --test-dir build/release --output-on-failure --no-tests=error -j "$(nproc)" "$@"
