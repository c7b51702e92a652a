#!/usr/bin/env bash
# From nothing to a test summary: installs, builds, tests.
#   tests/run.sh [-L LABEL] [-R REGEX]   a part of the tests, as ctest takes it
# Labels: unit, conformance, golden, integration, e2e, fuzz (corpora replayed).
set -euo pipefail
cd "$(dirname "$0")/.."

deploy/local/install.sh
deploy/local/build.sh release
status=0
ctest --test-dir build/release --output-on-failure --no-tests=error -j "$(nproc)" "$@" || status=$?

# What was skipped, and why: nothing is known of it.
awk '/^[0-9]+\/[0-9]+ Testing: / { name = $3 }
  /^skipped: / { print name ": " $0 }
  /: Skipped$/ { getline reason; print name ": skipped: " reason }' build/release/Testing/Temporary/LastTest.log |
  sort | { skipped=$(cat); [ -z "$skipped" ] || printf '\nSkipped, not tested:\n%s\n' "$skipped"; }
exit $status
