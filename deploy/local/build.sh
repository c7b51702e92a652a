#!/usr/bin/env bash
# Builds one preset: build.sh PRESET [TARGET …]. Shows progress, and where
# its log is; the log itself only when something fails.
set -euo pipefail
cd "$(dirname "$0")/../.."

preset=${1:-release}
shift || true
log=build/$preset.log
mkdir -p build

failed() {
  tail -n 60 "$log" >&2
  echo "build.sh: failed: $* (the whole log: $log)" >&2
  exit 1
}

# show_progress: of ninja's lines the last, in place on a terminal, otherwise one a
# minute.
show_progress() {
  local line next=$((SECONDS + 60))
  while IFS= read -r line; do
    [[ $line == '['*/*']'* ]] || continue
    if [ -t 2 ]; then
      printf '\r\033[K%s' "${line:0:78}" >&2
    elif [ "$SECONDS" -ge "$next" ]; then
      printf '%s\n' "${line:0:78}" >&2
      next=$((SECONDS + 60))
    fi
  done
  [ ! -t 2 ] || printf '\r\033[K' >&2
}

echo "Building ($preset), which takes a while the first time; its log: $PWD/$log" >&2
cmake --preset "$preset" >"$log" 2>&1 || failed "cmake --preset $preset"
build=(cmake --build "build/$preset")
[ $# -eq 0 ] || build+=(--target "$@")
"${build[@]}" 2>&1 | tee -a "$log" | show_progress || failed "${build[*]}"
