#!/usr/bin/env bash
# postgres.sh: runs a command beside a PostGIS of its own, and takes it away again.
#   tests/support/postgres.sh COMMAND [ARGUMENT...]
# The command finds PGHOST (a directory with the socket; there is no port), PGUSER and PGDATABASE, and PGSERVICEFILE
# with the service `karta`, which says the same; the database holds the extension postgis. The server runs as another
# user where we are root, who is the only one besides root to reach it.
# Exit: the command's; 77 where there is no PostgreSQL with PostGIS; 1 if the server does not start.
set -u
skip() { echo "$*: scripts/install-packages all"; exit 77; }
[[ $# -gt 0 ]] || { sed -n '2,3s/^# *//p' "$0" >&2; exit 2; }

home=$(find /usr/lib/postgresql -maxdepth 1 -name '[0-9]*' 2>/dev/null | sort -V | tail -n 1)
[[ -x $home/bin/initdb ]] || skip 'no PostgreSQL server'
ls "/usr/share/postgresql/${home##*/}/extension/postgis.control" >/dev/null 2>&1 || skip 'no PostGIS'

as_server=()
[[ $EUID == 0 ]] && as_server=(setpriv --reuid=postgres --regid=postgres --clear-groups)
room=$(mktemp -d /tmp/postgis.XXXXXX) || exit 1
[[ $EUID == 0 ]] && chown postgres:postgres "$room"
# shellcheck disable=SC2317 # the trap calls it
stop() {
  "${as_server[@]}" "$home/bin/pg_ctl" -D "$room/data" -m immediate -w stop >/dev/null 2>&1
  rm -rf "${room:?}"
}
trap stop EXIT
trap 'exit 143' TERM INT HUP

# Nothing here outlives the test: what makes a server safe against power cuts only costs time.
start() {
  "${as_server[@]}" "$home/bin/initdb" -D "$room/data" -U karta -A trust -E UTF8 --locale=C --no-sync || return
  "${as_server[@]}" "$home/bin/pg_ctl" -D "$room/data" -l "$room/data/log" -w -t 60 start \
    -o "-c listen_addresses='' -k '$room' -c fsync=off -c full_page_writes=off -c jit=off"
}
cd "$room" || exit 1
if ! start >start.log 2>&1; then
  tail -n 20 start.log "$room/data/log" >&2
  echo "the PostgreSQL server does not start"
  exit 1
fi
cd "$OLDPWD" || exit 1

export PGHOST=$room PGUSER=karta PGDATABASE=karta PGSERVICEFILE=$room/service
unset PGPORT PGPASSWORD PGSERVICE PGOPTIONS
printf '[karta]\nhost=%s\nuser=karta\ndbname=karta\n' "$room" >"$PGSERVICEFILE"
psql -q -d postgres -c 'CREATE DATABASE karta' && psql -q -c 'CREATE EXTENSION postgis' || exit 1
"$@"
exit
