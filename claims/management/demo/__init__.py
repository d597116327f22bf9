"""The first article: our own text, fifteen claims, and a small site of sources that change under watch."""
