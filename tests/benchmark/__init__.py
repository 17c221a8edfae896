"""How fast a panel is. `python -m tests.benchmark` prints a table; `--quick` presses fewer keys.

Figures of one machine and one moment: floors are measured in the same run, and targets are ratios to them.
"""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))  # for conftest
