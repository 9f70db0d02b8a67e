#!/bin/sh
# Runs every fuzz test for a short while: fuzz.sh TIME, such as 10s.
set -eu
cd "$(dirname "$0")/.."
time=${1:-10s}

for package in $(go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./...); do
    for target in $(go test -list '^Fuzz' "$package" | grep '^Fuzz' || true); do
        echo "$package $target"
        go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" "$package"
    done
done
