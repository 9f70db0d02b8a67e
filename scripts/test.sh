#!/bin/sh
# Tests everything: form, Go tests with the race detector on both databases and both stores, and the pages in a browser.
# Installs what that takes where it may (as root, with apt-get), else says what is missing. The last line is the tally.
#
#   SKIPS=fail         a test that could not run fails the whole
#   MASTHEAD_CORPUS    the folder of archives that tests read; ../shared unless set
set -eu
cd "$(dirname "$0")/.."
root=$(pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/masthead-test-XXXXXX")
chmod 755 "$work" # PostgreSQL runs as another user

finish() {
    scripts/postgres.sh stop "$work/postgres" >/dev/null 2>&1 || true
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The race detector needs a C compiler.
have_postgres() { command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }
find_chromium() {
    for program in "${MASTHEAD_CHROMIUM:-chromium}" chromium-browser google-chrome; do
        if command -v "$program"; then return; fi
    done
}

missing=
have_postgres || missing="$missing postgresql"
[ -n "$(find_chromium)" ] || missing="$missing chromium"
command -v gcc >/dev/null || missing="$missing gcc libc6-dev"
command -v xmllint >/dev/null || missing="$missing libxml2-utils" # feeds and sitemaps are checked against their grammars
if [ -n "$missing" ]; then
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "make test: these are missing, please install them:$missing" >&2
        exit 1
    fi
    echo "installing$missing"
    if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        # The tests start a server of their own; none is wanted beside it.
        mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
    fi
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # a list of packages
    { apt-get update -q && apt-get install -q -y --no-install-recommends $missing; } </dev/null >"$work/apt.log" 2>&1 ||
        { cat "$work/apt.log" >&2; exit 1; }
fi
for program in go node npm; do
    command -v $program >/dev/null || { echo "make test: $program is missing" >&2; exit 1; }
done

failed=0
step() {
    echo "== $1"
    shift
    "$@" || { failed=1; echo "== failed"; }
}

step 'form' scripts/lint.sh

MASTHEAD_CORPUS=${MASTHEAD_CORPUS:-../shared}
[ ! -d "$MASTHEAD_CORPUS" ] || MASTHEAD_CORPUS=$(cd "$MASTHEAD_CORPUS" && pwd)
export MASTHEAD_CORPUS
echo '== what the tests need'
go build -C tools -o "$root/cache/tools/versitygw" github.com/versity/versitygw/cmd/versitygw
export MASTHEAD_TEST_VERSITYGW="$root/cache/tools/versitygw"
MASTHEAD_TEST_POSTGRES=$(scripts/postgres.sh start "$work/postgres")
export MASTHEAD_TEST_POSTGRES
go build -o "$work/tally" ./scripts/tally

# Before the tests in Go, so that what they serve is the desk as it is.
desk_tests() {
    scripts/ui.sh check || return
    scripts/ui.sh test | "$work/tally" desk "$work/desk.tally" || return
    scripts/ui.sh build
}
step 'the desk' desk_tests

go_tests() {
    CGO_ENABLED=1 go test -race -timeout 9m -json ./... 2>&1 | "$work/tally" go "$work/go.tally"
}
step 'tests in Go' go_tests

browser_tests() {
    MASTHEAD_CHROMIUM=$(find_chromium)
    MASTHEAD_BIN=$root/bin/masthead
    export MASTHEAD_CHROMIUM MASTHEAD_BIN MASTHEAD_LOG_LEVEL=warn PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
    make --no-print-directory build || return
    if [ ! e2e/node_modules/.package-lock.json -nt e2e/package-lock.json ]; then
        npm ci --prefix e2e --no-audit --no-fund --loglevel=error || return
    fi
    npm run --prefix e2e --silent check || return
    browser_failed=0
    (cd e2e && PLAYWRIGHT_JSON_OUTPUT_NAME=$work/browser.json npx --no-install playwright test --reporter=line,json) ||
        browser_failed=1
    "$work/tally" browser "$work/browser.tally" <"$work/browser.json" || return
    return $browser_failed
}
if [ -e e2e/package.json ]; then
    step 'tests in a browser' browser_tests
fi

[ "${SKIPS:-}" = fail ] && strict=-strict || strict=
"$work/tally" total $strict "$work"/*.tally || failed=1
exit $failed
