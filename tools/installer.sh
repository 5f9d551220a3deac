#!/bin/sh
# Builds what people install: a .deb and a .run of the program as PyInstaller makes it, checks both, installs the .deb
# (as root), lets the installed program prove itself as a user without rights, and takes it away again.
# `installer.sh build` only builds, `installer.sh packages` takes the program that was built before.
set -eu
cd "$(dirname "$0")/.."
umask 022

PYTHON=${PYTHON:-.venv/bin/python}
VERSION=$($PYTHON -c 'from desktop.version import VERSION; print(VERSION)')
DATE=$($PYTHON -c 'from desktop.version import RELEASED; print(RELEASED)')
ARCH=$(dpkg --print-architecture)
OUT=dist WORK=build/installer
PROGRAM=$OUT/handshake TREE=$WORK/deb
DEB=$OUT/handshake_${VERSION}_$ARCH.deb RUN=$OUT/handshake-$VERSION-linux-$(uname -m).run

say() {
    printf '%s\n' "$*"
}

fill() {
    sed -e "s/@VERSION@/$VERSION/" -e "s/@DATE@/$DATE/" -e "s/@ARCH@/$ARCH/" "$1" >"$2"
}

build_program() {
    say "Building the program"
    rm -rf "$PROGRAM" "$WORK"
    mkdir -p "$WORK"
    $PYTHON -m PyInstaller --noconfirm --log-level ERROR --distpath "$OUT" --workpath "$WORK/pyinstaller" build.spec
    # Qt and OpenBLAS break when they are stripped; what Python's own build and the other libraries carry along is not
    # needed.
    find "$PROGRAM/_internal" -name '*.so*' -type f ! -path '*PySide6*' ! -path '*.libs/*' ! -name '*openblas*' \
        ! -name 'libQt6*' ! -name 'libicu*' -exec strip --strip-unneeded {} + 2>/dev/null || true
    find "$PROGRAM" -type f -exec chmod 644 {} +
    chmod 755 "$PROGRAM/handshake"
}

# What every desktop gets beside the program: $1 is the folder that stands for /usr.
lay_out_desktop() {
    install -D -m 644 packaging/linux/handshake.desktop "$1/share/applications/handshake.desktop"
    install -D -m 644 packaging/linux/handshake.xml "$1/share/mime/packages/handshake.xml"
    mkdir -p "$1/share/metainfo" "$1/share/man/man1"
    fill packaging/linux/io.github.handshake_app.Handshake.metainfo.xml \
        "$1/share/metainfo/io.github.handshake_app.Handshake.metainfo.xml"
    fill packaging/linux/handshake.1 "$1/share/man/man1/handshake.1"
    gzip -9nf "$1/share/man/man1/handshake.1"
    QT_QPA_PLATFORM=offscreen $PYTHON tools/draw_icons.py "$1/share/icons/hicolor"
}

build_deb() {
    say "Building $DEB"
    rm -rf "$TREE"
    mkdir -p "$TREE/usr/lib" "$TREE/usr/bin" "$TREE/DEBIAN" "$TREE/usr/share/doc/handshake" \
        "$TREE/usr/share/lintian/overrides"
    cp -a "$PROGRAM" "$TREE/usr/lib/handshake"
    ln -s ../lib/handshake/handshake "$TREE/usr/bin/handshake"
    lay_out_desktop "$TREE/usr"
    $PYTHON tools/licences.py --debian >"$TREE/usr/share/doc/handshake/copyright"
    { printf 'handshake (%s) stable; urgency=medium\n\n  * New is what NEWS.gz tells.\n\n -- %s  %s\n' "$VERSION" \
        "$(sed -n 's/^Maintainer: //p' packaging/debian/control)" "$(date -u -R -d "$DATE")"; } |
        gzip -9n >"$TREE/usr/share/doc/handshake/changelog.gz"
    gzip -9n <CHANGELOG.md >"$TREE/usr/share/doc/handshake/NEWS.gz"
    install -m 644 packaging/debian/lintian-overrides "$TREE/usr/share/lintian/overrides/handshake"
    size=$(du -sk "$TREE/usr" | cut -f1)
    depends=$(debian_depends)
    [ -n "$depends" ] || { say "What the package depends on could not be found out."; exit 1; }
    fill packaging/debian/control "$WORK/control"
    sed -e "s/@SIZE@/$size/" -e "s/@DEPENDS@/$depends/" "$WORK/control" >"$TREE/DEBIAN/control"
    (cd "$TREE" && find usr -type f -exec md5sum {} + >DEBIAN/md5sums)
    dpkg-deb --build --root-owner-group -Zxz -z9 "$TREE" "$DEB" >/dev/null
}

