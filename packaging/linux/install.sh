#!/bin/sh
# Install Presence for the person who runs this; no administrator is needed. Run it again to upgrade.
set -eu
umask 022
here=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}
program=$HOME/.local/lib/presence-gui
bin=$HOME/.local/bin

for exe in /proc/[0-9]*/exe; do
    if [ "$(readlink "$exe" 2>/dev/null)" = "$program/presence-gui" ]; then
        echo "Presence is open: please close its window, then run this again." >&2
        exit 1
    fi
done
lacking=$(for file in "$here/presence-gui/_internal/PySide6/Qt/lib"/*.so.* "$here/presence-gui/_internal/PySide6/Qt/plugins/platforms/libqxcb.so"; do
    LD_LIBRARY_PATH=$here/presence-gui/_internal ldd "$file"
done | sed -n 's/^[[:space:]]*\(.*\) => not found$/\1/p' | sort -u | grep -v wayland || true)
if [ -n "$lacking" ]; then
    echo "Presence needs a few libraries that are not here; look for them in your system's software installer:" $lacking >&2
    exit 1
fi

rm -rf "$program"
mkdir -p "$program" "$bin"
cp -R "$here/presence-gui/." "$program/"
cp "$here/uninstall.sh" "$program/"
ln -sf "$program/presence-gui" "$bin/presence-gui"
(cd "$here/share" && find . -type f) | while read -r file; do
    mkdir -p "$data/$(dirname "$file")"
    cp "$here/share/$file" "$data/$file"
done
# ~/.local/bin may not be among the places where programs are looked for
menu=$data/applications/@ID@.desktop
sed "s|^Exec=presence-gui|Exec=\"$program/presence-gui\"|" "$here/share/applications/@ID@.desktop" >"$menu"
update-mime-database "$data/mime" >/dev/null 2>&1 || true
update-desktop-database "$data/applications" >/dev/null 2>&1 || true
echo "Presence is installed: look for it among your programs. To remove it: sh \"$program/uninstall.sh\""
