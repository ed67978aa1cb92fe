#!/usr/bin/env bash
# seconds: 600
# Delivery over SMB: Samba on the loopback of a network of its own, its share mounted (by the kernel's CIFS where there is
# one, else by FUSE), and a client that holds files open as SQLite on Windows does: nobody else may remove or rename them.
set -u
cd "$(dirname "$0")/../.." || exit 1
if [[ ${1:-} != inside ]]; then
  for program in smbd smbclient unshare; do
    PATH=$PATH:/usr/sbin command -v $program >/dev/null || { echo "$program is not installed: scripts/install-packages all"; exit 77; }
  done
  /usr/bin/python3 -c 'import samba.samba3.libsmb_samba_internal' 2>/dev/null || { echo "python3-samba is not installed"; exit 77; }
  [[ -x ${BUILD:-build}/trygghetskarta ]] || { echo "${BUILD:-build}/trygghetskarta is not built"; exit 77; }
  [[ $EUID == 0 ]] && unshare -n -m true 2>/dev/null || { echo "no network of its own can be made here: not root"; exit 77; }
  exec setsid -w unshare -n -m -p -f --kill-child "$0" inside
fi

program=$PWD/${BUILD:-build}/trygghetskarta layers=$PWD/layers cases=$PWD/tests/cases/rutnat
scratch=$(mktemp -d /tmp/deliver.XXXXXX)
mounted=$scratch/m
failed=0
stop() {
  umount -l "$mounted" 2>/dev/null
  [[ ${server:-} ]] && kill "$server" 2>/dev/null
  chmod -R u+w "$scratch" 2>/dev/null
  rm -rf "$scratch"
}
trap stop EXIT
cd "$scratch" && mkdir share m home home/.smb private lock state cache pid ncalrpc && ip link set lo up || exit 1
wrong() { failed=1 && echo "$*:" && grep -v '^  \|field\|column\|read ' said | tail -n 5 | sed 's/^/  /'; }

cat >smb.conf <<CONF
[global]
 server role = standalone server
 map to guest = bad user
 bind interfaces only = yes
 interfaces = lo
 smb ports = 445
 private dir = $scratch/private
 lock directory = $scratch/lock
 state directory = $scratch/state
 cache directory = $scratch/cache
 pid directory = $scratch/pid
 ncalrpc dir = $scratch/ncalrpc
 log file = $scratch/log
 disable netbios = yes
 load printers = no
[karta]
 path = $scratch/share
 guest ok = yes
 read only = no
 force user = root
CONF
# The server, and until it answers.
serve() {
  PATH=$PATH:/usr/sbin smbd -F -s "$scratch/smb.conf" </dev/null >"$scratch/smbd" 2>&1 &
  server=$!
  for _ in $(seq 50); do
    smbclient -s "$scratch/smb.conf" -N //127.0.0.1/karta -c 'ls' >/dev/null 2>&1 && return
    sleep 0.2
  done
  echo "smbd does not answer"; cat "$scratch/smbd"; exit 1
}
serve

if PATH=$PATH:/usr/sbin mount -t cifs -o guest,vers=3.0,soft,uid=0 //127.0.0.1/karta "$mounted" 2>mount.log; then
  where=$mounted
  echo "the share is mounted by the kernel (CIFS)"
