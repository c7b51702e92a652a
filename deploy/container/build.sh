#!/usr/bin/env bash
# Builds the images localhost/broadsheet-{ingest,query}:dev with buildah, of what
# is committed.
#   deploy/container/build.sh                 on Debian's image of a registry
#   …  --base IMAGE                           on another Debian 12 or 13
#   …  --debootstrap [--mirror URL]           on one made here, without a registry
#   …  --tag TAG                              instead of dev
# Installs what it needs; needs root. SOURCE_DATE_EPOCH dates all files: the time
# of the last commit unless it is set.
set -euo pipefail
cd "$(dirname "$0")/../.."

base='' bootstrap=false mirror=http://deb.debian.org/debian tag=dev
usage() { sed -n '2,/^set -euo/{/^set/d;s/^# \{0,1\}//;p}' "$0"; }
while [ $# -gt 0 ]; do
  case $1 in
    --base) base=${2:?--base needs an image}; shift ;;
    --debootstrap) bootstrap=true ;;
    --mirror) mirror=${2:?--mirror needs a URL}; shift ;;
    --tag) tag=${2:?--tag needs a tag}; shift ;;
    -h | --help) usage; exit 0 ;;
    *) echo "build.sh: unknown option $1" >&2; usage >&2; exit 2 ;;
  esac
  shift
done

. deploy/container/tools.sh
container_tools

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/source"
git archive HEAD | tar -x -C "$folder/source"

if $bootstrap; then
  base=localhost/broadsheet-base:bookworm
  if ! buildah inspect --type image "$base" >/dev/null 2>&1; then
    debootstrap --variant=minbase bookworm "$folder/root" "$mirror" >"$folder/log" ||
      { tail -n 20 "$folder/log" >&2; exit 1; }
    rm -rf "$folder"/root/var/cache/apt/archives/*.deb
    tar -C "$folder/root" -c . | podman import -q -c 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
      - "$base" >&2
  fi
fi

options=(--file="$folder/source/deploy/container/Containerfile" --layers)
options+=(--timestamp="${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}")
[ -z "$base" ] || options+=(--build-arg="BASE=$base")
! $bootstrap || options+=(--pull-never)
for service in ingest query; do
  buildah build "${options[@]}" --target=$service --tag="localhost/broadsheet-$service:$tag" "$folder/source" >&2
done
podman images --filter="reference=localhost/broadsheet-*:$tag" --format='{{.Repository}}:{{.Tag}} {{.Size}} {{.Id}}'
