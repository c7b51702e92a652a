#!/usr/bin/env bash
# The images start as their users run them and find an issue: each service alone
# (read-only root, no capabilities), then the dev overlay's pods by
# `podman kube play`, asked over gRPC.
#   tests/e2e/containers.sh [--tag TAG]   needs root and the images of
#                                         deploy/container/build.sh
# Skipped, with the reason, where that is not to be had.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/support/tools.sh

tag=dev
[ "${1:-}" != --tag ] || tag=$2
[ "$(id -u)" = 0 ] || skip "podman is used as root"
command -v podman >/dev/null || skip "no podman (deploy/container/build.sh installs it)"
command -v kubectl >/dev/null || skip "no kubectl"
python3 -c 'import yaml' 2>/dev/null || skip "no python3-yaml"
grpcurl=$(grpcurl_tool) || skip "no grpcurl"
export CONTAINERS_CONF=${CONTAINERS_CONF:-$PWD/deploy/container/containers.conf}
podman info >/dev/null 2>&1 || skip "podman cannot run here"
for service in ingest query; do
  podman image exists "localhost/broadsheet-$service:$tag" || skip "no image localhost/broadsheet-$service:$tag"
done

folder=$(mktemp -d)
finish() {
  podman kube down "$folder/pods.yaml" >/dev/null 2>&1 || true
  podman volume rm -f broadsheet-{ingest,query}-data tmp >/dev/null 2>&1 || true
  rm -rf "$folder"
}
trap finish EXIT

alone() { podman run --rm --read-only --cap-drop=all --network=none "$@"; }
alone "localhost/broadsheet-ingest:$tag" --help >/dev/null
alone "localhost/broadsheet-query:$tag" --help >/dev/null
alone --entrypoint=backup_issues "localhost/broadsheet-ingest:$tag" --help >/dev/null
echo "programs start on a read-only root without capabilities"
for service in ingest query; do
  user=$(podman image inspect "localhost/broadsheet-$service:$tag" --format '{{.User}}')
  [ "$user" = 65532:65532 ] || { echo "broadsheet-$service runs as $user"; exit 1; }
done

kubectl kustomize deploy/kustomize/overlays/dev | sed "s/\(image: .*\):dev/\1:$tag/" |
  python3 tests/e2e/containers/pods_of_overlay.py >"$folder/pods.yaml"
podman kube play "$folder/pods.yaml" >/dev/null

address_of() { # POD
  podman inspect "$(podman pod inspect "$1" --format '{{.InfraContainerID}}')" |
    sed -n 's/.*"IPAddress": "\([0-9.]\+\)".*/\1/p' | head -n 1
}
ingest=$(address_of broadsheet-ingest) query=$(address_of broadsheet-query)
for url in "http://$ingest:9601/readyz" "http://$query:9602/readyz"; do
  curl -fsS --retry 30 --retry-delay 1 --retry-connrefused "$url" >/dev/null
done
echo "the pods of the dev overlay are ready"

call() { "$grpcurl" -plaintext -max-time 20 -d "$1" "$2" "$3"; }
position=$(call '{"metadata": {"parent": "publications/demo", "issue_id": "first"},
                  "text": "集装箱里的试验\n\n本报记者 顾宁\n\n机器在港口运转正常。"}' \
  "$ingest:7601" broadsheet.ingest.v1.IngestService/CreateIssue | sed -n 's/.*"position": "\(.*\)".*/\1/p')
found=$(call "{\"query\": \"港口\", \"min_position\": \"$position\"}" \
  "$query:7602" broadsheet.query.v1.QueryService/SearchRecords)
grep -q 集装箱里的试验 <<<"$found" || { echo "not found: $found"; exit 1; }
echo "an issue uploaded to one pod is found in the other"

podman exec broadsheet-ingest-ingest backup_issues --data-dir=/data --backup-to=/tmp/backup.db
for pod in broadsheet-query broadsheet-ingest; do podman pod stop -t 30 "$pod" >/dev/null; done
for container in broadsheet-ingest-ingest broadsheet-query-query; do
  status=$(podman inspect "$container" --format '{{.State.ExitCode}}')
  [ "$status" = 0 ] || { echo "$container ended with status $status"; exit 1; }
done
echo "both ended with status 0 on SIGTERM"
