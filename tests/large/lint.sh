#!/usr/bin/env bash
# seconds: 900
# The sources are clean by scripts/lint, whose tools are Debian 12's.
cd "$(dirname "$0")/../.." || exit 1
clang-format --version 2>/dev/null | grep -q 'version 14\.' || { echo "lint is for clang 14 (Debian 12)"; exit 77; }
exec scripts/lint
