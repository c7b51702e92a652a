# Sourced by tests that need a tool Debian does not package. Each function prints
# the tool's path, installing it into build/tools on first use, or returns 1.
# Exit status 77 is ctest's "skipped".

tools_dir=${BROADSHEET_TOOLS_DIR:-$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)/build/tools}

# go_tool NAME PACKAGE@VERSION
go_tool() {
  local found
  found=$(command -v "$1") && { echo "$found"; return; }
  if [ ! -x "$tools_dir/$1" ]; then
    command -v go >/dev/null || return 1
    mkdir -p "$tools_dir"
    GOBIN=$tools_dir GOFLAGS=-mod=mod timeout 600 go install "$2" >"$tools_dir/$1.log" 2>&1 || return 1
  fi
  echo "$tools_dir/$1"
}

# npm_tool NAME PACKAGE@VERSION
npm_tool() {
  local found
  found=$(command -v "$1") && { echo "$found"; return; }
  if [ ! -x "$tools_dir/npm/node_modules/.bin/$1" ]; then
    command -v npm >/dev/null || return 1
    mkdir -p "$tools_dir/npm"
    timeout 300 npm install --silent --prefix "$tools_dir/npm" "$2" >"$tools_dir/$1.log" 2>&1 || return 1
  fi
  echo "$tools_dir/npm/node_modules/.bin/$1"
}

# pip_tool NAME PACKAGE[==VERSION] [MODULE]: a program of a virtual environment
# that has the package; MODULE is looked for when NAME is python itself.
pip_tool() {
  local bin=$tools_dir/python/bin
  if ! { [ -x "$bin/$1" ] && { [ -z "${3:-}" ] || "$bin/python" -c "import $3" 2>/dev/null; }; }; then
    mkdir -p "$tools_dir"
    { python3 -m venv "$tools_dir/python" && timeout 300 "$bin/pip" install -q "$2"; } \
      >"$tools_dir/pip.log" 2>&1 || return 1
  fi
  echo "$bin/$1"
}

grpcurl_tool() { go_tool grpcurl github.com/fullstorydev/grpcurl/cmd/grpcurl@latest; }
buf_tool() { npm_tool buf @bufbuild/buf@latest; }

skip() {
  echo "skipped: $*"
  exit 77
}
