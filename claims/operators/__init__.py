"""What machines that watch over us may ask: how it goes, in figures and in words."""
