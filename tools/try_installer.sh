#!/bin/sh
# Installs what was built, lets the installed program prove itself as a user without rights, and takes it away again:
# `try_installer.sh [--bare] DEB RUN`. The .deb needs root; the .run is tried in a folder of its own. Pictures of the
# installed program at work are left in build/installer/pictures.
# --bare: also on a Debian with nothing but itself, made by debootstrap (as root, some minutes).
set -eu
BARE=
[ "${1:-}" != --bare ] || { BARE=yes; shift; }
DEB=$1 RUN=$2
PYTHON=${PYTHON:-.venv/bin/python}
PLACE=$(mktemp -d)
trap 'rm -rf --one-file-system "$PLACE"' EXIT
chmod 755 "$PLACE"

say() {
    printf '%s\n' "$*"
}

stop() {
    say "$@" >&2
    exit 1
}

# Runs the program as somebody without rights, with a home of their own and no Python to fall back on.
as_user() {
    home=$PLACE/home
    if [ "$(id -u)" -eq 0 ]; then
        install -d -o 65534 -g 65534 "$home"
        without="setpriv --reuid=65534 --regid=65534 --clear-groups"
    else
        mkdir -p "$home"
        without=
    fi
    # Where no desktop is told of, xdg-mime asks `file`, which knows none of the kinds that programs bring.
    $without env -i HOME="$home" PATH=/usr/bin:/bin LANG=C.UTF-8 XDG_CURRENT_DESKTOP=GNOME QT_QPA_PLATFORM=offscreen "$@"
}

prove() {
    as_user "$1" --version
    as_user "$1" --self-test "$PLACE/home/$2"
    [ -f "$PLACE/home/$2/business.handshake" ] || stop "The business of the self-test is gone."
    is "$(as_user xdg-mime query filetype "$PLACE/home/$2/business.handshake")" application/x-handshake
    is "$(as_user xdg-mime query default application/x-handshake)" handshake.desktop
}

is() {
    [ "$1" = "$2" ] || stop "Found '$1' where '$2' should be."
}

removed() {
    for each in "$1/lib/handshake" "$1/bin/handshake" "$1/share/applications/handshake.desktop" \
        "$1/share/mime/packages/handshake.xml" "$1/share/icons/hicolor/48x48/apps/handshake.png"; do
        if [ -e "$each" ] || [ -L "$each" ]; then stop "$each is left behind."; fi
    done
    [ -f "$PLACE/home/$2/business.handshake" ] || stop "A business went with it."
    is "$(as_user xdg-mime query default application/x-handshake)" ""
}

# A Debian with nothing in it but the package and what that asks for: no Python, no desktop.
try_bare() {
    root=$PLACE/bare
    # shellcheck disable=SC1091
    debootstrap --variant=minbase "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$root" >"$PLACE/debootstrap.log" ||
        { tail -n 5 "$PLACE/debootstrap.log"; stop "No bare Debian could be made."; }
    cp "$DEB" "$root/handshake.deb"
    chroot "$root" apt-get -qq install --yes --no-install-recommends /handshake.deb >/dev/null 2>&1 ||
        stop "The package could not be installed on a bare Debian."
    [ ! -e "$root/usr/bin/python3" ] || stop "Python came along."
    say "Installed on a bare Debian of $(chroot "$root" dpkg-query --show | wc -l) packages, none of them Python"
    install -d -o 65534 -g 65534 "$root/home/nobody"
    for words in "--version" "--self-test /home/nobody/bare"; do
        # shellcheck disable=SC2086
        chroot --userspec=65534:65534 "$root" env -i HOME=/home/nobody PATH=/usr/bin:/bin LANG=C.UTF-8 handshake $words
    done
    # What shows a window is not asked for by a self-test without a screen.
    lacks=$(LD_LIBRARY_PATH=/usr/lib/handshake/_internal chroot "$root" find /usr/lib/handshake -name '*.so*' ! -name 'libcupsprintersupport.so' -exec ldd {} + |
        grep "not found" | sort -u) || true
    [ -z "$lacks" ] || stop "The package does not ask for all that it needs: $lacks"
    chroot "$root" apt-get -qq purge --yes handshake >/dev/null 2>&1
    [ -f "$root/home/nobody/bare/business.handshake" ] || stop "A business went with it."
}

if [ "$(id -u)" -eq 0 ]; then
    say "Trying $DEB"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq install --yes --no-install-recommends "./$DEB" >/dev/null
    [ "$(command -v handshake)" = /usr/bin/handshake ] || say "Another handshake comes first on the path: $(command -v handshake)"
    prove /usr/bin/handshake deb
    $PYTHON tools/drive_installed.py "$PLACE/home" build/installer/pictures
    apt-get -qq remove --yes handshake >/dev/null
    removed /usr deb
    [ -z "$BARE" ] || try_bare
else
    say "Not root: the .deb is not tried."
fi

say "Trying $RUN"
prefix=$PLACE/home/.local
mkdir -p "$PLACE/run"
cp "$RUN" "$PLACE/run/setup.run"
chmod 755 "$PLACE/run" "$PLACE/run/setup.run"
as_user sh "$PLACE/run/setup.run" --quiet
prove "$prefix/bin/handshake" run
$PYTHON tools/drive_installed.py --data "$prefix/share" "$PLACE/home" build/installer/pictures/run
as_user sh "$prefix/lib/handshake/uninstall.sh"
removed "$prefix" run
say "Installed, proved, worked and removed. Pictures: build/installer/pictures"
