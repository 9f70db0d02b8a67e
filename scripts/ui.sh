#!/bin/sh
# The desk's application: 'scripts/ui.sh build' bundles it into ui/dist, from where the program embeds it;
# 'scripts/ui.sh check' looks at its form: the API's types are those of its description, and all types fit;
# 'scripts/ui.sh test' runs its unit tests and prints TAP.
set -eu
cd "$(dirname "$0")/.."

packages() {
    command -v npm >/dev/null || { echo "npm is missing: the desk is built with Node.js 20 or later" >&2; exit 1; }
    if [ ! ui/node_modules/.package-lock.json -nt ui/package-lock.json ]; then
        npm ci --prefix ui --no-audit --no-fund --loglevel=error
        touch ui/node_modules/.package-lock.json
    fi
}

case "${1:-}" in
build)
    packages
    go run -C tools ./desk -out ../ui/dist
    ;;
check)
    packages
    generated=$(mktemp "${TMPDIR:-/tmp}/masthead-api-XXXXXX")
    trap 'rm -f "$generated"' EXIT
    (cd ui && npx --no-install openapi-typescript openapi.json -o "$generated" >/dev/null)
    if ! diff -u ui/src/api/schema.d.ts "$generated" >&2; then
        echo "ui/src/api/schema.d.ts is not what ui/openapi.json says (npm run --prefix ui api)" >&2
        exit 1
    fi
    npm run --prefix ui --silent check
    ;;
test)
    packages
    go run -C tools ./desk -test -reporter tap
    ;;
*)
    echo "usage: scripts/ui.sh build|check|test" >&2
    exit 2
    ;;
esac