else
  echo "mount.cifs is not possible here ($(head -n 1 mount.log)); the share is mounted by FUSE (smbnetfs)"
  command -v smbnetfs >/dev/null || { echo "smbnetfs is not installed"; exit 77; }
  printf 'show_$_shares "true"\nsmb_debug_level 0\nlog_file "%s/smbnetfs.log"\n' "$scratch" >home/.smb/smbnetfs.conf
  printf '[global]\n client min protocol = SMB2\n client max protocol = SMB3\n' >home/.smb/smb.conf
  chmod 600 home/.smb/*
  HOME=$scratch/home smbnetfs "$mounted" || { echo "FUSE cannot mount here"; exit 77; }
  where=$mounted/127.0.0.1/karta
  for _ in $(seq 50); do ls "$where" >/dev/null 2>&1 && break; sleep 0.2; done
fi
sed '/^sources/i deliver:\n  - {directory: '"$where"', keep: 2, attempts: 2, wait_s: 1}' "$cases/karta.yaml" >karta.yaml
cp "$cases"/*.csv .

# A client on Windows, as far as sharing goes: hold FILE opens it and lets others read and write, but not remove.
cat >client.py <<'PY'
import sys
from samba import credentials
from samba.samba3 import param
from samba.samba3 import libsmb_samba_internal as libsmb
lp = param.get_context(); lp.load(sys.argv[1])
creds = credentials.Credentials(); creds.guess(lp); creds.set_username("gast"); creds.set_password("")
smb = libsmb.Conn("127.0.0.1", "karta", lp=lp, creds=creds)
handle = smb.create(sys.argv[2].replace("/", "\\"), DesiredAccess=0x1, ShareAccess=0x1 | 0x2, CreateDisposition=1)
print("open", flush=True)
sys.stdin.read()
print(smb.read(handle, 0, 16)[:15].decode("latin-1"), flush=True)
PY
hold() {
  [[ -p hand ]] || mkfifo hand
  /usr/bin/python3 client.py smb.conf "$1" <hand >client.log 2>&1 &
  holder=$!
  exec 8>hand
  for _ in $(seq 50); do grep -q open client.log && return; sleep 0.2; done
  wrong "no client can hold $1: $(tail -n 1 client.log)"
}
release() { exec 8>&-; wait "$holder"; }

day=0
run() { timeout 120 "$program" build karta.yaml --layers "$layers" --as-of "2026-11-$((10 + day))" >said 2>&1 || wrong "exit $?"; }
build() {
  day=$((day + 1))
  sleep 1
  run
  newest=$(cd utgavor && ls -d 2* | tail -n 1)
}
shows() { grep -qF "\"edition\": \"$1\"" share/senaste.json || wrong "the share shows $(<share/senaste.json) and not $1"; }
whole() { cmp -s "share/$newest/lagesbild.gpkg" utgavor/aktuell/lagesbild.gpkg || wrong "the copy of $newest differs"; }
says() { grep -qF -- "$1" said || wrong "does not say '$1'"; }

build
shows "$newest"
whole
grep -qF "./$newest/lagesbild.gpkg|" share/lagesbild.qgs || wrong 'the project does not open the copy'
first=$newest

# Somebody reads the project while a new edition comes: held, tried again, left to the next run.
hold lagesbild.qgs
build
says 'trying again in 1 s'
says 'not delivered'
shows "$first"
grep -qF "./$first/" share/lagesbild.qgs || wrong 'the project is neither the old nor the new one'
whole # the copy is there already, under a name that nothing points to yet
grep -q "$newest" utgavor/aktuell/korning.json || [[ -e utgavor/$newest ]] || wrong 'the edition does not stand'
release
run
says "delivered $newest"
shows "$newest"

# Somebody has an old copy open beyond its time: it stays whole, and is removed when it is let go.
old=$(cd share && ls -d 2* | head -n 1)
hold "$old/lagesbild.gpkg"
build
shows "$newest"
cp said first
build
shows "$newest"
held=$(ls -d share/"$old"* 2>/dev/null)
release
if [[ $held ]]; then
  grep -qF 'somebody may hold it: the next run tries again' first || wrong 'a held copy is not told'
  echo "a held copy stayed as ${held#share/}"
else
  echo "this server lets a copy be removed while it is held; its holder read on: $(tail -n 1 client.log)"
fi
grep -q 'SQLite format' client.log || wrong "the holder lost the file: $(<client.log)"
run
[[ -z $(ls -d share/"$old"* 2>/dev/null) ]] || wrong "the old copy is still there: $(ls share)"
[[ $(ls -d share/2* | wc -l) == 2 ]] || wrong "keep: 2: $(ls share)"

# The server is gone for a night.
kill "$server" && wait "$server" 2>/dev/null
build
says 'not delivered'
[[ -e utgavor/$newest/lagesbild.gpkg ]] || wrong 'the edition does not stand'
serve
for _ in $(seq 30); do ls "$where"/senaste.json >/dev/null 2>&1 && break; sleep 1; done
run
shows "$newest"
whole
[[ -z $(find share -name '*.ny' -o -name '*.bort') ]] || wrong "left behind: $(ls share)"
exit "$failed"
