#!/usr/bin/env bash
# The Python example uploads, searches and watches with two real services.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/support/tools.sh
python=$(pip_tool python grpcio-tools grpc_tools) || skip "no grpcio-tools"
. tests/support/services.sh

mkdir "$folder/gen"
mapfile -t protos < <(cd protos && find . -name '*.proto')
(cd protos && "$python" -m grpc_tools.protoc -I . --python_out="$folder/gen" --grpc_python_out="$folder/gen" "${protos[@]}")
client() { PYTHONPATH=$folder/gen "$python" deploy/examples/python/client.py "$@"; }

start_pair
position=$(client upload daily 2025-03-08 deploy/local/sample/issue.txt)
expect_lines "upload" 1 "$position"
expect_lines "search, page by page" 3 "$(client search 记者 --min-position "$position" --page-size 2)"
expect_lines "watch" 3 "$(client watch --most 3)"

# One record beyond what gRPC takes by default.
{ printf '海堤加固完工\n\n本报记者 顾宁\n\n'; head -c 1700000 /dev/zero | sed 's/\x0/堤/g'; } >"$folder/large.txt"
client upload daily 2025-03-09 "$folder/large.txt" >/dev/null
expect_lines "watch past a large record" 3 "$(client watch --after "$position" --most 2; echo ended)"

fails() { # WHAT WANTED ARGUMENT…: with one line that has it
  local got
  if got=$(client "${@:3}" 2>&1); then echo "$1: want a failure"; exit 1; fi
  [[ "$got" == *"$2"* && $(wc -l <<<"$got") = 1 ]] || { echo "$1: want one line with $2, got: $got"; exit 1; }
  echo "$1: ok"
}
fails "a file that is not there" "No such file" upload daily 2025-03-10 "$folder/none.txt"
fails "a date that is none" "INVALID_ARGUMENT: BAD_FIELD" upload daily 10.3.2025 "$folder/large.txt"
fails "a position that is none" "INVALID_ARGUMENT: BAD_POSITION" watch --after 7
