#!/usr/bin/env bash
# The tests under a sanitizer, from nothing to a summary.
#   tests/sanitizers.sh asan|ubsan|tsan [--core] [ctest's arguments]
# asan (addresses, leaks, and undefined behaviour) and ubsan run everything, or
# with --core what runs in the test's own process. tsan always runs the core,
# without what streams over gRPC: gRPC's own code is not instrumented and gives
# false reports there.
set -euo pipefail
cd "$(dirname "$0")/.."

preset=${1:?asan, ubsan or tsan}
shift
core=
[ "${1:-}" != --core ] || { core=yes && shift; }
export ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
export LSAN_OPTIONS=suppressions=$PWD/tests/support/lsan.supp
export UBSAN_OPTIONS=print_stacktrace=1
export TSAN_OPTIONS=ignore_noninstrumented_modules=1:suppressions=$PWD/tests/support/tsan.supp
if [ "$preset" = tsan ]; then
  core=yes
  set -- -E 'Feed|Follow|Upload|Watch|Export' "$@"
fi
targets=()
if [ -n "$core" ]; then
  targets=(tests/unit/all tests/conformance/all tests/golden/all tests/integration/all tests/fuzz/all)
  set -- -L 'unit|conformance|golden|integration|fuzz' "$@"
fi
deploy/local/build.sh "$preset" "${targets[@]}"
exec ctest --test-dir "build/$preset" --output-on-failure --no-tests=error -j "$(nproc)" "$@"
