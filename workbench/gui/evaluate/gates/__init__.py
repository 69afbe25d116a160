"""The gate of a prompt, judged on the evaluation that is shown."""
