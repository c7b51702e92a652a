# Sourced in the repository's root: container_tools installs podman and buildah
# from Debian's packages, with a configuration that works inside a container too.
container_tools() {
  local package missing=()
  for package in podman buildah runc netavark aardvark-dns iptables catatonit debootstrap; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
  fi
  export CONTAINERS_CONF=${CONTAINERS_CONF:-$PWD/deploy/container/containers.conf}
}
