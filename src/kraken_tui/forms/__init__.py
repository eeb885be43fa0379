"""Forms from GraphQL input types: a mutation becomes specs, specs hold values, values become variables."""
