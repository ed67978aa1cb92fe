#!/usr/bin/env bash
# seconds: 600
# The program killed, starved and failed in a sample of all the places where it can be: scripts/torture, of which
# `make torture` runs the whole.
cd "$(dirname "$0")/.." || exit 1
make -s BUILD="${BUILD:-build}" tortured || exit 1
exec scripts/torture --short
