"""The audit log: both logs in one table, searched, looked into, exported, and verified."""
