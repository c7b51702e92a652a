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
