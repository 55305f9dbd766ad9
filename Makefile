# Each target makes what it needs first, and does nothing twice.

PYTHON ?= python3
HOST   ?= 127.0.0.1
PORT   ?= 8000

VENV    := .venv
BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip install --quiet --disable-pip-version-check
PYTEST  := $(BIN)/python -m pytest
INSTALLED := $(VENV)/.installed
BROWSER := $(VENV)/.browser
RELEASE := build/release/manifest.json
INPUTS  := $(shell find ontology rules data/tables tests/rules src/kompas/knowledge src/kompas/__init__.py -type f -not -name '*.pyc' 2>/dev/null | sed 's/ /\\ /g')
NPM     := $(shell command -v npm)
FRONT   := $(if $(wildcard package-lock.json),node_modules/.package-lock.json)

export PATH := $(CURDIR)/$(BIN):$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup build run test check format bench docs
.DELETE_ON_ERROR:

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' Makefile

setup: ## Make .venv, with everything pinned to run, test and build Kompas
	@$(MAKE) --jobs=3 --no-print-directory --silent $(INSTALLED) $(FRONT) $(BROWSER)

build: $(RELEASE) ## Build the knowledge graph from ontology, tables and rules

run: $(INSTALLED) $(RELEASE) ## Show the recommendation for Sandra, then serve Kompas (HOST=, PORT=)
	@kompas recommend data/cases/sandra.yaml
	@echo
	@echo "Kompas: http://$(HOST):$(PORT)/  (stop with Ctrl-C)"
	@kompas serve --host $(HOST) --port $(PORT)

test: setup $(RELEASE) ## Run every test (ARGS= goes to pytest)
	$(PYTEST) --numprocesses 2 --dist loadfile --no-loadscope-reorder $(ARGS)

check: $(INSTALLED) $(RELEASE) ## Check format, lint, types, import contracts, configuration and knowledge
	ruff format --check .
	ruff check .
	mypy
	lint-imports
	validate-pyproject pyproject.toml
	kompas format --check
	kompas check

format: $(INSTALLED) ## Put code and tables in their one form
	ruff format .
	kompas format

docs: $(INSTALLED) $(RELEASE) ## Build the documentation as a site in build/site, to read without a network
	$(BIN)/python -m docs.site
	@echo "Documentation: build/site/index.html"

bench: $(INSTALLED) $(RELEASE) ## Measure speed, side by side with what one would use instead
	$(BIN)/python -m benchmarks $(ARGS)
	$(BIN)/python -m benchmarks.endpoint
	$(BIN)/python -m benchmarks.conversation

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Kompas needs Python 3.11 or newer; name it: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making $(VENV) …"
	@$(PYTHON) -m venv $(VENV) || { echo "Could not make $(VENV); on Debian: apt-get install python3-venv"; exit 1; }

$(INSTALLED): $(BIN)/python requirements/development.txt requirements/owl.txt pyproject.toml hatch_build.py
	@echo "Installing the pinned requirements in $(VENV) (about a minute the first time) …"
	@$(PIP) --require-hashes --requirement requirements/development.txt
	@$(PIP) --require-hashes --no-deps --requirement requirements/owl.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(RELEASE): $(INPUTS) | $(INSTALLED)
	@echo "Building the knowledge graph …"
	@kompas build
	@touch $@

node_modules/.package-lock.json: package-lock.json | $(if $(NPM),,$(INSTALLED))
	@command -v npm > /dev/null || { echo "Installing npm in $(VENV) …"; \
		$(PIP) --require-hashes --requirement requirements/node.txt; }
	@echo "Installing the packages of the web pages …"
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(BROWSER): | $(BIN)/python
	@command -v chromium > /dev/null || { test "$$(id -u)" = 0 && command -v apt-get > /dev/null \
		&& echo "Installing Chromium and jemalloc for the tests …" \
		&& apt-get update -qq && apt-get install -qq --yes --no-install-recommends chromium libjemalloc2 > /dev/null; } \
		|| { echo "The browser tests need Chromium: install it (on Debian: apt-get install chromium) and try again"; exit 1; }
	@touch $@
