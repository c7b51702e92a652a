# Sourced by tests with real services: start_pair starts both in a folder that is
# removed at the end, with the services, and exports BROADSHEET_INGEST and
# BROADSHEET_QUERY, their addresses.
build=${BROADSHEET_BUILD_DIR:-build/release}
folder=$(mktemp -d)
pids=()
trap '{ kill -KILL "${pids[@]}"; wait; } 2>/dev/null || true; rm -rf "$folder"' EXIT

start() { # NAME FLAG…: returns once it listens
  "$build/$1/$1" --data-dir="$folder/$1" --port-file="$folder/$1.ports" "${@:2}" 2>"$folder/$1.log" &
  pids+=($!)
  for _ in $(seq 600); do
    [ -s "$folder/$1.ports" ] && return
    sleep 0.05
  done
  cat "$folder/$1.log"
  return 1
}

start_pair() {
  start ingest_service
  BROADSHEET_INGEST=127.0.0.1:$(sed -n 's/^grpc //p' "$folder/ingest_service.ports")
  start query_service --ingest-addresses="$BROADSHEET_INGEST"
  BROADSHEET_QUERY=127.0.0.1:$(sed -n 's/^grpc //p' "$folder/query_service.ports")
  export BROADSHEET_INGEST BROADSHEET_QUERY
}

scrape() { # NAME: its metrics
  python3 -c 'import sys, urllib.request as u; sys.stdout.write(u.urlopen(sys.argv[1]).read().decode())' \
    "http://127.0.0.1:$(sed -n 's/^admin //p' "$folder/$1.ports")/metrics"
}

expect_lines() { # WHAT LEAST GOT
  [ -n "$3" ] && [ "$(wc -l <<<"$3")" -ge "$2" ] || { echo "$1: want at least $2 lines, got: $3"; exit 1; }
  echo "$1: $(wc -l <<<"$3") lines"
}
