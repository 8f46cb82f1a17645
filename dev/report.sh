# Reads a test run's log. Sourced by dev/test and dev/crm-suite.

# problems LOG: the entries of level WARNING and worse, with their tracebacks. Odoo
# 19.0 by itself writes none, so there is no list of permitted ones.
problems() {
    awk '/^[0-9]+-[0-9]+-[0-9]+ / { show = $4 ~ /^(WARNING|ERROR|CRITICAL)$/ } show' "$1"
}

# report LOG CODE [MINIMUM]: prints "N passed, N failed" from Odoo's own summary
# and returns non-zero unless at least MINIMUM (1) tests ran and all is well.
# A problem that is not a failed test (a warning, a crash) counts as one failed.
report() {
    local log=$1 code=$2 minimum=${3:-1} failed errors total skipped problems
    read -r failed errors total < <(
        sed -nE 's/.*: ([0-9]+) failed, ([0-9]+) error\(s\) of ([0-9]+) tests.*/\1 \2 \3/p' \
            "$log" | tail -n 1
    ) || read -r failed errors total <<<"0 0 0"
    skipped=$(grep -cE " INFO .*: skipped " "$log" || true)
    problems=$(problems "$log" | head -c 1000000)
    failed=$((failed + errors))
    if [ -n "$problems" ]; then
        say "warnings and errors in the log:"
        tail -n 200 <<<"$problems" >&2
    fi
    if [ "$((total - skipped))" -lt "$minimum" ]; then
        say "only $((total - skipped)) tests ran, at least $minimum should"
    elif [ "$code" = 0 ] && [ -z "$problems" ] && [ "$failed" = 0 ]; then
        echo "$((total - skipped)) passed, 0 failed, $skipped skipped"
        return 0
    fi
    [ "$failed" != 0 ] || failed=1
    [ "$total" -ge "$((failed + skipped))" ] || total=$((failed + skipped))
    echo "$((total - failed - skipped)) passed, $failed failed, $skipped skipped"
    return 1
}
