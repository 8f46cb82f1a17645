# Databases with the addon: made, kept up to date with the code, dropped.
# Sourced by the commands which need one.

BASE=crm_prospect_base

sql() { "$PG_BIN/psql" -XAtq -v ON_ERROR_STOP=1 "$@"; }

drop_database() {
    sql -d postgres -c "DROP DATABASE IF EXISTS \"$1\" WITH (FORCE)" 2>/dev/null
    rm -rf "$DEV/filestore/filestore/$1"
    rm -f "$DEV/stamp-$1"
}

# What the addon's state in a database depends on; benchmarks and dev do not count.
code_stamp() {
    (
        cd "$ROOT"
        find . \( -path ./.dev -o -path ./.git -o -path ./dev -o -path ./benchmarks \
            -o -name __pycache__ \) -prune -o -type f -print0 |
            LC_ALL=C sort -z | xargs -0 cksum | cksum
    )
}

has_addon() {
    [ "$(sql -d "$1" -c "SELECT state FROM ir_module_module
        WHERE name = 'crm_prospect'" 2>/dev/null)" = installed ]
}

# quiet_odoo LOG ARGS...: runs Odoo with its messages in the file LOG.
quiet_odoo() {
    local log=$1
    shift
    odoo "$@" --logfile="$log" </dev/null >>"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        die "Odoo failed (see above and $log): odoo $*"
    }
}

# Installing Odoo's part takes most of the time, so it is done once, in a database
# that is copied. The stamp comes last: one left half-made is made again.
ensure_base() {
    if [ "$(cat "$DEV/stamp-$BASE" 2>/dev/null)" = "$ODOO_PYTHON $ODOO_PATH" ]; then
        return
    fi
    say "creating the database others are copied from (half a minute)"
    drop_database "$BASE"
    quiet_odoo "$DEV/log/$BASE.log" server -d "$BASE" -i crm --stop-after-init --no-http
    # Not --load-language, which would also make it the language of the users.
    odoo i18n loadlang -d "$BASE" -l ru_RU </dev/null >>"$DEV/log/$BASE.log" 2>&1 ||
        die "Odoo could not load Russian (see .dev/log/$BASE.log)"
    echo "$ODOO_PYTHON $ODOO_PATH" >"$DEV/stamp-$BASE"
}

# fresh_database NAME: a new database with Odoo's crm and Russian, without the addon.
fresh_database() {
    locked ensure_base
    drop_database "$1"
    sql -d postgres -c "CREATE DATABASE \"$1\" TEMPLATE \"$BASE\""
    if [ -d "$DEV/filestore/filestore/$BASE" ]; then
        cp -R "$DEV/filestore/filestore/$BASE" "$DEV/filestore/filestore/$1"
    fi
}

# ensure_database NAME: a database with the addon as the code is now.
ensure_database() {
    local name=$1 stamp action=(--i18n-overwrite -u)
    stamp=$(code_stamp)
    if has_addon "$name"; then
        if [ "$(cat "$DEV/stamp-$name" 2>/dev/null)" = "$stamp" ]; then
            return
        fi
        say "updating the addon in database $name"
    else
        say "creating database $name"
        fresh_database "$name"
        action=(-i)
    fi
    quiet_odoo "$DEV/log/$name.log" server -d "$name" "${action[@]}" crm_prospect \
        --stop-after-init --no-http
    echo "$stamp" >"$DEV/stamp-$name"
}

# A port nobody listens on at the moment.
free_port() {
    "$ODOO_PYTHON" -c "import socket
with socket.socket() as s:
    s.bind(('127.0.0.1', 0))
    print(s.getsockname()[1])"
}
