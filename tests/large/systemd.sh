#!/usr/bin/env bash
# seconds: 600
# The units as installed: systemd reads them without a word, finds little to reach, and a run goes well in the sandbox.
# Where we are root, a systemd of its own is started in namespaces, on a copy-on-write root, and runs the units; else
# the same restrictions are set up with bubblewrap.
set -u
cd "$(dirname "$0")/../.." || exit 1
command -v systemd-analyze >/dev/null || { echo "systemd is not installed"; exit 77; }
build=$(realpath "${BUILD:-build}")
[[ -x $build/trygghetskarta ]] || { echo "$build/trygghetskarta is not built"; exit 77; }
repository=$PWD
scratch=$(mktemp -d /tmp/systemd.XXXXXX) || exit 1
trap 'chmod -R u+w "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
failed=0
wrong() { failed=1 && echo "$*"; }

make -s BUILD="$build" install DESTDIR="$scratch/i" PREFIX=/usr || exit 1
units=$scratch/i/usr/lib/systemd/system
grep -rn '@BIN@\|@DOC@' "$units" "$scratch/i/usr/lib/sysusers.d" "$scratch/i/usr/share/doc/trygghetskarta/cron" && wrong 'paths are not put in'

# verify wants the programs where they will be.
mkdir "$scratch/v"
for unit in "$units"/*; do
  sed "s|=/usr/bin/|=$scratch/i/usr/bin/|" "$unit" >"$scratch/v/${unit##*/}"
done
said=$(systemd-analyze verify --man=no "$scratch"/v/trygghetskarta*@.{service,timer} 2>&1 | grep trygghetskarta)
[[ -z $said ]] || wrong "systemd-analyze verify: $said"
for unit in trygghetskarta@ trygghetskarta-check@; do
  level=$(systemd-analyze security --offline=true "$units/$unit.service" 2>/dev/null | sed -n 's/.*exposure level.*: \([0-9.]*\) .*/\1/p')
  echo "$unit.service: exposure ${level:-unknown} of 10"
  awk -v level="${level:-10}" 'BEGIN { exit !(level < 1) }' || wrong "$unit.service reaches more than it needs: ${level:-unknown}"
done

