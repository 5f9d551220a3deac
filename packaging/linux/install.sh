#!/bin/sh
# Installs Handshake for the person who runs this, or for everybody when root does. It asks nothing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)

say() {
    printf '%s\n' "$@"
}

stop() {
    say "$@" >&2
    exit 1
}

if [ "$(id -u)" -eq 0 ]; then prefix=/usr/local; else prefix=$HOME/.local; fi
case "${1:-}" in
    '') ;;
    --prefix) [ -n "${2:-}" ] || stop "Say where: --prefix FOLDER."; prefix=$2 ;;
    --prefix=?*) prefix=${1#--prefix=} ;;
    *) [ "$1" = --help ] || say "Unknown word: $1" >&2
        cat "$here/help.txt"
        [ "$1" = --help ] || exit 2
        exit 0 ;;
esac

# Which of Debian's packages has a library; on Fedora and openSUSE a library is asked for by its own name.
package_of() {
    case "$1" in
        libEGL.so*) echo libegl1 ;;
        libGL.so* | libGLX.so*) echo libgl1 ;;
        libOpenGL.so*) echo libopengl0 ;;
        libdbus-1.so*) echo libdbus-1-3 ;;
        libfontconfig.so*) echo libfontconfig1 ;;
        libfreetype.so*) echo libfreetype6 ;;
        libglib-2.0.so* | libgthread-2.0.so* | libgio-2.0.so* | libgobject-2.0.so*) echo libglib2.0-0 ;;
        libX11.so*) echo libx11-6 ;;
        libX11-xcb.so*) echo libx11-xcb1 ;;
        libxcb.so*) echo libxcb1 ;;
        libxcb-*.so*) echo "$1" | sed -e 's/\.so\.//' ;;
        libbrotli*.so*) echo libbrotli1 ;;
        libgssapi_krb5.so*) echo libgssapi-krb5-2 ;;
        libuuid.so*) echo libuuid1 ;;
        libwayland-*.so*) echo "$1" | sed -e 's/\.so\.//' ;;
        libstdc++.so*) echo libstdc++6 ;;
        libgcc_s.so*) echo libgcc-s1 ;;
        libdrm.so*) echo libdrm2 ;;
        *) echo "$1" ;;
    esac
}

# Asks every library of the program for what it finds nowhere, with its own beside it as when it runs. Printers are only missed when somebody prints.
asked=$(LD_LIBRARY_PATH="$here/handshake/_internal" find "$here/handshake" -type f \( -name '*.so*' -o -name handshake \) ! -name 'libcupsprintersupport.so' \
    -exec ldd {} + 2>&1) || true
if glibc=$(printf '%s\n' "$asked" | sed -n "s/.*version .\(GLIBC_[0-9.]*\). not found.*/\1/p" | sort -u | tail -n 1) &&
    [ -n "$glibc" ]; then
    stop "Handshake can't be installed here: this system is too old, it lacks $glibc." \
        "Systems of 2023 or later have it, such as Debian 12, Ubuntu 23.04 or Fedora 38."
fi
missing=$(printf '%s\n' "$asked" | sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | sort -u)
if [ -n "$missing" ]; then
    packages='' names=''
    for library in $missing; do
        packages="$packages $(package_of "$library")"
        names="$names '$library()(64bit)'"
    done
    packages=$(printf '%s' "${packages# }" | tr ' ' '\n' | sort -u | tr '\n' ' ')
    stop "Handshake can't be installed yet: this system lacks $(printf '%s' "$missing" | tr '\n' ',' | sed 's/,/, /g')." \
        "Install what is missing, then try again:" \
        "  Debian, Ubuntu, Mint:  sudo apt install ${packages% }" \
        "  Fedora:                sudo dnf install$names" \
        "  openSUSE:              sudo zypper install$names"
fi
"$here/handshake/handshake" --version >/dev/null 2>&1 ||
    stop "Handshake can't be installed here: the program does not start on this system ($(uname -sm))."

mkdir -p "$prefix/lib" "$prefix/bin" "$prefix/share" || stop "Nothing can be written in $prefix. Name another folder: --prefix FOLDER."
prefix=$(cd "$prefix" && pwd)

# The new program stands beside the old one until it is whole.
rm -rf "$prefix/lib/handshake.new"
cp -a "$here/handshake" "$prefix/lib/handshake.new"
cp "$here/uninstall.sh" "$prefix/lib/handshake.new/uninstall.sh"
rm -rf "$prefix/lib/handshake"
mv "$prefix/lib/handshake.new" "$prefix/lib/handshake"
ln -sf ../lib/handshake/handshake "$prefix/bin/handshake"
cp -R "$here/usr/share/." "$prefix/share/"
# The menu finds it also where its folder is not searched for programs.
plain=$(printf '%s' "$prefix" | sed 's/[&|\\]/\\&/g')
sed -i "s|^Exec=handshake|Exec=\"$plain/bin/handshake\"|" "$prefix/share/applications/handshake.desktop"
sh "$prefix/lib/handshake/uninstall.sh" --refresh
say "Handshake is installed in $prefix/lib/handshake and stands in the menu under Office." \
    "To remove it: sh $prefix/lib/handshake/uninstall.sh (your businesses stay where they are)"
