"""Types and rules of the product. Knows neither Qt nor SQLite nor the network."""
