"""Asking a server for its schema: the fullest question first, plainer ones where it is refused."""

_DEPTH = 7
"""How many lists and non-nulls may be around a type, with room to spare."""


def questions() -> tuple[str, ...]:
    """Return introspection queries, from the one that asks most to the one every server knows.

    Servers differ in whether they tell of deprecated inputs, and of inputs of which exactly one
    field is to be given.
    """
    return (
        _question(one_of="isOneOf", deprecated="(includeDeprecated: true)"),
        _question(one_of="", deprecated="(includeDeprecated: true)"),
        _question(one_of="", deprecated=""),
    )


def _question(*, one_of: str, deprecated: str) -> str:
    reasons = "isDeprecated deprecationReason"
    input_reasons = reasons if deprecated else ""
    return f"""
query IntrospectionQuery {{
  __schema {{
    queryType {{ name }}
    mutationType {{ name }}
    subscriptionType {{ name }}
    types {{
      kind name description {one_of}
      fields(includeDeprecated: true) {{
        name description {reasons}
        args{deprecated} {{ ...Input }}
        type {{ ...Reference }}
      }}
      inputFields{deprecated} {{ ...Input }}
      interfaces {{ ...Reference }}
      enumValues(includeDeprecated: true) {{ name description {reasons} }}
      possibleTypes {{ ...Reference }}
    }}
    directives {{ name description locations args{deprecated} {{ ...Input }} }}
  }}
}}
fragment Input on __InputValue {{
  name description defaultValue {input_reasons} type {{ ...Reference }}
}}
fragment Reference on __Type {{ {_reference(_DEPTH)} }}
"""


def _reference(depth: int) -> str:
    return "kind name" if depth == 0 else f"kind name ofType {{ {_reference(depth - 1)} }}"
