"""Django's PostgreSQL backend on the private server of :mod:`factcheck.embedded`."""
