#!/usr/bin/env bash
# What an image of one program needs: collect.sh PROGRAM FOLDER writes the
# stripped program and the names of the packages that hold its libraries.
set -euo pipefail
mkdir -p "$2"
strip -o "$2/program" "$1"
ldd "$1" | sed -n 's/.*=> \(\/[^ ]*\).*/\1/p' | while read -r library; do
  # The package database knows one of the two names of a merged /usr.
  dpkg -S "$(readlink -f "$library")" 2>/dev/null || dpkg -S "${library#/usr}"
done | sed 's/:.*//' | sort -u >"$2/packages"
