#!/usr/bin/env bash
# Builds one preset: build.sh PRESET [TARGET …]. Quiet when all goes well.
set -euo pipefail
cd "$(dirname "$0")/../.."

preset=${1:-release}
shift || true
log=build/$preset.log
mkdir -p build

run() {
  if ! "$@" >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    echo "build.sh: failed: $* (the whole log: $log)" >&2
    exit 1
  fi
}

echo "Building ($preset) …" >&2
run cmake --preset "$preset"
if [ $# -gt 0 ]; then
  run cmake --build "build/$preset" --target "$@"
else
  run cmake --build "build/$preset"
fi
