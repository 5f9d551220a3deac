#!/bin/sh
# Makes the picture of a disk that people on a Mac open: `make_dmg.sh Handshake.app OUT.dmg`.
# With HANDSHAKE_SIGN_IDENTITY the program is signed (by build.spec) and the disk here; with HANDSHAKE_NOTARY_APPLE_ID,
# HANDSHAKE_NOTARY_TEAM and HANDSHAKE_NOTARY_PASSWORD too, Apple looks it over and its answer is stapled to it.
set -eu
APP=$1 DMG=$2
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT

say() {
    printf '%s\n' "$*"
}

[ -d "$APP/Contents/MacOS" ] || { say "There is no program at $APP."; exit 1; }
plutil -lint "$APP/Contents/Info.plist"
codesign --verify --deep --strict --verbose=2 "$APP"

mkdir -p "$WORK/disk" "$(dirname "$DMG")"
# Keeps the links inside, on which the signature depends.
ditto "$APP" "$WORK/disk/$(basename "$APP")"
ln -s /Applications "$WORK/disk/Applications"
rm -f "$DMG"
hdiutil create -volname Handshake -srcfolder "$WORK/disk" -fs HFS+ -format UDZO -ov "$DMG"

if [ -z "${HANDSHAKE_SIGN_IDENTITY:-}" ]; then
    say "Not signed: HANDSHAKE_SIGN_IDENTITY is not set. macOS will ask people whether they trust it."
    exit 0
fi
codesign --sign "$HANDSHAKE_SIGN_IDENTITY" --timestamp "$DMG"
codesign --verify --verbose=2 "$DMG"

if [ -z "${HANDSHAKE_NOTARY_APPLE_ID:-}" ] || [ -z "${HANDSHAKE_NOTARY_TEAM:-}" ] ||
    [ -z "${HANDSHAKE_NOTARY_PASSWORD:-}" ]; then
    say "Signed and not notarised: HANDSHAKE_NOTARY_APPLE_ID, _TEAM and _PASSWORD are not all set."
    exit 0
fi
xcrun notarytool submit "$DMG" --apple-id "$HANDSHAKE_NOTARY_APPLE_ID" --team-id "$HANDSHAKE_NOTARY_TEAM" \
    --password "$HANDSHAKE_NOTARY_PASSWORD" --wait --timeout 30m
# Fails when Apple did not accept it.
xcrun stapler staple "$DMG"
spctl --assess --type open --context context:primary-signature --verbose=2 "$DMG"
say "Signed and notarised."
