#!/usr/bin/env bash
# From a bare machine to both services with an issue in them.
#   deploy/local/run.sh                 installs, builds, starts, uploads the sample
#                                       issue, shows records and searches, runs on
#                                       until Ctrl-C
#   … --once                            stops by itself
#   … --issue FILE [--date YYYY-MM-DD]  another text instead of the sample
#   … --data DIR                        keep the databases in DIR (default: a
#                                       folder that is removed at the end)
#   … --build-dir DIR                   programs that are built already
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)

once=false issue=$here/sample/issue.txt date=2025-03-08 data='' build=''
publication_id=binjiang publication=滨江时报 issue_given=false
usage() { sed -n '2,/^set -euo/{/^set/d;s/^# \{0,1\}//;p}' "$0"; }
while [ $# -gt 0 ]; do
  case $1 in
    --once) once=true ;;
    --issue) issue=${2:?--issue needs a file}; issue_given=true; publication_id=local publication='' date=''; shift ;;
    --date) date=${2:?--date needs YYYY-MM-DD}; shift ;;
    --data) data=${2:?--data needs a folder}; shift ;;
    --build-dir) build=${2:?--build-dir needs a folder}; shift ;;
    -h | --help) usage; exit 0 ;;
    *) echo "run.sh: unknown option $1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done

refuse() {
  echo "run.sh: $*" >&2
  exit 2
}
[ -f "$issue" ] && [ -r "$issue" ] || refuse "--issue: got $issue, want a file that can be read"
[ -s "$issue" ] || refuse "--issue: $issue is empty"
[ -z "$date" ] || [ "$(date -d "$date" +%F 2>/dev/null)" = "$date" ] ||
  refuse "--date: got $date, want a day that there is, as YYYY-MM-DD"
[ -z "$build" ] || [ -x "$build/ingest_service/ingest_service" ] || refuse "--build-dir: $build has no programs"
issue=$(realpath "$issue")

if [ -z "$build" ]; then
  "$here/install.sh"
  "$here/build.sh" release ingest_service query_service upload_issues search_records backup_issues
  build=$root/build/release
fi

temporary=
if [ -z "$data" ]; then
  data=$(mktemp -d -t broadsheet-XXXXXX)
  temporary=$data
fi
mkdir -p "$data/ingest" "$data/query"
exec {lock}>"$data/run.lock"
flock -n "$lock" || refuse "--data: another run.sh, or a service that one started, uses $data"
ingest_pid='' query_pid=''
stop() {
  trap - EXIT INT TERM
  for pid in $query_pid $ingest_pid; do kill -TERM "$pid" 2>/dev/null || true; done
  for pid in $query_pid $ingest_pid; do wait "$pid" 2>/dev/null || true; done
  [ -z "$temporary" ] || rm -rf "$temporary"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# free_port PREFERRED: that one if nobody has it, else 0 (any).
free_port() { if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then echo 0; else echo "$1"; fi; }

# wait_for SERVICE PID: until it has written what ports it has.
wait_for() {
  for _ in $(seq 600); do
    [ -s "$data/$1.port" ] && return
    kill -0 "$2" 2>/dev/null || break
    sleep 0.05
  done
  temporary=  # keep the logs
  echo "run.sh: ${1}_service did not start; the end of $data/$1.log:" >&2
  tail -n 5 "$data/$1.log" >&2
  return 1
}

# address SERVICE PORT: PORT is grpc or admin.
address() { awk -v port="$2" '$1 == port {print "127.0.0.1:" $2}' "$data/$1.port"; }

rm -f "$data/ingest.port" "$data/query.port"
"$build/ingest_service/ingest_service" --data-dir="$data/ingest" --listen-address="127.0.0.1:$(free_port 7601)" \
  --reflection --port-file="$data/ingest.port" >>"$data/ingest.log" 2>&1 &
ingest_pid=$!
wait_for ingest "$ingest_pid"
ingest=$(address ingest grpc)
"$build/query_service/query_service" --data-dir="$data/query" --listen-address="127.0.0.1:$(free_port 7602)" \
  --ingest-addresses="$ingest" --reflection --port-file="$data/query.port" >>"$data/query.log" 2>&1 &
query_pid=$!
wait_for query "$query_pid"
query=$(address query grpc)
echo "ingest_service on $ingest, query_service on $query (logs: $data/*.log)"
if [ "$ingest" != 127.0.0.1:7601 ] || [ "$query" != 127.0.0.1:7602 ]; then
  echo "(a port of the README, 7601 or 7602, is taken: use these in its commands)"
fi
echo "/metrics, /readyz and /statusz on http://$(address ingest admin) and http://$(address query admin)"

heading() { printf '\n── %s\n' "$*"; }

heading "Uploading $(basename "$issue")"
upload=(--address="$ingest" --publication-id="$publication_id" --position-file="$data/position")
[ -z "$publication" ] || upload+=(--publication="$publication")
[ -z "$date" ] || upload+=(--date="$date")
"$build/ingest_service/client/upload_issues" "${upload[@]}" "$issue"

search() {
  "$build/query_service/client/search_records" --address="$query" --min-position="$(cat "$data/position")" "$@"
}
heading "The restored records"
search --parent="publications/$publication_id/issues/-"

if ! $issue_given; then
  heading 'Search: 设备'
  search 设备
  heading 'Search: "15分钟" (a phrase of mixed script)'
  search '"15分钟"'
  heading 'Filter: kind = PHOTO'
  search --filter='kind = PHOTO'
  heading 'Filter: reporters:"顾宁", with the facets kind and reporters'
  search --filter='reporters:"顾宁"' --facets=kind,reporters
fi

heading "Go on with grpcurl (go install github.com/fullstorydev/grpcurl/cmd/grpcurl@latest)"
cat <<EOF
  grpcurl -plaintext $query list
  grpcurl -plaintext $query describe broadsheet.query.v1.QueryService
  grpcurl -plaintext -d '{"query": "设备", "page_size": 3}' $query broadsheet.query.v1.QueryService/SearchRecords
  grpcurl -plaintext -d '{"filter": "speaker.name = \"罗书云\" AND date >= \"2025-03-01\""}' $query broadsheet.query.v1.QueryService/SearchRecords
  grpcurl -plaintext -d '{"metadata": {"parent": "publications/demo", "issue_id": "first"}, "text": "标题在此\n\n本报记者 顾宁\n\n正文在此。"}' $ingest broadsheet.ingest.v1.IngestService/CreateIssue
  grpcurl -plaintext -d '{"service": "broadsheet.query.v1.QueryService"}' $query grpc.health.v1.Health/Check
EOF

$once && exit 0
echo
echo "Running. Ctrl-C stops both services."
wait -n -p ended "$ingest_pid" "$query_pid" || true
service=ingest
[ "$ended" = "$ingest_pid" ] || service=query
temporary=  # keep the logs
echo "run.sh: ${service}_service has ended; the end of $data/$service.log:" >&2
tail -n 5 "$data/$service.log" >&2
exit 1
