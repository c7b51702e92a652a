#!/usr/bin/env bash
# The protos pass buf lint (STANDARD and COMMENTS).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/../support/tools.sh"

buf=$(buf_tool) || skip "buf cannot be had (npm install @bufbuild/buf failed)"
cd "$here/../../protos"
"$buf" lint
echo "buf lint: clean"
