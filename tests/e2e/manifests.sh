#!/usr/bin/env bash
# The manifests build, fit the Kubernetes schemas, and every alert is a rule that
# Prometheus takes and has its runbook and its cases.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/support/tools.sh

command -v kubectl >/dev/null || skip "no kubectl"
command -v promtool >/dev/null || skip "no promtool (Debian package prometheus)"
validate=$(pip_tool kubernetes-validate kubernetes-validate==1.32.0) || skip "no kubernetes-validate"

out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for overlay in dev prod; do
  kubectl kustomize "deploy/kustomize/overlays/$overlay" >"$out/$overlay.yaml"
  "$validate" -k 1.32 --strict --quiet "$out/$overlay.yaml"
  echo "$overlay: $(grep -c '^kind:' "$out/$overlay.yaml") resources"
done

alerts=deploy/kustomize/components/monitoring/alerts.yaml
sed -n '/^spec:/,$p' "$alerts" | sed '1d; s/^  //' >"$out/rules.yaml"
promtool check rules "$out/rules.yaml"
cp tests/e2e/alerts_test.yaml "$out"
promtool test rules "$out/alerts_test.yaml"
sed -n 's/.*- alert: //p' "$alerts" | while read -r alert; do
  [ -s "deploy/runbooks/$alert.md" ] || { echo "no runbook for $alert"; exit 1; }
  grep -q "alertname: $alert$" tests/e2e/alerts_test.yaml || { echo "no case of $alert"; exit 1; }
done
python3 -c 'import json, sys; json.load(open(sys.argv[1]))' deploy/kustomize/components/monitoring/dashboard.json
