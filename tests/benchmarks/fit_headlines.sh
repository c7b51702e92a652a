#!/usr/bin/env bash
# Fits anew what tells headlines from text and kickers from headlines.
#
#   fit_headlines.sh ARTICLES [GENERATOR]
#
# Pages: labelled_pages.sh; those of seeds 202, 303 and 41 are left for measuring.
# Writes ingest_service/parser/classify/{headline,kicker,deck}_weights.inc.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$here/../..
build=${BROADSHEET_BUILD:-$root/build/release}
[[ $# -ge 1 && $# -le 2 && -f $1 ]] || { sed -n '2,7s/^# \?//p' "$0" >&2; exit 2; }
. "$here/labelled_pages.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
make_pages "$1" "${2:-$(dirname "$1")/generate.py}" "$work"
ninja -C "$build" fit_headlines >&2
classify=$root/ingest_service/parser/classify
"$build/tests/benchmarks/fit_headlines" "$classify"/{headline,kicker,deck}_weights.inc \
  "$work"/2[1-4]{,-few,-none} "$work"/3[1-3]{,-few,-none}
