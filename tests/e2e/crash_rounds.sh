#!/usr/bin/env bash
# Has something go wrong at random moments of uploading, applying and recovering,
# and looks whether all that was acknowledged is there, each record once.
#   tests/e2e/crash_rounds.sh [--rounds N] [--seed S] [--fault KIND]
# KIND: kill (SIGKILL, the default), disk-full, io-error (calls on files fail),
# full-volume (a memory file system with no space left; as root),
# network (cut, slow, half open between the services), clock (jumps), restore (an
# older database on either side). The same seed repeats a run.
# Ends in one line: rounds, uploads acknowledged, records lost, records doubled.
# BROADSHEET_BUILD_DIR: a build folder; without it the release preset is built.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${BROADSHEET_BUILD_DIR:-build/release}
[ -n "${BROADSHEET_BUILD_DIR:-}" ] || deploy/local/build.sh release crash_rounds
exec "$build/tests/e2e/crash/crash_rounds" --ingest="$build/ingest_service/ingest_service" \
  --query="$build/query_service/query_service" --shim="$(realpath "$build/tests/e2e/crash/fault_shim.so")" \
  --backup="$build/ingest_service/admin/backup_issues" "$@"
