# make run    the whole product, with its database, at http://127.0.0.1:8000/ (PORT=… for another)
# make test   every test
# Both need only Python 3.11 or newer and make. Where packages come from is pip's own configuration.

PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
PY := .venv/bin/python
PIP := $(PY) -m pip install --quiet --disable-pip-version-check

PORT ?= 8000
HOST ?= 127.0.0.1
export PORT HOST

.PHONY: run test bench screenshots lint format messages lock help
.DELETE_ON_ERROR:

run: .venv/runtime.stamp
	@$(PY) manage.py run --stop-with-parent

test: .venv/tests.stamp
	@$(PY) -m pytest --numprocesses auto --maxprocesses 4 $(TESTS)

bench: .venv/tests.stamp
	@$(PY) -m claims.tests.bench $(ONLY)

# The pictures of README and docs/, taken anew by the browser tests.
screenshots: .venv/tests.stamp
	@FACTCHECK_SCREENSHOTS=var/screenshots $(PY) -m pytest -q claims/tests/browser/test_looks.py
	@mkdir -p docs/images
	@cp var/screenshots/desk-en-1280-light-morning.png docs/images/morning.png
	@cp var/screenshots/desk-en-1280-light-breakdown.png docs/images/breakdown.png
	@cp var/screenshots/guide-reader.png docs/images/reader.png
	@cp var/screenshots/guide-verdict.png docs/images/verdict.png
	@cp var/screenshots/desk-en-1280-light-alert.png docs/images/alert.png
	@cp var/screenshots/public-en-1280-light-claim.png docs/images/claim.png
	@cp var/screenshots/public-en-375-dark-claim.png docs/images/claim-phone.png

lint: .venv/tests.stamp
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports

format: .venv/tests.stamp
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

# Needs GNU gettext.
messages: .venv/runtime.stamp
	$(PY) manage.py makemessages --locale ko --no-obsolete
	$(PY) manage.py compilemessages --ignore .venv --ignore var

# Pin anew what the .in files name; `make lock UPGRADE=--upgrade` takes the newest of everything.
lock: $(PY)
	$(PIP) pip-tools
	for name in requirements requirements-dev; do .venv/bin/pip-compile --quiet $(UPGRADE) --strip-extras --no-header \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options $$name.in || exit 1; done

help:
	@sed -n 's/^# //p;/^$$/q' Makefile

$(PY):
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; name it with make PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "On Debian and Ubuntu: apt install python3-venv"; exit 1; }

# Stamps, so that the second run asks no package index.
.venv/runtime.stamp: requirements.txt | $(PY)
	@echo "Installing packages …"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/tests.stamp: requirements-dev.txt .venv/runtime.stamp
	@$(PIP) -r requirements-dev.txt
	@touch $@
