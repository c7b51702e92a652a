#!/usr/bin/env bash
# Both services are restarted, one replica after the other, while clients search,
# upload and watch: with the service config of deploy/examples no call fails. One
# loses its data each time: no search finds less than before. Issues are larger than
# what gRPC keeps by default to send a call again.
#   tests/e2e/rolling_restart.sh [SEARCHES_PER_SECOND [ROUNDS]]
set -euo pipefail
cd "$(dirname "$0")/../.."
rate=${1:-200} rounds=${2:-1}
[ -n "${BROADSHEET_BUILD_DIR:-}" ] || deploy/local/build.sh release ingest_service query_service mixed_load
build=${BROADSHEET_BUILD_DIR:-build/release}
[ -x "$build/tests/benchmarks/mixed_load" ] || { echo "skipped: no mixed_load (BROADSHEET_BENCHMARKS is off)"; exit 77; }

folder=$(mktemp -d)
declare -A pid port
trap '{ kill -KILL "${pid[@]}"; wait; } 2>/dev/null || true; rm -rf "$folder"' EXIT

launch() { # NAME PROGRAM FLAG…: on the port it had before; returns once it listens
  rm -f "$folder/$1.ports"
  "$build/$2/$2" --data-dir="$folder/$1" --listen-address="127.0.0.1:${port[$1]:-0}" --drain-delay=1s \
    --port-file="$folder/$1.ports" "${@:3}" 2>>"$folder/$1.log" &
  pid[$1]=$!
  for _ in $(seq 600); do
    [ -s "$folder/$1.ports" ] && break
    sleep 0.05
  done
  port[$1]=$(sed -n 's/^grpc //p' "$folder/$1.ports")
}
launch_one() { # ingest, first or second
  case $1 in
    ingest) launch ingest ingest_service ;;
    *) launch "$1" query_service --ingest-addresses="127.0.0.1:${port[ingest]}" ;;
  esac
}
for replica in ingest first second; do launch_one $replica; done

seconds=$((8 + rounds * 15))
{ # 299 KiB, most of them one article's
  cat deploy/local/sample/issue.txt
  printf '\n海堤加固完工\n\n本报记者 顾宁\n\n'
  head -c 100000 /dev/zero | sed 's/\x0/堤/g'
} >"$folder/issue.txt"
"$build/tests/benchmarks/mixed_load" --ingest="127.0.0.1:${port[ingest]}" \
  --query="127.0.0.1:${port[first]},127.0.0.1:${port[second]}" --issue="$folder/issue.txt" \
  --service-config=deploy/examples/service_config.json --seconds=$seconds --searches-per-second="$rate" \
  --uploads-per-second=1 --watches=5 >"$folder/report" &
load=$!

sleep 2
for _ in $(seq "$rounds"); do
  for replica in first second ingest; do
    kill -TERM "${pid[$replica]}"
    wait "${pid[$replica]}" || { echo "$replica ended with status $?"; exit 1; }
    [ $replica != second ] || rm -r "$folder/second"
    launch_one $replica
    sleep 1
  done
done
kill -0 "$load" || { echo "the load ended before the last restart"; exit 1; }
wait "$load" && status=0 || status=$?
cat "$folder/report"
echo "restarts: $((rounds * 3)), searches a second: $rate"
exit $status
