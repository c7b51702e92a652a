#!/usr/bin/env bash
# The Go example uploads, searches and watches with two real services.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/support/tools.sh
command -v protoc >/dev/null || skip "no protoc"
messages=$(go_tool protoc-gen-go google.golang.org/protobuf/cmd/protoc-gen-go@v1.36.6) || skip "no protoc-gen-go"
services=$(go_tool protoc-gen-go-grpc google.golang.org/grpc/cmd/protoc-gen-go-grpc@v1.5.1) ||
  skip "no protoc-gen-go-grpc"
PATH=$(dirname "$messages"):$(dirname "$services"):$PATH deploy/examples/go/generate.sh
(cd deploy/examples/go && timeout 280 go build -o client .) || { go -C deploy/examples/go mod download >/dev/null 2>&1 && exit 1; skip "its modules cannot be had"; }
. tests/support/services.sh

start_pair
(cd deploy/examples/go && timeout 280 go test ./...)
position=$(deploy/examples/go/client upload daily 2025-03-08 deploy/local/sample/issue.txt)
expect_lines "upload" 1 "$position"
expect_lines "search, page by page" 3 "$(deploy/examples/go/client search 记者 "$position")"
expect_lines "search at once" 3 "$(deploy/examples/go/client search 记者)"
expect_lines "watch" 3 "$(deploy/examples/go/client watch)"
