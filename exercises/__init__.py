"""Parley's one app: exercises, from the rules to the screens. docs/architecture.md shows the way through."""
