#!/usr/bin/env bash
# The test of the same records in every format, with a PostGIS database of its own.
set -u
cd "$(dirname "$0")/../.." || exit 1
shopt -s nullglob
servers=(/usr/lib/postgresql/*/bin/initdb)
[[ ${servers[*]} ]] || { echo "SKIPPED: PostgreSQL's server is not installed"; exit 77; }
bin=$(dirname "${servers[-1]}")
test=${BUILD:-build}/san/tests/test_source_formats
[[ -x $test ]] || make -s "$test" || exit 1

home=$(mktemp -d) || exit 1
as=() # the server refuses to run as root
[[ $(id -u) == 0 ]] && { as=(runuser -u postgres --); chown postgres "$home"; }
stop() {
  (cd / && "${as[@]}" "$bin/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1)
  rm -rf "$home"
}
trap stop EXIT
(
  cd / || exit 1
  "${as[@]}" "$bin/initdb" -D "$home/data" -A trust -E UTF8 --no-locale &&
    "${as[@]}" "$bin/pg_ctl" -D "$home/data" -w -l "$home/log" \
      -o "-k $home -c listen_addresses= -c fsync=off" start &&
    "${as[@]}" "$bin/createdb" -h "$home" karta &&
    "${as[@]}" psql -q -h "$home" -d karta -c 'CREATE EXTENSION postgis'
) >"$home.out" 2>&1 || { tail -n 5 "$home.out"; rm -f "$home.out"; exit 1; }
rm -f "$home.out"
user=$(id -un)
[[ ${as[*]} ]] && user=postgres
TRYGGHETSKARTA_POSTGIS="host=$home dbname=karta user=$user" "$test"
