#!/usr/bin/env bash
# The tests under a sanitizer, from nothing to a summary.
#   tests/sanitizers.sh asan|ubsan|tsan [LABEL …] [-- ctest's arguments]
# asan: addresses, leaks and undefined behaviour; ubsan: the last alone; tsan: data
# races. LABEL: unit, conformance, golden, integration, fuzz, e2e; without one all
# of them, with tsan all but e2e.
set -euo pipefail
cd "$(dirname "$0")/.."

preset=${1:?asan, ubsan or tsan}
shift
labels=()
while [ $# -gt 0 ]; do
  [ "$1" != -- ] || { shift && break; }
  labels+=("$1")
  shift
done
[ "$preset" != tsan ] || [ ${#labels[@]} -gt 0 ] || labels=(unit conformance golden integration fuzz)

export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export LSAN_OPTIONS=suppressions=$PWD/tests/support/lsan.supp
export UBSAN_OPTIONS=print_stacktrace=1
export TSAN_OPTIONS=ignore_noninstrumented_modules=1:suppressions=$PWD/tests/support/tsan.supp
targets=()
if [ ${#labels[@]} -gt 0 ]; then
  targets=("${labels[@]/%//all}")
  targets=("${targets[@]/#/tests/}")
  set -- -L "^($(IFS='|' && echo "${labels[*]}"))\$" "$@"
fi
# gRPC's own code is not instrumented: where tests stream over it, it gives false
# reports of what it hands from thread to thread.
if [[ "$preset ${labels[*]-}" == tsan*integration* ]]; then
  set -- -E 'Feed|Follow|Upload|Watch|Export|Silent' "$@"
fi
deploy/local/build.sh "$preset" "${targets[@]}"
exec ctest --test-dir "build/$preset" --output-on-failure --no-tests=error -j "$(nproc)" "$@"
