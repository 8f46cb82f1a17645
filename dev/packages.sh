# Debian packages: what the environment needs from the system. Sourced by lib.sh.

# The libjs and font packages are the targets of symbolic links inside the Odoo
# package; without jquery every page of Odoo is an error 500.
BASE_PACKAGES=(
    postgresql
    python3-venv
    libjs-jquery libjs-underscore libjs-jquery-form
    fonts-font-awesome fonts-roboto-unhinted fonts-inconsolata gsfonts
)

installed() {
    dpkg-query -W -f '${db:Status-Status}\n' "$@" 2>/dev/null |
        grep -cx installed || true
}

# ensure_packages NAME...: installs those which are missing, and only those.
ensure_packages() {
    local missing=() name
    if [ "$(installed "$@")" = $# ]; then
        return
    fi
    command -v apt-get >/dev/null ||
        die "no apt-get here. Install these yourself: $*"
    for name in "$@"; do
        [ "$(installed "$name")" = 1 ] || missing+=("$name")
    done
    say "installing Debian packages: ${missing[*]}"
    {
        as_root apt-get update &&
            as_root env DEBIAN_FRONTEND=noninteractive \
                apt-get install -y --no-install-recommends "${missing[@]}"
    } </dev/null >"$DEV/log/apt.log" 2>&1 || {
        tail -n 15 "$DEV/log/apt.log" >&2
        die "apt-get failed (see above and .dev/log/apt.log). Check the network and" \
            "the machine's package sources, then run the same command again."
    }
}

# Odoo's browser tests take the first of these they find, and skip without one.
ensure_browser() {
    local name
    for name in google-chrome chromium chromium-browser google-chrome-stable; do
        if command -v "$name" >/dev/null; then
            return
        fi
    done
    ensure_packages chromium
}
