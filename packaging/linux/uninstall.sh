#!/bin/sh
# Removes Handshake from where this lies. Businesses, their backups and the settings stay. `--refresh` removes nothing:
# it only tells the desktop what is there now.
set -eu
prefix=$(cd "$(dirname "$0")/../.." && pwd)

refresh() {
    update-desktop-database -q "$prefix/share/applications" 2>/dev/null || true
    update-mime-database "$prefix/share/mime" 2>/dev/null || true
    # A desktop reads the folders of icons itself, unless a list of them is kept; a newer folder tells it to look again.
    touch "$prefix/share/icons/hicolor" 2>/dev/null || true
    [ ! -e "$prefix/share/icons/hicolor/icon-theme.cache" ] ||
        gtk-update-icon-cache -q -t -f "$prefix/share/icons/hicolor" 2>/dev/null || true
}

if [ "${1:-}" = --refresh ]; then
    refresh
    exit 0
fi
rm -f "$prefix/bin/handshake" "$prefix/share/applications/handshake.desktop" \
    "$prefix/share/mime/packages/handshake.xml" "$prefix/share/man/man1/handshake.1.gz" \
    "$prefix/share/metainfo/io.github.handshake_app.Handshake.metainfo.xml"
find "$prefix/share/icons/hicolor" -path '*/apps/handshake.*' -type f -delete 2>/dev/null || true
rm -rf "$prefix/lib/handshake"
refresh
printf '%s\n' "Handshake is removed. Your businesses are where they were."
