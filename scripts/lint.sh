#!/bin/sh
# Checks the form of the Go code: gofmt, go vet, staticcheck.
set -eu
cd "$(dirname "$0")/.."

unformatted=$(go list -f '{{.Dir}}' ./... | xargs gofmt -l -s | sort -u)
if [ -n "$unformatted" ]; then
    echo "not formatted (gofmt -s -w):" >&2
    echo "$unformatted" >&2
    exit 1
fi
go vet ./...
mkdir -p cache/tools
go build -C tools -o ../cache/tools/staticcheck honnef.co/go/tools/cmd/staticcheck
cache/tools/staticcheck ./...
