# make run     set up what is missing, then start the workbench (with no display: walk the main loop headless)
# make test    set up what is missing, then run the tests
# make lint    formatting, style, types, layers
# make bench   the benchmarks, one after the other
# make lock    resolve the dependencies anew

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
TEST_WORKERS ?= 2

.PHONY: setup run test lint bench lock screenshot clean

setup: $(STAMP)

$(STAMP): packaging/locks/dev.txt packaging/setup.sh pyproject.toml
	PYTHON="$(PYTHON)" VENV="$(VENV)" sh packaging/setup.sh
	touch $(STAMP)

run: $(STAMP)
	@sh packaging/run.sh $(BIN)/python

test: $(STAMP)
	@sh packaging/test_programs.sh
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -n $(TEST_WORKERS) --dist loadfile --max-worker-restart 2 $(TESTS)

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(STAMP)
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks

lock:
	sh packaging/lock.sh

screenshot: $(STAMP)
	QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/screenshot.py

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
