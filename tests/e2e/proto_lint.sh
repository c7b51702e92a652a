#!/usr/bin/env bash
# The protos pass buf lint (STANDARD and COMMENTS), and nothing that a released
# version promised is broken, on the wire or in JSON. The images of releases are
# in tests/golden/released_protos; a release adds its own:
#   cd protos && buf build --exclude-source-info -o ../tests/golden/released_protos/X.Y.Z.binpb
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/../support/tools.sh"

buf=$(buf_tool) || skip "buf cannot be had (npm install @bufbuild/buf failed)"
cd "$here/../../protos"
"$buf" lint
echo "buf lint: clean"
for image in ../tests/golden/released_protos/*.binpb; do
  "$buf" breaking --against "$image"
  echo "buf breaking against $(basename "$image" .binpb): clean"
done
