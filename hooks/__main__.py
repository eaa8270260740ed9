"""``python hooks <command>``: the course's command line, without an install step."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from courseware.verbs.cli import main

sys.exit(main())
