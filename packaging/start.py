"""Start the frozen program."""

import sys

from presence_gui.__main__ import main

sys.exit(main())
