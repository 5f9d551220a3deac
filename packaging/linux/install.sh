#!/bin/sh
# Installs Handshake for the person who runs this, or for everybody when root does; --prefix DIR puts it elsewhere.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ "$(id -u)" -eq 0 ]; then prefix=/usr/local; else prefix=${XDG_DATA_HOME:-$HOME/.local/share}/..; fi
[ "${1:-}" != --prefix ] || prefix=$2
mkdir -p "$prefix/lib" "$prefix/bin" "$prefix/share"
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
sed -i "s|^Exec=handshake|Exec=\"$prefix/bin/handshake\"|" "$prefix/share/applications/handshake.desktop"
for refresh in "update-desktop-database -q $prefix/share/applications" "update-mime-database $prefix/share/mime" \
    "gtk-update-icon-cache -q -t -f $prefix/share/icons/hicolor"; do
    $refresh 2>/dev/null || true
done
echo "Handshake is installed in $prefix/lib/handshake and stands in the menu under Office."
echo "To remove it: sh $prefix/lib/handshake/uninstall.sh. Your businesses stay where they are."