# The packages whose libraries the program asks the system for, but not those that it brings itself.
debian_depends() {
    mkdir -p "$WORK/shlibdeps/debian"
    printf 'Source: handshake\n\nPackage: handshake\nArchitecture: any\n' >"$WORK/shlibdeps/debian/control"
    where=$(pwd)
    brought=
    for library in "$PROGRAM"/_internal/lib*.so*; do
        [ ! -L "$library" ] || continue
        package=$(dpkg-query -S "*/${library##*/}" 2>/dev/null | sed -n '1s/:.*//p')
        brought="$brought ${package:+-x$package}"
    done
    (
        cd "$WORK/shlibdeps"
        # shellcheck disable=SC2046,SC2086  # one word a file or package, and none has a blank
        dpkg-shlibdeps -O --ignore-missing-info $brought -l"$where/$PROGRAM/_internal" \
            $(find "$where/$PROGRAM" -type f \( -name '*.so*' -o -name handshake \) ! -name '*cupsprint*') 2>/dev/null |
            sed -e 's/^shlibs:Depends=//' -e 's/libcups2[^,]*, //'
    )
}

build_run() {
    say "Building $RUN"
    rm -rf "$WORK/run"
    mkdir -p "$WORK/run"
    cp -a "$PROGRAM" "$WORK/run/handshake"
    lay_out_desktop "$WORK/run/usr"
    cp packaging/linux/install.sh packaging/linux/uninstall.sh packaging/linux/help.txt "$WORK/run/"
    chmod 755 "$WORK/run"/*.sh
    makeself --xz --nox11 --quiet --tar-quietly --help-header packaging/linux/help.txt "$WORK/run" "$RUN" "Handshake $VERSION" ./install.sh >/dev/null
}

check_packages() {
    say "Checking"
    desktop-file-validate packaging/linux/handshake.desktop
    appstreamcli validate --no-net "$TREE/usr/share/metainfo/io.github.handshake_app.Handshake.metainfo.xml"
    lintian --fail-on error "$DEB"
    # Of the script for Windows only that it compiles can be seen here: on a folder that stands in for the program.
    mkdir -p "$WORK/windows/handshake"
    : >"$WORK/windows/handshake/handshake.exe"
    : >"$WORK/windows/handshake/handshake-cli.exe"
    QT_QPA_PLATFORM=offscreen $PYTHON tools/draw_icons.py --ico "$WORK/windows/handshake.ico"
    cp LICENSE "$WORK/windows/LICENSE"
    makensis -V2 -WX -DVERSION="$VERSION" -DFOLDER="$(pwd)/$WORK/windows" \
        -DOUT="$(pwd)/$WORK/windows/handshake-setup.exe" packaging/windows/handshake.nsi
}

[ "${1:-}" = packages ] || build_program
# Packing tightly takes a minute on one core each.
build_run &
packing=$!
build_deb
wait "$packing"
check_packages
du -sm "$PROGRAM" | sed 's/\t.*/ MiB the program/'
du -sm "$DEB" "$RUN" | sed 's/\t/ MiB /'
[ "${1:-}" = build ] || [ "${1:-}" = packages ] || sh tools/try_installer.sh "$DEB" "$RUN"
