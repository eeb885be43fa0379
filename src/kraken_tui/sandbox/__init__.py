"""A local Kraken: the documented API over made-up data, for demos and tests."""
