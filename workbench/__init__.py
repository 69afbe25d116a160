"""Prompt Workbench: edit, run, compare, approve and release prompts."""

__version__ = "0.1.0"
