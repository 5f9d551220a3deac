#!/bin/sh
# Makes this machine ready: `setup.sh run` for the program, `setup.sh test` for its tests as well, `setup.sh build`
# for making what people install.
# On Debian it installs the libraries that Qt needs when they are missing (as root), or prints the command that does.
set -eu
cd "$(dirname "$0")/.."

QT_PACKAGES="libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4
    libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 libx11-xcb1 libwayland-cursor0
    libwayland-egl1 libcups2 fonts-dejavu-core"
BUILD_PACKAGES="binutils dpkg-dev makeself lintian desktop-file-utils appstream nsis xz-utils shared-mime-info xdg-utils
    hicolor-icon-theme libglib2.0-bin poppler-utils xvfb openbox xdotool x11-utils imagemagick file"
TEST_PACKAGES="poppler-utils xvfb openbox xdotool khal"

stop() {
    printf '%s\n' "$@" >&2
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in python3.11 python3; do
        if new_enough "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    stop "Handshake needs Python 3.11 or newer, and none was found here. Please install Python 3.11, then try again."
}

# The names among "$@" that Debian does not have installed. Newer Debians call some libraries name + t64.
missing_packages() {
    installed=" $(dpkg-query --show --showformat '${db:Status-Status}:${Package} ' | tr ' ' '\n' |
        sed -n 's/^installed://p' | tr '\n' ' ')"
    for package in "$@"; do
        case "$installed" in
            *" $package "* | *" ${package}t64 "*) ;;
            *) printf '%s ' "$package" ;;
        esac
    done
}

install_packages() {
    if [ "$(id -u)" -ne 0 ]; then
        stop "Some system packages are missing. Run this once, then try again:" "" \
            "    sudo apt-get update && sudo apt-get install --yes $*" ""
    fi
    echo "Installing system packages: $*"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get -qq update && apt-get -qq -o DPkg::Lock::Timeout=120 install --yes --no-install-recommends "$@" >/dev/null; } ||
        stop "The system packages could not be installed. Is this machine online? The command was:" "" \
            "    apt-get update && apt-get install --yes $*" ""
}

case "${1:-}" in
    run) lock=requirements.lock packages=$QT_PACKAGES ;;
    test) lock=requirements-dev.lock packages="$QT_PACKAGES $TEST_PACKAGES" ;;
    build) lock=requirements-build.lock packages="$QT_PACKAGES $BUILD_PACKAGES" ;;
    *) stop "Say what to prepare for: sh tools/setup.sh run, test or build." ;;
esac

venv_is_whole() {
    new_enough .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1
}

python=
venv_is_whole || python=$(find_python)

if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
    # Debian's Python cannot make a virtual environment without its -venv package.
    if [ -n "$python" ] && ! "$python" -c 'import ensurepip' 2>/dev/null; then
        packages="$packages $("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    # shellcheck disable=SC2086  # one word a package
    missing=$(missing_packages $packages)
    # shellcheck disable=SC2086
    [ -z "$missing" ] || install_packages $missing
fi

if [ -n "$python" ]; then
    "$python" -m venv --clear .venv || stop "The virtual environment .venv could not be made with $python."
fi

echo "Installing the Python libraries of $lock"
pip() {
    .venv/bin/python -m pip --disable-pip-version-check --quiet "$@"
}
pip install --require-hashes --only-binary :all: --requirement "$lock" ||
    stop "The Python libraries could not be installed. Is this machine online? Run the same command again to go on."
pip install --no-deps --no-build-isolation --editable . || stop "Handshake itself could not be installed into .venv."

# What is ready for more is ready to run.
touch .venv/.ready-to-run
[ "$1" = run ] || touch ".venv/.ready-to-$1"
