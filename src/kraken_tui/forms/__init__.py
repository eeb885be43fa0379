"""Forms from GraphQL input types: a mutation becomes specs, specs values, values variables."""
