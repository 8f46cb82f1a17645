# The private PostgreSQL cluster: own data folder, own socket, no TCP port.
# Sourced by lib.sh.

PG_PORT=5432 # only names the socket file; nothing listens on the network

# A socket's path may not be longer than 107 characters, hence not below .dev.
use_postgres() {
    local mark
    mark=$(printf '%s' "$ROOT" | cksum | cut -d ' ' -f 1)
    PG_SOCKET="${TMPDIR:-/tmp}/crm_prospect-$mark"
    PG_DATA="$DEV/postgres"
    if [ "$(id -u)" = 0 ] && ! as_postgres test -x "$DEV"; then
        PG_DATA="/var/lib/postgresql/crm_prospect-$mark"
    fi
    PG_BIN=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V |
        tail -n 1)
    export PGHOST="$PG_SOCKET" PGPORT="$PG_PORT" PGUSER=odoo
}

# PostgreSQL refuses to run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

pg_running() { "$PG_BIN/pg_isready" -q; }

ensure_postgres() {
    local verb=start
    use_postgres
    if pg_running; then
        return
    fi
    [ -e "$PG_DATA/created" ] || create_cluster
    pg_settings >"$PG_DATA/dev.conf"
    make_socket_folder
    # It can run unreachable, when the socket's folder was cleaned away.
    if as_postgres "$PG_BIN/pg_ctl" status -D "$PG_DATA" >/dev/null 2>&1; then
        verb=restart
    fi
    say "${verb}ing PostgreSQL"
    # Its own session, so that Ctrl-C on a command does not stop the database.
    as_postgres setsid "$PG_BIN/pg_ctl" "$verb" --wait --silent -D "$PG_DATA" \
        -l "$PG_DATA/server.log" </dev/null >/dev/null 2>&1 || {
        as_postgres tail -n 15 "$PG_DATA/server.log" >&2 || true
        die "PostgreSQL did not start (see above). To begin anew, losing this" \
            "environment's databases, remove $PG_DATA and run the command again."
    }
    check_locale
}

create_cluster() {
    say "creating a PostgreSQL cluster in $PG_DATA"
    rm -rf "$PG_DATA"
    install -d -m 700 "$PG_DATA"
    if [ "$(id -u)" = 0 ]; then
        chown postgres: "$PG_DATA"
    fi
    # trust: only this user and root can reach the socket.
    as_postgres "$PG_BIN/initdb" --username=odoo --auth=trust --encoding=UTF8 \
        --locale=C.UTF-8 -D "$PG_DATA" </dev/null >"$DEV/log/initdb.log" 2>&1 || {
        tail -n 15 "$DEV/log/initdb.log" >&2
        die "initdb failed (see above)."
    }
    echo "include_if_exists 'dev.conf'" >>"$PG_DATA/postgresql.conf"
    touch "$PG_DATA/created"
}

make_socket_folder() {
    local owner
    owner=$(id -un)
    if [ "$owner" = root ]; then
        owner=postgres
    fi
    mkdir -p -m 700 "$PG_SOCKET"
    if [ "$(id -u)" = 0 ]; then
        chown postgres: "$PG_SOCKET"
    fi
    [ "$(stat -c %U "$PG_SOCKET")" = "$owner" ] ||
        die "$PG_SOCKET belongs to somebody else. Set TMPDIR to another folder."
}

# A lost transaction after a power cut is acceptable here, a broken cluster is
# not: hence synchronous_commit off, fsync on.
pg_settings() {
    local memory
    memory=$(awk '/MemTotal/ { mb = int($2 / 8192); print (mb > 2048 ? 2048 : mb) }' \
        /proc/meminfo)
    cat <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$PG_SOCKET'
unix_socket_permissions = 0700
port = $PG_PORT
max_connections = 100
shared_buffers = ${memory}MB
work_mem = 32MB
maintenance_work_mem = $((memory / 4))MB
synchronous_commit = off
max_wal_size = 4GB
checkpoint_timeout = 15min
random_page_cost = 1.1
jit = off
SETTINGS
}

# With LC_CTYPE=C lower() and trigrams do not see Cyrillic letters.
check_locale() {
    local ctype
    ctype=$("$PG_BIN/psql" -XAtq -d postgres -c \
        "SELECT datctype FROM pg_database WHERE datname = 'template1'")
    case "$ctype" in
        C | POSIX) die "the cluster's LC_CTYPE is $ctype: Cyrillic text would not be" \
            "compared. Remove $PG_DATA and run the command again." ;;
    esac
}

stop_postgres() {
    if pg_running; then
        as_postgres "$PG_BIN/pg_ctl" stop --silent -m fast -D "$PG_DATA" >/dev/null
    fi
}
