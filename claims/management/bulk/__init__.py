"""A synthetic newsroom for load tests: ``sentences`` make claims, ``rows`` rows, ``load`` stores them."""
