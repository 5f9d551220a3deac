#!/bin/sh
# Removes Handshake from where this lies. Businesses, their backups and the settings stay.
set -eu
prefix=$(cd "$(dirname "$0")/../.." && pwd)
rm -f "$prefix/bin/handshake" "$prefix/share/applications/handshake.desktop" \
    "$prefix/share/mime/packages/handshake.xml" "$prefix/share/man/man1/handshake.1.gz" \
    "$prefix/share/metainfo/io.github.handshake_app.Handshake.metainfo.xml"
find "$prefix/share/icons/hicolor" -path '*/apps/handshake.*' -type f -delete 2>/dev/null || true
rm -rf "$prefix/lib/handshake"
for refresh in "update-desktop-database -q $prefix/share/applications" "update-mime-database $prefix/share/mime"; do
    $refresh 2>/dev/null || true
done
echo "Handshake is removed. Your businesses are where they were."
