"""Draw the pictures of the README and the guide anew from the program, as it is now.

python3 run.py pictures

Every picture in resources/guide/pictures/ is one of the first look: the example, on the day it was saved, in the
bundled font. A test fails once one of them no longer shows the program as it is.
"""

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from presence_gui.__main__ import main as presence
from tests.pictures.differing import PICTURES


def main() -> int:
    """Replace each picture by the one drawn now; return the exit code of the drawing."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with TemporaryDirectory() as folder:
        sys.argv = ["presence-gui", "first-look", folder]
        code = presence()
        for picture in sorted(PICTURES.glob("*.png")) if code == 0 else ():
            shutil.copyfile(Path(folder, picture.name), picture)
            print(picture.relative_to(PICTURES.parents[2]))
    return code


if __name__ == "__main__":
    sys.exit(main())
