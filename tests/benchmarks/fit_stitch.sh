#!/usr/bin/env bash
# Fits the weights of stitching and of its paragraphs anew, and measures them on pages
# not fitted on.
#
#   fit_stitch.sh ARTICLES [GENERATOR]
#
# Fitted and measured on the pages of labelled_pages.sh; measured: seeds 202, 303 and
# 41. Writes weights.inc, from whose values the fit starts, and paragraph_weights.inc of
# ingest_service/parser/stitch.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../..
build=${BROADSHEET_BUILD:-$root/build/release}
[[ $# -ge 1 && $# -le 2 && -f $1 ]] || { sed -n '2,9s/^# \?//p' "$0" >&2; exit 2; }
articles=$1 generator=${2:-$(dirname "$1")/generate.py}
. "$here/labelled_pages.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make_pages "$articles" "$generator" "$work"
ninja -C "$build" fit_stitch fit_paragraphs >&2
for fit in stitch:weights paragraphs:paragraph_weights; do
  inc=${fit#*:}.inc
  "$build/tests/benchmarks/fit_${fit%:*}" fit "$work/$inc" "$work"/2[1-4]{,-few,-none} "$work"/3[1-3]{,-few,-none}
  cp "$work/$inc" "$root/ingest_service/parser/stitch/$inc"
done
ninja -C "$build" fit_stitch fit_paragraphs >&2
for held_out in {202,303,41}{,-few,-none}; do
  "$build/tests/benchmarks/fit_stitch" measure "$work/$held_out"
done
"$build/tests/benchmarks/fit_paragraphs" measure "$work"/{202,303,41}{,-few,-none}
