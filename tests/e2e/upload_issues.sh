#!/usr/bin/env bash
# The bulk uploader with a real service: files that fail are named, a second run
# sends only what is missing, the view opens in a browser, a backup restores.
set -euo pipefail
cd "$(dirname "$0")/../.."
. tests/support/services.sh
sample=deploy/local/sample/issue.txt

expect() { # WHAT WANTED GOT: a substring
  [[ "$3" == *"$2"* ]] || { echo "$1: want \"$2\" in: $3"; exit 1; }
  echo "$1: ok"
}
upload() { "$build/ingest_service/client/upload_issues" --address="$address" "$@" 2>&1 || echo "status $?"; }

start ingest_service
address=127.0.0.1:$(sed -n 's/^grpc //p' "$folder/ingest_service.ports")

mkdir -p "$folder/papers/daily" "$folder/papers/evening"
for day in 01 02 03 04 05; do
  cp "$sample" "$folder/papers/daily/2025-03-$day.txt"
  cp "$sample" "$folder/papers/evening/2025-03-$day.txt"
done
printf 'broken \xc3\x28' >"$folder/papers/daily/2025-03-06.txt"
: >"$folder/papers/daily/2025-03-07.txt"

pattern='--path-pattern={publication}/{date}.txt'
got=$(upload "$pattern" --charset=UTF-8 "$folder/papers/daily")
expect "what could be stored" "5 stored, 0 there already, 2 failed" "$got"
expect "why a file failed" "2025-03-06.txt: BAD_ENCODING" "$got"
expect "why an empty one failed" "2025-03-07.txt: EMPTY_TEXT" "$got"
expect "the exit status" "status 1" "$got"

rm "$folder/papers/daily/2025-03-0"[67].txt
expect "a second run" "5 stored, 5 there already, 0 failed" "$(upload "$pattern" "$folder/papers")"
echo 其他内容 >>"$folder/papers/daily/2025-03-01.txt"
expect "other content" "ISSUE_EXISTS" "$(upload "$pattern" "$folder/papers")"
expect "a wrong pattern" "want a path that ends like" "$(upload --publication-id=daily '--path-pattern={number}/x.txt' "$folder/papers")"

position() { # ARGUMENT…: what a run leaves in its --position-file
  rm -f "$folder/position"
  upload "$pattern" --parallel=8 --position-file="$folder/position" "$@" >/dev/null
  cat "$folder/position"
}
expect "the position of what was there already" ":" "$(position "$folder/papers/evening")"
expect "the number of a corrected issue" "1 stored" \
  "$(upload --publication-id=evening --date=2025-03-01 --publication=夜报 --allow-replace "$folder/papers/evening/2025-03-01.txt")"
expect "no publication" "--publication-id: want it" "$(upload "$folder/papers")"
expect "no publication's status" "status 2" "$(upload "$folder/papers")"
expect "no such files" 'ends in ".pdf"' "$(upload "$pattern" --suffix=.pdf "$folder/papers")"
expect "an issue without a view" "want --view" "$(upload --issue=publications/daily/issues/2025-03-02)"

backup() { "$build/ingest_service/admin/backup_issues" "$@" 2>&1 || echo "status $?"; }
expect "an online backup" "10 issues" "$(backup --data-dir="$folder/ingest_service" --backup-to="$folder/backup.db")"
expect "old backups" "removed $folder/old.db" "$(
  backup --data-dir="$folder/ingest_service" --backup-to="$folder/old.db" >/dev/null
  touch -d yesterday "$folder/old.db"
  backup --data-dir="$folder/ingest_service" --backup-to="$folder/new.db" --keep=2
)"
expect "a restore" "10 issues" "$(backup --data-dir="$folder/restored" --restore-from="$folder/backup.db")"

issue=publications/daily/issues/2025-03-02
upload --view="$folder/view.html" --issue="$issue" >/dev/null
expect "the view" "$issue" "$(<"$folder/view.html")"
browser=$(command -v chromium || command -v chromium-browser) || { echo "the view in a browser: skipped, no chromium"; exit 0; }
drawn=$("$browser" --headless --no-sandbox --disable-gpu --virtual-time-budget=3000 --dump-dom \
  "file://$folder/view.html" 2>/dev/null)
expect "its script draws the seams" '<g data-r="' "$drawn"
