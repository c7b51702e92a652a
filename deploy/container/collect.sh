#!/usr/bin/env bash
# The root folder of an image: collect.sh FOLDER DATA… -- PROGRAM…
# Stripped programs, the libraries they load, the data named, and for each Debian
# package of these its licence and, for scanners, its status.
set -euo pipefail

root=$1
shift
data=()
while [ "$1" != -- ]; do data+=("$1"); shift; done
shift

mkdir -p "$root"/{etc,tmp,usr/lib,usr/lib64,usr/local/bin,var/lib/dpkg/status.d}
chmod 1777 "$root/tmp"
ln -sfn usr/lib "$root/lib"
ln -sfn usr/lib64 "$root/lib64"
echo 'broadsheet:x:65532:65532::/data:/sbin/nologin' >"$root/etc/passwd"
echo 'broadsheet:x:65532:' >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"

for program in "$@"; do strip -o "$root/usr/local/bin/$(basename "$program")" "$program"; done
mapfile -t libraries < <(ldd "$@" | grep -o '/[^ ]*\.so[^ ]*' | sort -u)
for library in "${libraries[@]}"; do
  install -D "$library" "$root/usr/${library#/usr}" # follows the link that the loader looks for
done
cp -r --parents "${data[@]}" "$root"

for file in "${libraries[@]}" "${data[@]}"; do
  # The package database knows one of the two names of a merged /usr.
  dpkg -S "$(readlink -f "$file")" 2>/dev/null || dpkg -S "${file#/usr}"
done | sed 's/:.*//; s/, /\n/g' | sort -u | while read -r package; do
  dpkg-query -s "$package" >"$root/var/lib/dpkg/status.d/$package"
  install -D -m 644 "/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/copyright"
done
