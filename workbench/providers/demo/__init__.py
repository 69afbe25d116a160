"""Demo models: rules that answer to a prompt, offline. Not language models, and they say so."""
