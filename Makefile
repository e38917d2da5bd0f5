PY := .venv/bin/python

.PHONY: test lint bench demo
lint:
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
test:
	.venv/bin/pytest
