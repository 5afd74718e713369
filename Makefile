.PHONY: test lint bench schemas api languages places docs docs-serve constraints

PYTHON ?= python3
# What makes the site: material or zensical.
BUILDER ?= material
BIN := .venv/bin

test: .venv/test
	$(BIN)/python -m pytest --quiet --numprocesses auto

lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/bench .venv/site
	$(BIN)/python -m benchmarks.answers
	$(BIN)/python benchmarks/business_time.py
	$(BIN)/python benchmarks/columns.py
	$(BIN)/python -m benchmarks.processes
	$(BIN)/python benchmarks/diff.py
	$(BIN)/python benchmarks/service.py
	$(BIN)/python -m benchmarks.site

schemas: .venv/dev
	$(BIN)/ptc-policy schema --write schemas/v1

api: .venv/dev
	$(BIN)/python api/asking.py
	$(BIN)/python api/record.py

languages: .venv/dev
	$(BIN)/python tools/language_names.py

places: .venv/dev
	$(BIN)/python tools/place_names.py

docs: .venv/docs
	$(BIN)/python -m docs.ask.build build/ask-assets
	$(BIN)/python -m docs.workbench.build build/workbench-assets
	$(BIN)/python -m docs.generator build --with $(BUILDER)

docs-serve: .venv/docs
	$(BIN)/python -m docs.ask.build build/ask-assets
	$(BIN)/python -m docs.workbench.build build/workbench-assets
	$(BIN)/python -m docs.generator serve --with $(BUILDER)

constraints:
	uv pip compile --universal --no-header --no-annotate --no-emit-index-url --python-version 3.11 \
		--extra dev --extra bench --extra docs --extra site --extra spark --output-file constraints.txt pyproject.toml

.venv/%: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[$*]'
	touch $@
