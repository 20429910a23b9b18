"""catalogue.json and its JSON Schema, which is made from the classes of the catalogue.

In: a Catalogue, or the address of the schema. Out: the file's bytes.
"""

from typing import Any, Final

from msgspec import json

from masthead.plan.machines.catalogue_views import VERSION, Catalogue

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def catalogue_json(data: Catalogue) -> bytes:
    """The catalogue."""
    return json.encode(data) + b"\n"


def catalogue_schema(address: str) -> bytes:
    """The schema, whose address is its id."""
    return json.format(json.encode(schema_of(address)), indent=2) + b"\n"


def schema_of(address: str) -> dict[str, Any]:
    """The schema as data."""
    _, parts = json.schema_components((Catalogue,), ref_template="#/$defs/{name}")
    for part in parts.values():
        part["description"] = " ".join(part["description"].split())
    catalogue = parts.pop("Catalogue")
    catalogue["properties"]["version"]["const"] = VERSION
    return {"$schema": _DIALECT, "$id": address, **catalogue, "$defs": parts}
