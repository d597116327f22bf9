"""What readers see. Read-only: nothing here can start work or change a row."""
