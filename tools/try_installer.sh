#!/bin/sh
# Installs what was built, lets the installed program prove itself as a user without rights, and takes it away again:
# `try_installer.sh DEB RUN`. The .deb needs root; the .run is tried in a folder of its own.
set -eu
DEB=$1 RUN=$2
PLACE=$(mktemp -d)
trap 'rm -rf "$PLACE"' EXIT
chmod 755 "$PLACE"

say() {
    printf '%s\n' "$*"
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
    $without env -i HOME="$home" PATH=/usr/bin:/bin LANG=C.UTF-8 QT_QPA_PLATFORM=offscreen "$@"
}

prove() {
    as_user "$1" --version
    as_user "$1" --self-test "$PLACE/home/$2"
    [ -f "$PLACE/home/$2/business.handshake" ] || { say "The business of the self-test is gone."; exit 1; }
}

if [ "$(id -u)" -eq 0 ]; then
    say "Trying $DEB"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq install --yes --no-install-recommends "./$DEB" >/dev/null
    [ "$(command -v handshake)" = /usr/bin/handshake ] || say "Another handshake comes first on the path: $(command -v handshake)"
    prove /usr/bin/handshake deb
    if command -v xdg-mime >/dev/null; then
        as_user xdg-mime query filetype "$PLACE/home/deb/business.handshake"
    fi
    apt-get -qq remove --yes handshake >/dev/null
    [ ! -e /usr/lib/handshake ] && [ ! -e /usr/bin/handshake ] || { say "Something of it is left behind."; exit 1; }
    [ -f "$PLACE/home/deb/business.handshake" ] || { say "A business went with it."; exit 1; }
else
    say "Not root: the .deb is not tried."
fi

say "Trying $RUN"
prefix=$PLACE/home/.local
mkdir -p "$PLACE/run"
cp "$RUN" "$PLACE/run/setup.run"
chmod 755 "$PLACE/run" "$PLACE/run/setup.run"
as_user sh "$PLACE/run/setup.run" --quiet -- --prefix "$prefix"
prove "$prefix/bin/handshake" run
as_user sh "$prefix/lib/handshake/uninstall.sh"
[ ! -e "$prefix/lib/handshake" ] && [ ! -e "$prefix/share/applications/handshake.desktop" ] ||
    { say "Something of it is left behind."; exit 1; }
[ -f "$PLACE/home/run/business.handshake" ] || { say "A business went with it."; exit 1; }
say "Installed, proved and removed."
