#!/bin/sh
# Make the disk image that people open: sh make_dmg.sh PRESENCE.APP IMAGE.DMG, on a Mac. Nobody has run it yet.
#
# With SIGN_AS (a "Developer ID Application: ..." in the keychain) the image is signed; the program itself was signed
# when it was frozen. With NOTARY_KEY (a file), NOTARY_KEY_ID and NOTARY_ISSUER as well, Apple is asked to look at both,
# and its answer is stapled to them, so that a Mac without a network believes it.
set -eu
app=$1
image=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

notarise() { # a file as Apple takes it, and what the answer is stapled to
    xcrun notarytool submit "$1" --key "$NOTARY_KEY" --key-id "$NOTARY_KEY_ID" --issuer "$NOTARY_ISSUER" --wait
    xcrun stapler staple "$2"
}

if [ -n "${NOTARY_KEY:-}" ]; then
    ditto -c -k --keepParent "$app" "$folder/Presence.zip"
    notarise "$folder/Presence.zip" "$app"
fi

mkdir "$folder/image"
ditto "$app" "$folder/image/Presence.app"
ln -s /Applications "$folder/image/Applications"
hdiutil create -volname Presence -srcfolder "$folder/image" -fs HFS+ -format ULFO -ov "$image"

if [ -n "${SIGN_AS:-}" ]; then
    codesign --sign "$SIGN_AS" --timestamp "$image"
    codesign --verify --strict --verbose=2 "$app" "$image"
else
    echo "Not signed: there is no SIGN_AS. A Mac will ask before it opens the program."
fi
if [ -n "${NOTARY_KEY:-}" ]; then
    notarise "$image" "$image"
fi
