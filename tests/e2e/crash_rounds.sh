#!/usr/bin/env bash
# Kills both services at random moments of uploading, applying and recovering,
# and looks whether all that was acknowledged is there, each record once.
#   tests/e2e/crash_rounds.sh [--rounds N] [--seed S]
# Ends in one line: rounds, uploads acknowledged, records lost, records doubled.
# BROADSHEET_BUILD_DIR: a build folder; without it the release preset is built.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${BROADSHEET_BUILD_DIR:-build/release}
[ -n "${BROADSHEET_BUILD_DIR:-}" ] || deploy/local/build.sh release ingest_service query_service crash_rounds
exec "$build/tests/e2e/crash/crash_rounds" --ingest="$build/ingest_service/ingest_service" \
  --query="$build/query_service/query_service" "$@"
