"""Results kept between runs: their encoding, and what of an installation they depend on."""
