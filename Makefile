# Two commands matter: `make serve` shows the sample site, `make test` runs every check.
# Both set up what they need in .venv, from the versions in constraints.txt.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

# Material prints a long notice about MkDocs's future at each start; the handbook has its substance.
export NO_MKDOCS_2_WARNING := 1

.PHONY: serve site test lint types imports unit strict-site reference bench bench-search rivals lock clean help

help: ## Show what there is to make
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

serve: $(READY) ## Set up, and show the sample site while you edit it
	$(BIN)/mkdocs serve

site: $(READY) ## Set up, and build the sample site into site/
	$(BIN)/mkdocs build --strict

test: lint types imports unit strict-site ## Set up, and run every check

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)
	$(BIN)/lint-imports

unit: $(READY)
	$(BIN)/python -m pytest -n auto

strict-site: $(READY)
	$(BIN)/mkdocs build --strict --quiet

reference: $(READY) ## Write the handbook's reference anew from the model
	$(BIN)/masthead reference docs/handbook/reference

bench: $(READY) ## Measure against the rivals that are there, and write the handbook's page
	$(BIN)/python -m benchmarks quick

# Each in an environment of its own: they want different versions of the same packages.
RIVALS := $(VENV)/rivals
rivals: $(patsubst benchmarks/rivals/%.txt,$(RIVALS)/%/ready,$(wildcard benchmarks/rivals/*.txt)) $(RIVALS)/eleventy/ready ## Install the tools that `make bench` compares with

$(RIVALS)/%/ready: benchmarks/rivals/%.txt constraints.txt
	$(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

$(RIVALS)/eleventy/ready: benchmarks/themes/eleventy/package.json
	mkdir -p $(@D)
	cp $< $(@D)/
	if command -v npm >/dev/null; then cd $(@D) && npm install --silent --no-audit --no-fund; else echo "Eleventy needs npm: left out"; fi
	@touch $@

bench-search: $(READY) ## Measure first searches in Chromium, at 5,000 pieces and beside Material's
	$(BIN)/python -m benchmarks.search

lock: ## Write constraints.txt anew, with the newest versions that fit
	rm -rf $(VENV)/lock && $(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/python -m pip install --quiet --editable '.[dev]'
	(head -1 constraints.txt; $(VENV)/lock/bin/python -m pip freeze --exclude-editable) > $(VENV)/lock.txt
	mv $(VENV)/lock.txt constraints.txt

clean: ## Remove what make made
	rm -rf $(VENV) .cache .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
