#!/bin/sh
# Remove what install.sh has put there, and nothing else: your profiles and their earlier versions stay.
set -eu
data=${XDG_DATA_HOME:-$HOME/.local/share}
program=$HOME/.local/lib/presence-gui

if [ "$(readlink "$HOME/.local/bin/presence-gui" 2>/dev/null)" = "$program/presence-gui" ]; then
    rm "$HOME/.local/bin/presence-gui"
fi
rm -rf "$program"
for file in @SHARED@; do
    rm -f "$data/$file"
done
update-mime-database "$data/mime" >/dev/null 2>&1 || true
update-desktop-database "$data/applications" >/dev/null 2>&1 || true
echo "Presence is removed. Your profiles are where you keep them."
