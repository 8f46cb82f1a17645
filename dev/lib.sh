# What every command of dev/ shares: where things are, messages, and "prepare",
# which makes whatever is still missing. Sourced, never run.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
DEV="$ROOT/.dev"

say() { printf '%s\n' "dev: $*" >&2; }

die() {
    printf '%s\n' "dev: $*" >&2
    exit 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "this step needs root, and there is no sudo. Run as root: $*"
    fi
}

# Only one command at a time may build the environment; the others wait for it.
# The lock is on its own descriptor so that no server started inside keeps it.
locked() {
    mkdir -p "$DEV/log"
    (
        flock 9
        "$@" 9>&-
    ) 9>"$DEV/lock"
}

# A folder of links instead of one link: see README.md, "How it is laid out".
# Links to entries that were removed from the repository go, new entries come.
link_addon() {
    local folder="$DEV/addons/crm_prospect" entry
    mkdir -p "$folder"
    find "$folder" -mindepth 1 -maxdepth 1 -xtype l -delete
    for entry in "$ROOT"/* "$ROOT"/.[!.]*; do
        case "${entry##*/}" in
            .dev | .git | "*" | ".[!.]*") continue ;;
        esac
        [ "$(readlink "$folder/${entry##*/}")" = "$entry" ] ||
            ln -sfn "$entry" "$folder/${entry##*/}"
    done
}

# shellcheck source=dev/packages.sh
. "$ROOT/dev/packages.sh"
# shellcheck source=dev/postgres.sh
. "$ROOT/dev/postgres.sh"
# shellcheck source=dev/install.sh
. "$ROOT/dev/install.sh"

build() {
    ensure_packages "${BASE_PACKAGES[@]}"
    ensure_odoo
    ensure_postgres
    link_addon
    write_config
}

# After this, "odoo" works. Takes well under a second when nothing is missing.
prepare() {
    locked build
    choose_odoo
    use_postgres
}

# odoo ARGS...: Odoo's own command line with this environment's configuration.
odoo() {
    ODOO_RC="$DEV/odoo.conf" PYTHONPATH="$ODOO_PATH${PYTHONPATH:+:$PYTHONPATH}" \
        PYTHONUNBUFFERED=1 "$ODOO_PYTHON" -m odoo "$@"
}
