#!/bin/sh
# Runs every fuzz test for a short while: fuzz.sh TIME, such as 10s.
set -eu
cd "$(dirname "$0")/.."
time=${1:-10s}

for file in $(git ls-files '*_test.go'); do
    for target in $(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$file"); do
        echo "$target in $file"
        go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" "./$(dirname "$file")"
    done
done
