#!/usr/bin/env bash
# Fits the weights of stitching anew and measures them on pages not fitted on.
#
#   fit_stitch.sh ARTICLES [GENERATOR]
#
# GENERATOR (generate.py beside ARTICLES) makes pages with their truth (--articles
# --out --pages --seed), and so does compose_pages.py, in other styles. Fitted: 150
# pages of each of the generator's seeds 21 to 24 and of 31 and 32 composed. Measured:
# the generator's 202 and 303, composed 41. Writes
# ingest_service/parser/stitch/weights.inc, from whose values the fit starts.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../..
build=${BROADSHEET_BUILD:-$root/build/release}
[[ $# -ge 1 && $# -le 2 && -f $1 ]] || { sed -n '2,11s/^# \?//p' "$0" >&2; exit 2; }
articles=$1 generator=${2:-$(dirname "$1")/generate.py}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make_pages() {  # PROGRAM SEED...
  for seed in "${@:2}"; do
    "$1" --articles "$articles" --out "$work/$seed" --pages 150 --seed "$seed"
  done
}
make_pages "$generator" 21 22 23 24 202 303
make_pages "$here/compose_pages.py" 31 32 41
ninja -C "$build" fit_stitch >&2
"$build/tests/benchmarks/fit_stitch" fit "$work/weights.inc" "$work"/2[1-4] "$work"/3[12]
cp "$work/weights.inc" "$root/ingest_service/parser/stitch/weights.inc"
ninja -C "$build" fit_stitch >&2
for held_out in 202 303 41; do
  "$build/tests/benchmarks/fit_stitch" measure "$work/$held_out"
done
