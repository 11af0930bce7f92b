# Two commands: `make demo` and `make test`. Nothing but Python 3.11, git and make is needed.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
V := .venv/bin

.PHONY: demo demo-reset test spark lock env env-dev clean help migrations translations

help:            ## Say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

demo: .venv/.base  ## Build and serve the demonstration on 127.0.0.1:8000
	@$(V)/fairway demo serve --port $(PORT)

demo-reset: .venv/.base  ## Throw the demonstration away; `make demo` builds it anew
	@$(V)/fairway demo reset

test: .venv/.dev  ## Formatting, lint, types, boundaries, all tests; says what ran and what did not
	@$(V)/python scripts/check.py

.venv/.base: requirements/base.lock pyproject.toml
	@$(PYTHON) scripts/environment.py base

.venv/.dev: requirements/dev.lock pyproject.toml
	@$(PYTHON) scripts/environment.py dev

spark: .venv/.base  ## Add what FAIRWAY_ENGINE=spark needs (and Java 17 or newer); nothing else does
	@$(PYTHON) scripts/environment.py spark

migrations: .venv/.dev  ## Write the migrations that the models call for
	@$(V)/python scripts/migrations.py

translations: .venv/.dev  ## Collect the texts of the screens into locale/*/LC_MESSAGES/*.po
	@$(V)/python scripts/translations.py collect

lock:            ## Resolve the dependencies anew (needs `uv`); names no registry
	@cd requirements && for f in installer base dev bench spark fuzz; do \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	    --custom-compile-command "make lock" --upgrade $$f.in -o $$f.lock; done

clean:           ## Remove the environment and the caches; the data in var/ stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
