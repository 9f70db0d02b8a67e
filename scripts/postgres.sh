#!/bin/sh
# A throw-away PostgreSQL server for tests: it loses its data when the machine stops, and wants no password on 127.0.0.1.
#
#   postgres.sh start FOLDER   make a cluster in FOLDER, start it, print its URL; a running one is left as it is
#   postgres.sh url FOLDER     print the URL of the running server
#   postgres.sh stop FOLDER    stop it and remove FOLDER
#
# PostgreSQL refuses to run as root: for root it runs as the user postgres, or nobody.
set -eu

usage() {
    sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
    exit 2
}
fail() {
    echo "postgres.sh: $*" >&2
    exit 1
}
[ $# -eq 2 ] || usage
command=$1
mkdir -p "$(dirname "$2")"
folder=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")

bin=
for candidate in "$(dirname "$(command -v initdb || echo /nowhere/initdb)")" \
    $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql*/bin 2>/dev/null | sort -rV); do
    if [ -x "$candidate/initdb" ] && [ -x "$candidate/pg_ctl" ]; then
        bin=$candidate
        break
    fi
done

user=$(id -un)
if [ "$(id -u)" -eq 0 ]; then
    user=nobody
    id postgres >/dev/null 2>&1 && user=postgres
fi
as_user() {
    if [ "$(id -un)" = "$user" ]; then
        "$@"
    elif command -v setpriv >/dev/null 2>&1; then
        (cd / && setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups env HOME=/ "$@")
    else
        fail "as root it needs setpriv (package util-linux)"
    fi
}

# Where the server's user cannot reach FOLDER (a clone below /root), the cluster is elsewhere and FOLDER points to it.
locate() {
    home=$folder
    [ ! -L "$folder/elsewhere" ] || home=$(readlink "$folder/elsewhere")
    data=$home/data
}

running() {
    [ -f "$data/postmaster.pid" ] && as_user "$bin/pg_ctl" -D "$data" status >/dev/null 2>&1
}
url() {
    echo "postgres://masthead@127.0.0.1:$(sed -n 4p "$data/postmaster.pid")/postgres?sslmode=disable"
}

# The server cannot choose a free port itself, so that another process may take it first: try again then.
start() {
    attempt=0
    while [ $attempt -lt 20 ]; do
        attempt=$((attempt + 1))
        port=$((20000 + $(od -An -N2 -tu2 /dev/urandom) % 12000))
        if as_user "$bin/pg_ctl" -D "$data" -l "$home/log" -w -t 60 -o "-p $port" start >"$home/start.log" 2>&1; then
            return 0
        fi
        grep -q 'could not bind\|could not create any TCP' "$home/log" || break
        rm "$home/log"
    done
    cat "$home/start.log" "$home/log" >&2 || true
    fail "PostgreSQL did not start"
}

initialise() {
    mkdir -p "$folder"
    if [ "$(id -u)" -eq 0 ]; then
        if ! as_user test -x "$folder"; then
            ln -s "$(mktemp -d /tmp/masthead-postgres-XXXXXX)" "$folder/elsewhere"
            locate
        fi
        chown "$user" "$home"
    fi
    # A language's order, not that of the bytes, so that a test finds a query which relies on the order of a database.
    as_user "$bin/initdb" -D "$data" -U masthead -A trust -E UTF8 --no-sync --locale=C.UTF-8 \
        --locale-provider=icu --icu-locale=en-GB >"$home/initdb.log" 2>&1 ||
        { cat "$home/initdb.log" >&2; fail "initdb failed; can the user $user reach $home?"; }
    cat >>"$data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 300
shared_buffers = 128MB
CONF
}

[ -n "$bin" ] || fail "no PostgreSQL found; install the package postgresql (15 or newer)"
locate
case $command in
start)
    if ! running; then
        [ -f "$data/PG_VERSION" ] || initialise
        start
    fi
    url
    ;;
url)
    running || fail "no server runs in $folder; start it with: $0 start $2"
    url
    ;;
stop)
    if running; then
        as_user "$bin/pg_ctl" -D "$data" -m immediate -w stop >/dev/null
    fi
    if [ -f "$data/PG_VERSION" ]; then
        rm -rf "$home" "$folder"
    fi
    ;;
*) usage ;;
esac