# The map: the grid of the golden cases. Inputs are read-only to the service, as /etc is.
map=$scratch/map
mkdir "$map" && cp tests/cases/rutnat/*.csv "$map" && sed 's|directory: utgavor|directory: /var/lib/trygghetskarta/utgavor|' \
  tests/cases/rutnat/karta.yaml >"$map/prov.yaml"

# --- a systemd of its own ---
cat >"$scratch/inside" <<'INSIDE'
#!/bin/bash
# Runs in the new systemd, as root, outside every sandbox.
exec >/srv/told 2>&1
systemd-sysusers /usr/lib/sysusers.d/trygghetskarta.conf
start() { systemctl start "$1"; echo "start $1: $?"; }
start trygghetskarta-check@prov.service
start trygghetskarta@prov.service
start trygghetskarta@prov.service
start trygghetskarta-check@prov.service
ls -l /var/lib/trygghetskarta/utgavor/aktuell
stat -c 'owner %U %a %n' /var/lib/trygghetskarta/utgavor/aktuell/lagesbild.gpkg
ls -d /var/lib/trygghetskarta/utgavor/2* | wc -l | sed 's/^/editions /'
# the sandbox is there: the same unit's restrictions around other commands
mkdir -p /run/systemd/system/trygghetskarta@fel.service.d
for words in true 'touch /etc/x' 'touch /home/x' 'bash -c "exec 3<>/dev/tcp/127.0.0.1/9"' 'unshare -U true' 'mount -t tmpfs x /mnt'; do
  printf '[Service]\nExecStart=\nExecStart=/usr/bin/env %s\n[Unit]\nOnFailure=\n' "$words" >/run/systemd/system/trygghetskarta@fel.service.d/x.conf
  systemctl daemon-reload
  systemctl start trygghetskarta@fel.service 2>/dev/null && echo "let through: $words" || echo "refused: $words"
done
# a night that goes wrong: an input is gone; the alarm is started
mv /etc/trygghetskarta/noteringar.csv /etc/trygghetskarta/borta.csv
start trygghetskarta@prov.service
sleep 3
journalctl --no-pager -q -o cat -p info -u 'trygghetskarta*' | sed 's/^/journal: /'
journalctl --no-pager -q -o json --output-fields=PRIORITY,MESSAGE -u trygghetskarta@prov.service | grep -c '"PRIORITY":"3"' | sed 's/^/errors in the journal: /'
INSIDE

cat >"$scratch/pid1" <<'PID1'
#!/bin/bash
# Makes the root, on which nothing that is written stays, and becomes systemd in it.
set -eu
scratch=$1
mount --make-rprivate /
mkdir -p "$scratch/s" && mount -t tmpfs tmpfs "$scratch/s"
mkdir "$scratch/s/up" "$scratch/s/work" "$scratch/s/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$scratch/s/up,workdir=$scratch/s/work" "$scratch/s/root"
cd "$scratch/s/root"
cp -a "$scratch/i/usr/." usr/
mkdir -p etc/trygghetskarta srv && cp "$scratch"/map/* etc/trygghetskarta/
mkdir -p prov && cp "$scratch/inside" prov/ && chmod 755 prov/inside
mount --bind "$scratch/out" srv
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys 2>/dev/null || mount --rbind /sys sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mount -t tmpfs tmpfs dev
for device in null zero full random urandom tty; do touch "dev/$device" && mount --bind "/dev/$device" "dev/$device"; done
ln -s /proc/self/fd dev/fd && mkdir dev/shm dev/pts dev/mqueue dev/hugepages && touch dev/console
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts && ln -s pts/ptmx dev/ptmx
rm -rf var/log/journal etc/machine-id && echo 0123456789abcdef0123456789abcdef >etc/machine-id
cat >etc/systemd/system/prov.target <<'UNIT'
[Unit]
Requires=systemd-journald.service prov.service
UNIT
cat >etc/systemd/system/prov.service <<'UNIT'
[Unit]
DefaultDependencies=no
After=systemd-journald.service
Requires=systemd-journald.service
SuccessAction=exit-force
FailureAction=exit-force
[Service]
Type=oneshot
ExecStart=/prov/inside
UNIT
mkdir -p old && pivot_root . old && cd /
umount -l /old
exec /usr/bin/env -i container=prov PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd --system --unit=prov.target --show-status=no --log-target=journal
PID1

real() {
  [[ $EUID == 0 ]] || return 1
  mkdir "$scratch/out"
  timeout -k 5 300 unshare -m -p -f -u -i -C --kill-child bash "$scratch/pid1" "$scratch" >"$scratch/pid1.log" 2>&1
  [[ -s $scratch/out/told ]]
}

expect() { grep -qE -- "$1" "$scratch/out/told" || wrong "the systemd of its own does not say: $1"; }
if real; then
  expect '^start trygghetskarta-check@prov.service: [1-9]'
  expect '^start trygghetskarta@prov.service: 0'
  expect '^start trygghetskarta-check@prov.service: 0'
  expect '^owner trygghetskarta 440 '
  expect '^editions 1$'
  expect '^let through: true$'
  [[ $(grep -c '^refused: ' "$scratch/out/told") == 5 ]] || wrong 'the sandbox lets something through'
  expect '^start trygghetskarta@prov.service: [1-9]'
  expect '^journal: /var/lib/trygghetskarta/utgavor: last successful run .* 11 notes'
  expect 'noteringar.csv'
  expect '^journal: trygghetskarta: alarm for /etc/trygghetskarta/prov.yaml'
  expect '^errors in the journal: [1-9]'
  [[ $failed == 0 ]] && echo "the units ran in a systemd of their own" || { cat "$scratch/out/told"; }
  exit "$failed"
fi
tail -n 3 "$scratch/pid1.log" 2>/dev/null
echo "systemd cannot run here; with bubblewrap:"

# --- the same restrictions by hand ---
command -v bwrap >/dev/null || { echo "neither systemd nor bubblewrap can run here"; exit $((failed ? 1 : 77)); }
mkdir -p "$scratch/var/trygghetskarta"
inside() {
  bwrap --ro-bind / / --dev /dev --proc /proc --tmpfs /tmp --tmpfs /home --tmpfs /root \
    --ro-bind "$scratch" /mnt --bind "$scratch/var" /var/lib --unshare-all --new-session --die-with-parent --cap-drop ALL \
    --setenv PATH "/mnt/i/usr/bin:$PATH" "$@"
}
inside bash -c 'touch /etc/x' 2>/dev/null && wrong 'the sandbox lets something through'
inside /mnt/i/usr/bin/trygghetskarta-nightly /mnt/map/prov.yaml 2>"$scratch/said" || wrong "exit $?: $(<"$scratch/said")"
inside /mnt/i/usr/bin/trygghetskarta status /mnt/map/prov.yaml || wrong "status: exit $?"
cd "$repository" || exit 1
exit "$failed"
