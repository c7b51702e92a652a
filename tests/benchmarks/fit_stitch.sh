#!/usr/bin/env bash
# Fits the weights of stitching anew and measures them on pages not fitted on.
#
#   fit_stitch.sh GENERATOR ARTICLES [PAGES_DIR...]
#
# GENERATOR makes pages with their truth (--articles --out --pages --seed).
# Fitted: its seeds 21 to 26, 150 pages each, and every PAGES_DIR (pages of other
# layouts, made elsewhere). Measured: seeds 11 to 13. Writes
# ingest_service/parser/stitch/weights.inc.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=${BROADSHEET_BUILD:-$root/build/release}
[[ $# -ge 2 ]] || { sed -n '2,9s/^# \?//p' "$0" >&2; exit 2; }
generator=$1 articles=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for seed in 21 22 23 24 25 26 11 12 13; do
  "$generator" --articles "$articles" --out "$work/$seed" --pages 150 --seed "$seed"
done
ninja -C "$build" fit_stitch >&2
"$build/tests/benchmarks/fit_stitch" fit "$work/weights.inc" "$work"/2[1-6] "$@"
cp "$work/weights.inc" "$root/ingest_service/parser/stitch/weights.inc"
ninja -C "$build" fit_stitch >&2
"$build/tests/benchmarks/fit_stitch" measure "$work"/1[1-3]
