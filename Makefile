# Common Ground. `make` lists what there is.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8501
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
DATABASE := data/common_ground.duckdb
FACTS := $(wildcard data/facts/*.csv data/*.json data/*.sql data/counts/*.sql data/*.py imports/*.csv \
	imports/surveys/*/survey.json)

.DEFAULT_GOAL := help
.PHONY: help run dev data import-mitigations import-survey remove-study test lint types bench clean

help: ## List the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 28

run: $(DATABASE) ## Serve the pages and the data API on http://127.0.0.1:8501
	@echo "Common Ground is at http://127.0.0.1:$(PORT) (stop it with Ctrl-C)"
	@exec $(BIN)/python -m uvicorn app:app --host 127.0.0.1 --port $(PORT) --loop uvloop \
		--ws-per-message-deflate false --no-access-log --log-level warning

dev: $(DATABASE) ## The same, reloading when a file changes
	@exec $(BIN)/python -m streamlit run app.py --server.port $(PORT) \
		--server.fileWatcherType auto --server.runOnSave true

data: .venv/.run ## Build the database from the facts
	@$(BIN)/python -m data.build

import-mitigations: .venv/.run ## Add the database's own definitions: FILE=its export as CSV
	@test -n "$(FILE)" || { echo "Say which file: make import-mitigations FILE=export.csv"; exit 1; }
	@$(BIN)/python -m data.import_mitigations "$(FILE)"

import-survey: .venv/.run ## Add a survey: FILE=its answers STUDY=its description (CHECK=1: only check)
	@test -n "$(FILE)" -a -n "$(STUDY)" || { echo "Say which: make import-survey FILE=answers.csv STUDY=study.toml"; exit 1; }
	@$(BIN)/python -m data.import_survey $(if $(CHECK),--check) -- "$(FILE)" "$(STUDY)"

remove-study: .venv/.run ## Remove an imported survey: STUDY=its id
	@test -n "$(STUDY)" || { echo "Say which: make remove-study STUDY=my-survey"; exit 1; }
	@$(BIN)/python -m data.remove_survey -- "$(STUDY)"

test: .venv/.develop .venv/.browser .venv/.programs lint types ## Check style and types, and run all tests
	@$(BIN)/python -m pytest

lint: .venv/.develop ## Check style
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/.develop ## Check types
	@$(BIN)/mypy

bench: .venv/.develop $(DATABASE) ## Measure speed, as ratios to an empty default app
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.scale

clean: ## Remove the environment and the database; imports stay
	rm -rf .venv $(DATABASE) .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(DATABASE): .venv/.run $(FACTS)
	@$(BIN)/python -m data.build

.venv/bin/python:
	@$(PYTHON) -m venv .venv || { rm -rf .venv; $(AS_ROOT) apt-get update --quiet=2; \
		$(AS_ROOT) apt-get install --yes --quiet=2 python3-venv && $(PYTHON) -m venv .venv; }

.venv/.run: requirements.txt | .venv/bin/python
	@echo "Installing what running needs"
	@$(PIP) --requirement requirements.txt
	@touch $@

.venv/.develop: requirements.txt requirements-dev.txt | .venv/.run
	@echo "Installing what developing needs"
	@$(PIP) --requirement requirements-dev.txt
	@touch $@

# A browser for the tests: the one there is, else the distribution's, else Playwright's.
.venv/.browser: | .venv/.develop
	@command -v chromium chromium-browser google-chrome >/dev/null \
		|| { command -v apt-get >/dev/null && $(AS_ROOT) apt-get update --quiet=2 \
			&& $(AS_ROOT) apt-get install --yes --quiet=2 --no-install-recommends chromium fonts-dejavu-core; } \
		|| $(BIN)/playwright install chromium
	@touch $@

# What the examples for the data API are written for: R and curl, as readers have them.
.venv/.programs: | .venv/.develop
	@{ command -v Rscript && command -v curl; } >/dev/null \
		|| { command -v apt-get >/dev/null && $(AS_ROOT) apt-get update --quiet=2 \
			&& $(AS_ROOT) apt-get install --yes --quiet=2 --no-install-recommends r-base-core curl; } \
		|| { echo "The tests need R (Rscript) and curl: please install them."; exit 1; }
	@touch $@
