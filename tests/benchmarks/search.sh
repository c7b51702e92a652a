#!/usr/bin/env bash
# search.sh --count N [--peers] [--seed S]: search engines side by side on one
# collection. Prints a JSON object a row (engine, mode, class, queries, p50_us,
# p95_us, p99_us, max_us: CPU time of one thread, warm), then one an engine
# (engine, records, build_per_s, index_bytes, text_bytes, rss_bytes), and
# nothing else on stdout.
# search.sh --count N --agreement Q [--seed S]: Q random queries, each answer
# compared with a search through the text itself; exit status 1 if one differs.
#
# The text is real news where ../shared/search has it, else invented. Peers are
# SQLite FTS5, Xapian, Groonga and PostgreSQL, from Debian's packages; the last
# is started on a socket in the working folder, as another user when this one is
# root, and stopped afterwards. Each peer has BROADSHEET_LOAD_SECONDS of CPU
# (1200) to load the collection and BROADSHEET_CLASS_SECONDS (15) for a class of
# queries in a mode; what was cut short has "limited":true in its row, and an
# engine that takes ten times as long altogether is stopped, which a row says.
# TMPDIR is where the collection and the indexes go (7 times the text).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=${BROADSHEET_BUILD:-$root/build/release}

usage() { echo "usage: search.sh --count N [--peers | --agreement Q] [--seed S]" >&2; exit 2; }
count= seed=1 agreement= peers=OFF
while [[ $# -gt 0 ]]; do
  case $1 in
    --count) count=${2-}; shift 2 || usage ;;
    --seed) seed=${2-}; shift 2 || usage ;;
    --agreement) agreement=${2-}; shift 2 || usage ;;
    --peers) peers=ON; shift ;;
    *) usage ;;
  esac
done
[[ $count =~ ^[1-9][0-9]*$ && $seed =~ ^[0-9]+$ && ( -z $agreement || $agreement =~ ^[1-9][0-9]*$ ) ]] || usage

install_peers() {
  local packages=(libxapian-dev libgroonga-dev libpq-dev postgresql) as_root=()
  dpkg-query -W "${packages[@]}" >/dev/null 2>&1 && return
  [[ $(id -u) == 0 ]] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}"
}

engines=(segments)
{
  if [[ $peers == ON ]]; then
    install_peers
    engines+=(fts5 xapian groonga postgres)
  fi
  [[ -f $build/build.ninja && $peers == OFF ]] || cmake -S "$root" --preset release -B "$build" -DBROADSHEET_PEERS=$peers
  ninja -C "$build" search_benchmark search_agreement
} >&2

work=$(mktemp -d "${TMPDIR:-/tmp}/broadsheet-search-XXXXXX")
trap 'rm -rf "$work"' EXIT
recombine=$root/../shared/search/recombine.py
[[ -f $recombine ]] || recombine=
python3 "$root/tests/benchmarks/search_text.py" "$count" "$seed" ${recombine:+"$recombine"} >"$work/text.tsv"
mkdir "$work/index"
if [[ -n $agreement ]]; then
  "$build/tests/benchmarks/search/search_agreement" "$work/text.tsv" "$work/index" "$agreement" "$seed"
  exit
fi

# Runs a PostgreSQL program as a user who is not root.
pg() {
  local program=$1 as_other=()
  shift
  [[ $(id -u) != 0 ]] || as_other=(runuser -u postgres --)
  (cd / && "${as_other[@]}" "$(ls -d /usr/lib/postgresql/*/bin | tail -1)/$program" "$@") >&2
}
start_postgres() {
  chmod 711 "$work"
  [[ $(id -u) != 0 ]] || chown postgres "$work/index"
  pg initdb --pgdata "$work/index/data" --auth trust --username broadsheet --encoding UTF8 --locale C --no-sync
  trap 'stop_postgres; rm -rf "$work"' EXIT
  pg pg_ctl start --wait --pgdata "$work/index/data" --log "$work/index/log" \
    --options "-c listen_addresses='' -c unix_socket_directories='$work/index' -c shared_buffers=2GB"
}
stop_postgres() {
  pg pg_ctl stop --wait --mode fast --pgdata "$work/index/data" || true
  trap 'rm -rf "$work"' EXIT
}

load_seconds=${BROADSHEET_LOAD_SECONDS:-1200} class_seconds=${BROADSHEET_CLASS_SECONDS:-15}
for engine in "${engines[@]}"; do
  rm -rf "$work/index"
  mkdir "$work/index"
  limits=()
  [[ $engine == segments ]] || limits=("$load_seconds" "$class_seconds")
  [[ $engine != postgres ]] || start_postgres
  PGUSER=broadsheet timeout $((10 * load_seconds)) \
    "$build/tests/benchmarks/search/search_benchmark" "$engine" "$work/text.tsv" "$work/index" "${limits[@]}" ||
    echo "{\"engine\":\"$engine\",\"stopped\":true}"
  [[ $engine != postgres ]] || stop_postgres
done >"$work/rows"
grep '"mode"' "$work/rows" || true
grep -v '"mode"' "$work/rows"
