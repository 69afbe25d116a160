"""`workbench import` and `export`: prompts from files and to files."""

from __future__ import annotations


