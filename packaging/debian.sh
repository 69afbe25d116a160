# Read by other scripts: system packages of Debian, as far as they are missing.

install_debian_packages() {
    if [ "$(id -u)" = 0 ]; then root=""; elif command -v sudo >/dev/null; then root="sudo"; else
        echo "These system packages are needed, and only root can install them: $*" >&2
        exit 1
    fi
    $root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

is_installed() {
    dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null | grep -qx installed ||
        dpkg-query -W -f '${db:Status-Status}' "$1t64" 2>/dev/null | grep -qx installed
}

install_missing() {
    missing=""
    for package in "$@"; do is_installed "$package" || missing="$missing $package"; done
    # shellcheck disable=SC2086
    if [ -n "$missing" ]; then
        echo "Installing system packages:$missing"
        install_debian_packages $missing
    fi
}
