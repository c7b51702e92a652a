# Sourced by the fits: make_pages ARTICLES GENERATOR DIR lays out the pages that they
# learn from. Each DIR/SEED comes as it is (SEED), without the empty lines behind
# short lines (SEED-few), and without any (SEED-none), as extractions differ in that.
make_pages() {
  local articles=$1 generator=$2 dir=$3 here seed
  here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
  for seed in 21 22 23 24 202 303; do
    "$generator" --articles "$articles" --out "$dir/$seed" --pages 150 --seed "$seed"
  done
  for seed in 31 32 33 41; do
    "$here/compose_pages.py" --articles "$articles" --out "$dir/$seed" --pages 150 --seed "$seed"
  done
  for seed in 21 22 23 24 202 303 31 32 33 41; do
    _thin "$dir/$seed" "$dir/$seed-few" 'NF || length(before) > 180 { print } { before = $0 }'
    _thin "$dir/$seed" "$dir/$seed-none" 'NF'
  done
}

_thin() {  # FROM TO AWK
  local page
  mkdir "$2"
  for page in "$1"/*.txt; do
    LC_ALL=C awk "$3" "$page" > "$2/${page##*/}"
    cp "${page%.txt}.truth.json" "$2/"
  done
}
