#!/usr/bin/env bash
# Whole-process measurements: wall time and peak memory of commands as a user starts them, median of 5 runs.
# Writes benchmarks/results/<processor>/whole-process.md. Needs GNU time (package "time"), gzip and awk.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
runs="${RUNS:-5}"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
command -v /usr/bin/time >/dev/null || { echo "benchmarks: GNU time is missing (package 'time')" >&2; exit 5; }

processor="$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)"
processor="${processor:-$(uname -m)}"
folder="$root/benchmarks/results/$(echo "$processor" | sed -E 's/\((R|TM)\)//g; s/[^A-Za-z0-9.]+/-/g; s/-+$//' | tr '[:upper:]' '[:lower:]')"
mkdir -p "$folder"
report="$folder/whole-process.md"

"$root/rebound" --version >/dev/null # builds
rebound() { dotnet "$root/artifacts/bin/Rebound.Cli/release/rebound.dll" "$@"; }
program=(dotnet "$root/artifacts/bin/Rebound.Cli/release/rebound.dll")

# measure NAME LIMIT COMMAND...: the command may end with 4 (refused by the data), which is an answer too.
measure() {
  local name="$1" limit="$2" wall=() peak=() code
  shift 2
  for _ in $(seq "$runs"); do
    rm -rf "$scratch/out"
    code=0
    /usr/bin/time -f '%e %M' -o "$scratch/time" "$@" >"$scratch/said" 2>&1 || code=$?
    if [ "$code" != 0 ] && [ "$code" != 4 ]; then
      echo "benchmarks: '$name' ended with $code:" >&2
      tail -n 5 "$scratch/said" >&2
      return 1
    fi
    wall+=("$(tail -n 1 "$scratch/time" | cut -d' ' -f1)")
    peak+=("$(tail -n 1 "$scratch/time" | cut -d' ' -f2)")
  done
  local middle=$(( (runs + 1) / 2 ))
  local seconds kilobytes slowest
  seconds="$(printf '%s\n' "${wall[@]}" | sort -n | sed -n "${middle}p")"
  slowest="$(printf '%s\n' "${wall[@]}" | sort -n | tail -n 1)"
  kilobytes="$(printf '%s\n' "${peak[@]}" | sort -n | sed -n "${middle}p")"
  echo "| $name | $limit | $seconds | $slowest | $(( kilobytes / 1024 )) |" | tee -a "$report"
}

{
  echo "# Whole-process measurements"
  echo
  echo "Processor: $processor, $(nproc) cores. $(dotnet --version | sed 's/^/.NET SDK /'). Rebound $(rebound --version). Median of $runs runs,"
  echo "each a new process that starts with nothing loaded; files are in the page cache after the first run."
  echo
  echo "| command | limit | s, median | s, slowest | MB, median of peaks |"
  echo "|---|---|---|---|---|"
} >"$report"

measure "\`rebound --version\`" "0.3 s" "${program[@]}" --version
measure "\`rebound check studies/archipelago\`" "" "${program[@]}" check "$root/studies/archipelago"
measure "\`rebound run studies/archipelago\`" "5 s" "${program[@]}" run "$root/studies/archipelago" --output "$scratch/out"
measure "\`rebound synth\`, 290 cities × 60 months" "5 s, 300 MB" "${program[@]}" synth --out "$scratch/out"
measure "\`rebound run studies/china-2020\`" "" "${program[@]}" run "$root/studies/china-2020" --output "$scratch/out"

# 95 real countries: the tables lie beside the repository, not in it.
countries="$root/../shared/studies/world_countries"
definition="$root/tests/Rebound.Tests/Studies/world_countries"
if [ -d "$countries" ] && [ -f "$definition/study.toml" ]; then
  cp -r "$definition" "$scratch/countries"
  mkdir -p "$scratch/countries/data"
  cp -r "$countries"/. "$scratch/countries/data/"
  measure "\`rebound run\` on 95 countries" "8 s, 600 MB" "${program[@]}" run "$scratch/countries" --output "$scratch/out"
else
  echo "| \`rebound run\` on 95 countries | 8 s, 600 MB | not measured: the tables are not on this machine | | |" | tee -a "$report"
fi

# Ten million rows: 340 cities, 120 months, 245 partner-product pairs.
mkdir -p "$scratch/long/data"
{
  echo "code,name"
  awk 'BEGIN { for (c = 1; c <= 340; c++) printf "C%03d,City %d\n", c, c }'
} >"$scratch/long/data/cities.csv"
awk 'BEGIN {
  print "code,month,partner,product,value"
  for (c = 1; c <= 340; c++) for (m = 0; m < 120; m++) for (k = 0; k < 246; k++)
    printf "C%03d,%04d-%02d,P%02d,H%02d,%d.%02d\n", c, 2012 + int(m / 12), m % 12 + 1, k % 6, int(k / 6), (c * 7919 + m * 104729 + k * 1299709) % 90000 + 100, k % 100
}' | gzip -1 >"$scratch/long/data/exports.csv.gz"
cat >"$scratch/long/study.toml" <<'TOML'
schema = 1
[study]
id = "ten-million-rows"
[data.cities]
file = "data/cities.csv"
unit = "code"
name = "name"
[data.exports]
file = "data/exports.csv.gz"
unit = "code"
time = "month"
value = "value"
partner = "partner"
product = "product"
type = { kind = "money", currency = "USD", scale = "thousand" }
TOML
echo "rows in the long table: $(( $(gzip -dc "$scratch/long/data/exports.csv.gz" | wc -l) - 1 ))"
measure "\`rebound check\` on 10,036,800 rows of CSV.GZ" "8 s, 1 GB" "${program[@]}" check "$scratch/long"
