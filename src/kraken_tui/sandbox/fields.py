"""Resolvers that fit both tenants: what a tenant's schema lacks is left unbound."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from graphql import GraphQLField, GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema

from .context import Context

Arguments = Mapping[str, Any]
Answer = Callable[[Any, Context, Arguments], Any]


class Fields:
    """Resolvers for the fields of one object, under each name that it has somewhere."""

    def __init__(self, *names: str) -> None:
        """Answer for the types called `names`, as far as a schema has them."""
        self._names = names
        self._resolvers: dict[str, Callable[..., Any]] = {}

    def answers(self, *fields: str) -> Callable[[Answer], Answer]:
        """Register a function `(source, context, arguments)` as the resolver of `fields`."""

        def register(answer: Answer) -> Answer:
            for field in fields:
                self._resolvers[field] = _resolver(answer)
            return answer

        return register

    def bind(self, schema: GraphQLSchema) -> None:
        """Bind the resolvers to those of the fields that the schema has."""
        for field, resolver in self._bound(schema):
            field.resolve = resolver

    def _bound(self, schema: GraphQLSchema) -> Iterator[tuple[GraphQLField, Any]]:
        for name in self._names:
            kind = schema.get_type(name)
            if isinstance(kind, GraphQLObjectType):
                for field, resolver in self._resolvers.items():
                    if field in kind.fields:
                        yield kind.fields[field], resolver


class RootFields(Fields):
    """Resolvers of queries: nobody may ask without signing in, except for what is public."""

    def __init__(self) -> None:
        """Answer for the schema's queries."""
        super().__init__("Query")

    def answers(self, *fields: str, public: bool = False) -> Callable[[Answer], Answer]:
        """Register a function as the resolver of `fields`."""
        if public:
            return super().answers(*fields)

        def register(answer: Answer) -> Answer:
            def guarded(source: Any, context: Context, arguments: Arguments) -> Any:
                return answer(context.caller and source, context, arguments)

            super(RootFields, self).answers(*fields)(guarded)
            return answer

        return register


def _resolver(answer: Answer) -> Callable[..., Any]:
    def resolve(source: Any, info: GraphQLResolveInfo[Any], /, **arguments: Any) -> Any:
        return answer(source, info.context, arguments)

    return resolve
