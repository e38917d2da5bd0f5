"""The JSON Schema of results.json, made from its types: `python -m audit.schema` writes it to docs/."""

import json
from pathlib import Path

from scoring.results import Results

PATH = Path(__file__).resolve().parents[1] / "docs" / "results.schema.json"


def schema_text() -> str:
    """The schema as committed. Every property is written always, so every one is required."""
    made = Results.model_json_schema(by_alias=True, mode="serialization")
    for model in (made, *made["$defs"].values()):
        model["required"] = list(model["properties"])
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    PATH.write_text(schema_text(), encoding="utf-8")
