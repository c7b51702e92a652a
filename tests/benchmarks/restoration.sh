#!/usr/bin/env bash
# restoration.sh DIR: restores every *.txt of DIR and prints one JSON line a
# page, and nothing else, on stdout.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=${BROADSHEET_BUILD:-$root/build/release}
[[ $# == 1 && -d $1 ]] || { echo "usage: restoration.sh DIR" >&2; exit 2; }
{
  [[ -f $build/build.ninja ]] || cmake -S "$root" --preset release -B "$build"
  ninja -C "$build" restoration
} >&2
exec "$build/tests/benchmarks/restoration" "$1"
