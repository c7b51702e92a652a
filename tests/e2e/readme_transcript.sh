#!/usr/bin/env bash
# The README's grpcurl lines, run as they stand against the pair that run.sh
# starts, and run.sh --once itself.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
source "$here/../support/tools.sh"
work=$(mktemp -d)
run_pid=''
trap '[ -z "$run_pid" ] || kill -TERM "$run_pid" 2>/dev/null || true; wait; rm -rf "$work"' EXIT

fail() { echo "FAILED: $*" >&2; exit 1; }

"$root/deploy/local/run.sh" --once --build-dir "$BROADSHEET_BUILD_DIR" >"$work/once.txt" || fail "run.sh --once"
for expected in 让老厂房里的机器先 【设备】 PHOTO; do
  grep -q -- "$expected" "$work/once.txt" || { cat "$work/once.txt"; fail "run.sh --once does not show $expected"; }
done
echo "run.sh --once: shows records and answers"

grpcurl=$(grpcurl_tool) || skip "grpcurl cannot be had (go install failed)"
"$root/deploy/local/run.sh" --build-dir "$BROADSHEET_BUILD_DIR" >"$work/run.txt" 2>&1 &
run_pid=$!
for _ in $(seq 300); do grep -q '^Running' "$work/run.txt" && break; kill -0 "$run_pid" || break; sleep 0.1; done
addresses=$(sed -n 's/^ingest_service on \([^,]*\), query_service on \([^ ]*\).*/\1 \2/p' "$work/run.txt")
[ -n "$addresses" ] || { cat "$work/run.txt"; fail "run.sh did not start"; }
read -r ingest query <<<"$addresses"

# Each ```sh block with grpcurl in it, one command at a time.
awk '/^```sh/ {on = 1; next} /^```/ {on = 0} on' "$root/README.md" |
  sed -n '/^grpcurl/,$p' | sed '/^ingest_service\/client/,$d' |
  sed "s/127\.0\.0\.1:7601/$ingest/; s/127\.0\.0\.1:7602/$query/; s|^grpcurl|\"\$grpcurl\"|; s|^}' |}' |" >"$work/lines.sh"
cat >"$work/script.sh" <<EOF
set -euo pipefail
grpcurl='$grpcurl'
$(cat "$work/lines.sh")
EOF
bash "$work/script.sh" >"$work/answers.txt" 2>&1 || { cat "$work/answers.txt"; fail "a line of the README"; }
for expected in broadsheet.query.v1.QueryService SERVING 老灯塔重新亮起 望海灯塔 FATE_RECORD record_count \
  TERM_MATCH_INITIALS MATCH_CLASS_PINYIN explanation; do
  grep -q -- "$expected" "$work/answers.txt" || { cat "$work/answers.txt"; fail "the answers lack $expected"; }
done
echo "README transcript: every line answered"

# A lone surrogate in JSON is refused by the client or searched as U+FFFD.
for lone in '\ud800' '水\udc00'; do
  "$grpcurl" -plaintext -d "{\"query\": \"$lone\"}" "$query" broadsheet.query.v1.QueryService/SearchRecords \
    >"$work/lone.txt" 2>&1 || grep -qi -E 'invalid|unmarshal' "$work/lone.txt" || { cat "$work/lone.txt"; fail "$lone"; }
done
"$grpcurl" -plaintext -d '{"query": "望海灯塔"}' "$query" broadsheet.query.v1.QueryService/SearchRecords >"$work/lone.txt"
grep -q 老灯塔重新亮起 "$work/lone.txt" || fail "the service does not answer after a lone surrogate"
echo "lone surrogates: answered"

kill -TERM "$run_pid"
wait "$run_pid" && fail "run.sh should end with its signal's status" || [ $? -eq 143 ] || fail "run.sh ended badly"
run_pid=''
if grep -q "$ingest" <(ss -ltn 2>/dev/null || true); then fail "the ingest service goes on after run.sh ended"; fi
echo "run.sh: ends both services on SIGTERM"
