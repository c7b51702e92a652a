#!/usr/bin/env bash
# Generates the Go code of the protos into ./gen, and copies what is embedded. Needs
# protoc, protoc-gen-go and protoc-gen-go-grpc.
set -euo pipefail
cd "$(dirname "$0")"
protos=../../../protos
options=()
mapfile -t files < <(cd "$protos" && find broadsheet -name '*.proto' | sort)
for file in "${files[@]}"; do
  options+=("--go_opt=M$file=broadsheet.example/client/gen/$(dirname "$file")"
            "--go-grpc_opt=M$file=broadsheet.example/client/gen/$(dirname "$file")")
done
# The well-known annotations come from their own module.
options+=("--go_opt=Mgoogle/api/field_behavior.proto=google.golang.org/genproto/googleapis/api/annotations"
          "--go-grpc_opt=Mgoogle/api/field_behavior.proto=google.golang.org/genproto/googleapis/api/annotations")
mkdir -p gen
cp ../service_config.json gen
protoc -I "$protos" --go_out=gen --go-grpc_out=gen \
  --go_opt=module=broadsheet.example/client/gen --go-grpc_opt=module=broadsheet.example/client/gen \
  "${options[@]}" $(printf '%s\n' "${files[@]}" | grep ^broadsheet)
