"""The read-only API: ``resources`` say what there is, ``views`` answer, ``openapi`` describes both."""
