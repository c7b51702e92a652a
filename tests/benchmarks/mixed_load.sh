#!/usr/bin/env bash
# Uploads, searches and watches at once, at a share of what the pair can do: the
# peak is measured first, in the same run.
#   tests/benchmarks/mixed_load.sh [SECONDS [PERCENT]]     600 s at 70 %
# Prints errors by code, p50 and p99 by method, the memory of both processes, and
# what it consists of.
# Status 1: a call failed.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-600} percent=${2:-70}
[ -n "${BROADSHEET_BUILD_DIR:-}" ] || deploy/local/build.sh release ingest_service query_service mixed_load
. tests/support/services.sh
# Small, so that it is full when memory is first compared: it would grow for long.
export BROADSHEET_RECORD_CACHE_BYTES=${BROADSHEET_RECORD_CACHE_BYTES:-16MiB}
start_pair

load() {
  "$build/tests/benchmarks/mixed_load" --ingest="$BROADSHEET_INGEST" --query="$BROADSHEET_QUERY" \
    --issue=deploy/local/sample/issue.txt --service-config=deploy/examples/service_config.json "$@"
}
per_second() { awk -v seconds="$2" -v method="$1" '$1 == method {print int($2 / seconds)}'; }

memory_parts() { # of each service, in MiB
  local service
  for service in ingest_service query_service; do
    scrape "$service" | awk -v line="  $service:" '
      /^broadsheet_(resident_memory|heap|index|index_memory|record_cache|sqlite_page_cache)_bytes/ {
        sub(/^broadsheet_/, "", $1); line = line sprintf("  %s %.1f", $1, $2 / 1048576) }
      END { print line }'
  done
}

peak=$(load --seconds=20 --searches-per-second=100000 --uploads-per-second=10000 || true)
searches=$(per_second search 20 <<<"$peak") uploads=$(per_second upload 20 <<<"$peak")
echo "peak: $searches searches and $uploads uploads a second (load of the machine: $(cut -d' ' -f1-3 /proc/loadavg))"
memory_parts
load --seconds="$seconds" --searches-per-second=$((searches * percent / 100)) \
  --uploads-per-second=$((uploads * percent / 100)) --watches=10 --pids="$(IFS=,; echo "${pids[*]}")"
memory_parts
echo "load of the machine at the end: $(cut -d' ' -f1-3 /proc/loadavg)"
