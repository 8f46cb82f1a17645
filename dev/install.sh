# Odoo 19 and its Python: found on the machine or fetched into .dev.
# Sourced by lib.sh.

# Debian ships the whole of Odoo 19.0 Community as a package of its unstable
# suite. It is only unpacked into .dev, never installed.
ODOO_PACKAGE=odoo-19

ensure_odoo() {
    if importable_odoo; then
        return
    fi
    ensure_venv
    if [ -z "${ODOO_HOME:-}" ]; then
        ensure_odoo_package
    fi
}

# Sets ODOO_PYTHON and ODOO_PATH: ODOO_HOME (a source checkout or an unpacked
# package), an Odoo 19 the current python3 imports, the fetched package.
choose_odoo() {
    ODOO_PYTHON="$DEV/venv/bin/python"
    if [ -n "${ODOO_HOME:-}" ]; then
        ODOO_PATH="$ODOO_HOME"
        [ -d "$ODOO_PATH/odoo" ] ||
            ODOO_PATH="$ODOO_HOME/usr/lib/python3/dist-packages"
        [ -d "$ODOO_PATH/odoo" ] || die "no Odoo in ODOO_HOME=$ODOO_HOME"
    elif importable_odoo; then
        ODOO_PATH=""
        ODOO_PYTHON=python3
        python3 -c "import phonenumbers, rapidfuzz" 2>/dev/null ||
            die "the installed Odoo lacks libraries of this addon. Run:" \
                "python3 -m pip install -r $ROOT/requirements.txt"
    else
        ODOO_PATH="$DEV/odoo/usr/lib/python3/dist-packages"
    fi
}

importable_odoo() {
    [ -z "${ODOO_HOME:-}" ] && command -v python3 >/dev/null && (
        cd /
        python3 -c "import odoo.release as r; assert r.version_info[:2] == (19, 0)"
    ) >/dev/null 2>&1
}

# 3.11 goes first: it is what the project is developed with.
find_python() {
    local name
    for name in python3.11 python3.10 python3.12 python3.13 python3; do
        if "$name" -c "import sys, venv, ensurepip
assert (3, 10) <= sys.version_info[:2] <= (3, 13)" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    die "Odoo 19 needs Python 3.10 to 3.13 with its venv module (python3-venv)."
}

# ensure_python NAME FILE: the virtual environment .dev/NAME with the packages of the
# requirements FILE. Made anew when any of the dev requirements changed.
ensure_python() {
    local name=$1 file=$2 stamp python
    stamp=$(cat "$file" "$ROOT/requirements.txt" | cksum)
    if [ "$(cat "$DEV/$name/stamp" 2>/dev/null)" = "$stamp" ] &&
        "$DEV/$name/bin/python" -c "" 2>/dev/null; then
        return
    fi
    python=$(find_python)
    say "installing the Python packages of ${file#"$ROOT"/} into .dev/$name"
    [ -x "$DEV/$name/bin/python" ] || "$python" -m venv --clear "$DEV/$name"
    "$DEV/$name/bin/python" -m pip install --quiet --disable-pip-version-check \
        -r "$file" </dev/null >"$DEV/log/pip-$name.log" 2>&1 || {
        tail -n 15 "$DEV/log/pip-$name.log" >&2
        die "pip failed (see above and .dev/log/pip-$name.log). Check the network," \
            "then run the same command again."
    }
    echo "$stamp" >"$DEV/$name/stamp"
}

ensure_venv() { ensure_python venv "$ROOT/dev/requirements.txt"; }

# Unpacked beside its place and moved there when whole: an interrupted fetch is
# simply done again.
ensure_odoo_package() {
    if [ -e "$DEV/odoo" ]; then
        return
    fi
    local work="$DEV/fetch"
    rm -rf "$work"
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/odoo"
    say "fetching Odoo 19 (about 125 MB)"
    fetch_odoo_package "$work" </dev/null >"$DEV/log/fetch.log" 2>&1 || {
        tail -n 15 "$DEV/log/fetch.log" >&2
        die "could not fetch the Debian package $ODOO_PACKAGE (see above)." \
            "Run the same command again, or set ODOO_HOME to an Odoo 19.0 source tree."
    }
    dpkg-deb -x "$work"/"$ODOO_PACKAGE"_*.deb "$work/odoo"
    repair_odoo_package "$work/odoo"
    mv "$work/odoo" "$DEV/odoo"
    rm -rf "$work"
}

# fetch_odoo_package FOLDER: downloads the .deb into FOLDER. apt gets a sources
# list and state of its own: the system's sources never see the unstable suite.
fetch_odoo_package() (
    cd "$1"
    mirror=$(debian_mirror)
    [ -n "$mirror" ] || {
        echo "The apt sources of this machine name no Debian archive:" \
            "set DEBIAN_MIRROR to the address of one."
        exit 1
    }
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    [ -e "$keyring" ] || {
        echo "$keyring is missing: install debian-archive-keyring."
        exit 1
    }
    echo "deb [signed-by=$keyring] $mirror unstable main" >sources.list
    apt=(apt-get
        -o "Dir::Etc::SourceList=$PWD/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o "Dir::State::Lists=$PWD/lists" -o "Dir::Cache=$PWD/cache"
        -o "APT::Sandbox::User=$(id -un)" -o Acquire::Languages=none
        -o Debug::NoLocking=true)
    "${apt[@]}" update
    "${apt[@]}" download "$ODOO_PACKAGE"
)

# The archive from which this machine takes its own Debian packages.
debian_mirror() {
    if [ -n "${DEBIAN_MIRROR:-}" ]; then
        echo "$DEBIAN_MIRROR"
        return
    fi
    (
        . /etc/os-release
        [ "$ID" = debian ] || exit 0
        # shellcheck disable=SC2016 # these are apt's own variables
        apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' |
            awk -v code="${VERSION_CODENAME:-unstable}" '
                ($1 == code || $1 ~ /^(oldoldstable|oldstable|stable|testing|unstable|sid)$/) \
                    && $2 == "main" { print $3; exit }'
    )
}

# repair_odoo_package FOLDER: what the package expects from an installed system.
repair_odoo_package() {
    local name stub
    for name in javascript fonts fonts-font-awesome; do
        if [ ! -e "$1/usr/share/$name" ]; then
            ln -s "/usr/share/$name" "$1/usr/share/$name"
        fi
    done
    # Debian leaves this file out; without it every browser tour ends on an error
    # in the browser's console.
    stub="$1/usr/lib/python3/dist-packages/odoo/addons/mail/static/lib"
    stub="$stub/selfie_segmentation/selfie_segmentation.js"
    mkdir -p "$(dirname "$stub")"
    [ -e "$stub" ] || : >"$stub"
}

write_config() {
    use_postgres
    cat >"$DEV/odoo.conf" <<CONFIG
[options]
addons_path = $DEV/addons
data_dir = $DEV/filestore
db_host = $PG_SOCKET
db_port = $PG_PORT
db_user = odoo
http_interface = 127.0.0.1
list_db = False
CONFIG
}
