"""`python -m workbench`: the same as the `workbench` command."""

from __future__ import annotations

import sys

from workbench.console import main

sys.exit(main())
