"""Use cases, the ports they need from the outside world, and the events they publish."""
