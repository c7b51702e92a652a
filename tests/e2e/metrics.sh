#!/usr/bin/env bash
# The names, types and labels of both services' metrics are those of
# tests/golden/metrics, scraped from real processes that were used. Dashboards
# and alerts rest on them: with --update, look at what the difference breaks.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/support/services.sh
golden=tests/golden/metrics

# Types, and series without their values; buckets and addresses left out.
shape() {
  sed -E -n 's/^# TYPE //p; /^#/d; /_bucket\{|_created /d; s/address="[^"]*"/address="…"/; s/version="[^"]*"/version="…"/; s/ [^ ]+$//p' |
    LC_ALL=C sort -u
}

start_pair
"$build/ingest_service/client/upload_issues" --address="$BROADSHEET_INGEST" --publication-id=daily \
  --date=2025-03-08 --position-file="$folder/position" deploy/local/sample/issue.txt >/dev/null
"$build/query_service/client/search_records" --address="$BROADSHEET_QUERY" \
  --min-position="$(<"$folder/position")" 记者 >/dev/null

for service in ingest_service query_service; do scrape "$service" | shape >"$folder/$service.metrics"; done

# What TLS and roles add.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost \
  -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2>/dev/null
echo 'everybody admin certificate localhost' >"$folder/access"
kill -TERM "${pids[0]}"
wait "${pids[0]}"
rm "$folder/ingest_service.ports"
start ingest_service --tls-certificate-file="$folder/certificate.pem" --tls-private-key-file="$folder/key.pem" \
  --access-file="$folder/access"
scrape ingest_service | shape | grep -E '^broadsheet_(access|tls)_' >"$folder/secured.metrics"

status=0
for name in ingest_service query_service secured; do
  [ "${1:-}" != --update ] || cp "$folder/$name.metrics" "$golden/$name.txt"
  diff -u "$golden/$name.txt" "$folder/$name.metrics" || status=1
  echo "$name: $(wc -l <"$folder/$name.metrics") names"
done

# What alerts and the dashboard ask for exists.
grep -ohE 'broadsheet_[a-z_]+|grpc_server_[a-z_]+|process_[a-z_]+' deploy/kustomize/components/monitoring/*.{yaml,json} | sort -u |
  while read -r name; do
    grep -qE "^${name%_bucket}\b|^${name%_bucket}_" "$golden"/*.txt || { echo "no metric $name"; exit 1; }
  done || status=1
exit $status
