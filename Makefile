# Common Ground. `make` lists what there is.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8501
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
UV := $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-emit-index-url --custom-compile-command "make lock" --output-file
# On all cores; the tests of a file stay together, because they share what is dear to make.
TESTS := $(BIN)/python -m pytest --numprocesses auto --dist loadfile
AS_ROOT := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
DATABASE := data/common_ground.duckdb
FACTS := $(wildcard data/facts/*.* data/facts/studies/*/* data/*.py data/building/*.* data/building/counts/*.sql \
	data/importing/*.py imports/*.csv imports/surveys/*/survey.json)

.DEFAULT_GOAL := help
.PHONY: help run dev data import-mitigations import-survey remove-study \
	test test-fast test-hard mutate lint types bench lock clean

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

test: .venv/.develop .venv/.browser .venv/.programs lint types ## Check style and types, and run the tests
	@$(TESTS) -m "not browser and not hard"
	@$(TESTS) -m "browser and not hard"

test-fast: .venv/.develop ## Run the quick tests: no browser, no other programs, few builds
	@$(TESTS) -m "not browser and not programs and not slow and not hard"

test-hard: .venv/.develop .venv/.browser .venv/.programs ## Run all tests, and many more examples of each property
	@HYPOTHESIS_PROFILE=hard $(TESTS) -m "not browser"
	@$(TESTS) -m browser

lint: .venv/.develop ## Check style
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: .venv/.develop ## Check types
	@$(BIN)/mypy

mutate: .venv/.develop ## Plant small faults and see how many the tests find
	@$(BIN)/python -m tests.mutation --report mutants.txt

bench: .venv/.develop $(DATABASE) ## Measure speed, as ratios to empty apps, tuned as ours and default
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.scale

lock: .venv/.uv ## Lock the ranges in pyproject.toml, with hashes; what is locked and fits stays
	@$(LOCK) requirements.txt pyproject.toml >/dev/null
	@$(LOCK) requirements-dev.txt --group develop --constraint requirements.txt >/dev/null
	@$(LOCK) requirements-uv.txt --group install >/dev/null

clean: ## Remove the environment and the database; imports stay
	rm -rf .venv $(DATABASE) data/datapackage.json .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(DATABASE): .venv/.run $(FACTS)
	@$(BIN)/python -m data.build

.venv/bin/python:
	@$(PYTHON) -m venv .venv || { rm -rf .venv; $(AS_ROOT) apt-get update --quiet=2; \
		$(AS_ROOT) apt-get install --yes --quiet=2 python3-venv && $(PYTHON) -m venv .venv; }

# uv installs the rest, quicker than pip does.
.venv/.uv: requirements-uv.txt | .venv/bin/python
	@$(PIP) --requirement requirements-uv.txt
	@touch $@

.venv/.run: requirements.txt | .venv/.uv
	@echo "Installing what running needs"
	@$(UV) --requirement requirements.txt
	@touch $@

.venv/.develop: requirements.txt requirements-dev.txt | .venv/.run
	@echo "Installing what developing needs"
	@$(UV) --requirement requirements-dev.txt
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
