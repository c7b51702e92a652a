#!/usr/bin/env bash
# Builds the fuzzers with clang and runs each for some time.
#   tests/fuzz/run.sh [--seconds N] [NAME …]      60 seconds, all of them
# What it finds is in build/fuzz/finds/NAME; put it into tests/fuzz/corpus/NAME
# with the fix. What it learns stays in build/fuzz/corpus/NAME for the next run.
set -euo pipefail
cd "$(dirname "$0")/../.."

seconds=60
if [ "${1:-}" = --seconds ]; then
  seconds=$2
  shift 2
fi
names=("$@")
[ $# -gt 0 ] || mapfile -t names < <(basename -a tests/fuzz/corpus/*)

command -v clang++-14 >/dev/null ||
  { echo "run.sh: needs Debian's clang-14 and libclang-rt-14-dev" >&2; exit 1; }
deploy/local/build.sh fuzz "${names[@]/%/_fuzzer}"
for name in "${names[@]}"; do
  learnt=build/fuzz/corpus/$name finds=build/fuzz/finds/$name
  mkdir -p "$learnt" "$finds"
  if ! build/fuzz/tests/fuzz/"${name}_fuzzer" -max_total_time="$seconds" -timeout=120 -rss_limit_mb=4096 \
    -print_final_stats=1 -artifact_prefix="$finds/" "$learnt" "tests/fuzz/corpus/$name" >"$finds/log" 2>&1; then
    tail -n 40 "$finds/log"
    echo "$name: found something, see $finds"
    exit 1
  fi
  echo "$name: clean, $(sed -n 's/stat::number_of_executed_units: *//p' "$finds/log") inputs in $seconds s"
done
