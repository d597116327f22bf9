"""Copies of evidence in public archives: what they say (wayback, memento), then wanted > due > run."""
