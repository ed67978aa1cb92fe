#!/usr/bin/env bash
# seconds: 900
# The same notes from PostGIS make the same layers as from a CSV: tests/formats.sh with a database of its own.
cd "$(dirname "$0")/../.." || exit 1
exec tests/support/postgres.sh tests/formats.sh PostgreSQL
