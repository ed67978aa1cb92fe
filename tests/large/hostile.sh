#!/usr/bin/env bash
# seconds: 900
# Hostile sources and surroundings: each row of tests/inputs.tsv, and the tricks below, read by the plain program under
# strace. No connection is tried to a listener or anywhere else, no file is opened but the libraries', the program's and
# those beside the configuration, and no code of others runs: a library that GDAL, PROJ, SQLite or the loader are told
# of by the surroundings leaves a mark when it is loaded.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=$(realpath "${BUILD:-build}") layers=$PWD/layers
for needed in strace sqlite3 cc python3; do command -v $needed >/dev/null || { echo "$needed is not installed"; exit 77; }; done
strace -o /dev/null true 2>/dev/null || { echo "strace is not allowed here"; exit 77; }
scratch=$(mktemp -d) listener='' || exit 1
trap 'kill "$listener" 2>/dev/null; rm -rf "$scratch"' EXIT

# Whom the hostile addresses lead to (port 9 in the table and below): it writes down who came. At the end we do, so that
# its silence until then means something.
python3 - "$scratch/port" "$scratch/heard" <<'PY' &
import os, socket, sys
s = socket.create_server(("127.0.0.1", 0))
with open(sys.argv[1] + ".ny", "w") as f:
    print(s.getsockname()[1], file=f)
os.rename(sys.argv[1] + ".ny", sys.argv[1])
while True:
    c, who = s.accept()
    with open(sys.argv[2], "a") as f:
        print(who, c.recv(100), file=f)
    c.close()
PY
listener=$!
until [[ -e $scratch/port ]]; do kill -0 "$listener" || exit 1; sleep 0.05; done
address=127.0.0.1:$(<"$scratch/port")
mkdir "$scratch/evil" "$scratch/home" "$scratch/in"
printf '#include <fcntl.h>\n__attribute__((constructor)) static void ran(void) { open("%s/ran", O_CREAT | O_WRONLY, 0600); }\nvoid GDALRegisterMe(void) { ran(); }\nint sqlite3_extension_init(void *a, char **b, void *c) { (void)a, (void)b, (void)c; ran(); return 0; }\n' "$scratch" >"$scratch/evil.c"
cc -shared -fPIC -o "$scratch/evil/gdal_evil.so" "$scratch/evil.c" || exit 1
mkdir -p "$scratch/home/.gdal" && printf '[configoptions]\nGDAL_DRIVER_PATH=%s\nOGR_SQLITE_LOAD_EXTENSIONS=%s\n' \
  "$scratch/evil" "$scratch/evil/gdal_evil.so" >"$scratch/home/.gdal/gdalrc"
# What whoever starts the program may have set.
surroundings=(HOME="$scratch/home" GDAL_DRIVER_PATH="$scratch/evil" OGR_DRIVER_PATH="$scratch/evil"
  GDAL_CONFIG_FILE="$scratch/home/.gdal/gdalrc" OGR_SQLITE_LOAD_EXTENSIONS="$scratch/evil/gdal_evil.so"
  GDAL_PYTHON_DRIVER_PATH="$scratch/evil" GDAL_VRT_ENABLE_PYTHON=YES PROJ_NETWORK=ON PROJ_DATA="$scratch/evil"
  PROJ_LIB="$scratch/evil" PROJ_NETWORK_ENDPOINT="http://$address" GDAL_HTTP_PROXY="http://$address"
  http_proxy="http://$address" https_proxy="http://$address" GDAL_DATA="$scratch/evil" CPL_DEBUG=ON
  CPL_LOG="$scratch/log" OGR_SQLITE_PRAGMA=trusted_schema=ON OGR_SQLITE_SYNCHRONOUS=OFF SQLITE_TMPDIR="$scratch/evil"
  GCONV_PATH="$scratch/evil" LOCPATH="$scratch/evil" LOCALDOMAIN=evil TMPDIR="$scratch/evil" CPL_TMPDIR="$scratch/evil"
  SHAPE_RESTORE_SHX=YES OGR_GEOJSON_MAX_OBJ_SIZE=0 XDG_DATA_HOME="$scratch/evil" SHAPE_ENCODING=UTF-7)

# The program in place of the one that the table is read with: in those surroundings, and watched.
cat >"$scratch/watched" <<EOF
#!/usr/bin/env bash
exec env $(printf '%q ' "${surroundings[@]}") strace -f -qq -o "$scratch/trace.\$\$" \
  -e trace=connect,socket,sendto,bind,execve,openat,open,creat,fork,vfork "$build/trygghetskarta" "\$@"
EOF
chmod +x "$scratch/watched"
ours="s/127\.0\.0\.1\(:\| port=\)9/127.0.0.1\1${address#*:}/g"
sed "$ours" tests/inputs.tsv >"$scratch/table"
BUILD=$build ADDRESS=$address PROGRAM=$scratch/watched tests/inputs.sh "$scratch/table" >"$scratch/verdicts" 2>&1 || { tail -n 20 "$scratch/verdicts"; exit 1; }

# More of the same that the table has no place for: what only an address or a path is.
n=0
while IFS='|' read -r driver file; do
  n=$((n + 1))
  printf 'edition: {title: T, crs: EPSG:3011}\nsources:\n  - {name: a, role: districts, driver: %s, file: "%s", key: namn}\n' \
    "$driver" "$(sed "$ours" <<<"$file")" >"$scratch/in/k.yaml"
  "$scratch/watched" check "$scratch/in/k.yaml" --layers "$layers" >"$scratch/said" 2>&1
  code=$?
  [[ $code == @(2|65|66) ]] || { echo "$driver $file: exit $code: $(tail -n 1 "$scratch/said")"; exit 1; }
done <<'EOF'
GeoJSON|http://127.0.0.1:9/a.geojson
GeoJSON|GeoJSON:http://127.0.0.1:9/a.geojson
GeoJSON|/vsicurl/http://127.0.0.1:9/a.geojson
GeoJSON|/vsicurl_streaming/http://127.0.0.1:9/a.geojson
GeoJSON|/vsizip//vsicurl/http://127.0.0.1:9/a.zip
GeoJSON|/vsis3/bucket/a.geojson
GeoJSON|/vsigs/bucket/a.geojson
GeoJSON|/vsiaz/bucket/a.geojson
GeoJSON|/vsistdin/
GeoJSON|/vsisubfile/0_10,/etc/passwd
GeoJSON|/vsimem/a.geojson
GeoJSON|ESRIJSON:http://127.0.0.1:9/a
GeoJSON|TopoJSON:/etc/passwd
GeoJSON|WFS:http://127.0.0.1:9/wfs
GeoJSON|<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>
GeoJSON|{'type':'FeatureCollection','features':[]}
GeoJSON|/proc/self/environ
GeoJSON|/dev/zero
GPKG|GPKG:/etc/passwd:a
GPKG|file:/etc/passwd?mode=rwc
GPKG|:memory:
GPKG|/dev/null
CSV|CSV:/etc/passwd
CSV|/vsizip/a.zip/a.csv
XLSX|/vsizip//vsicurl/http://127.0.0.1:9/a.xlsx
ESRI Shapefile|/vsicurl/http://127.0.0.1:9/a.shp
PostgreSQL|PG:host=127.0.0.1 port=9
EOF

# What was seen. Opened may be: what the loader and the libraries own, layers/, the test's own directories, /dev/shm.
failed=0
traces=$(find "$scratch" -maxdepth 1 -name 'trace.*' | wc -l)
[[ $traces -gt 200 ]] || { echo "only $traces runs were watched"; failed=1; }
if grep -h 'connect(\|sendto(\|bind(\|AF_INET' "$scratch"/trace.* | head -n 5 | grep .; then echo "connections were tried"; failed=1; fi
if grep -h 'execve(\|fork(' "$scratch"/trace.* | grep -v "\"$build/trygghetskarta\"" | head -n 5 | grep .; then echo "programs were started"; failed=1; fi
opened=$(grep -h 'open\(at\)\?(.*) = [0-9]' "$scratch"/trace.* | grep -o '"[^"]*"' | tr -d '"' | sort -u |
  grep -v "^/lib\|^/usr/lib\|^/usr/share/\(proj\|gdal\|zoneinfo\|locale\)\|^/etc/\(ld.so\|localtime\|ssl\|gnutls\|nsswitch\|odbc\)\|^/proc/\(self\|sys\|cpuinfo\|meminfo\|[0-9]\)\|^/sys/\|^/dev/\(null\|urandom\|shm\)\|^$layers\|^$build\|^/tmp$\|^/tmp/trygghetskarta-[A-Za-z0-9]*\(/.bygge-\|$\)" |
  grep -v "^[^/]\|^$(dirname "$scratch")/tmp\.[A-Za-z0-9]*/")
if [[ $opened ]]; then printf 'opened outside:\n%s\n' "$opened"; failed=1; fi
grep -h 'open\(at\)\?(.*) = [0-9]' "$scratch"/trace.* | grep -F "$scratch/evil" | head -n 3 | grep . && { echo "the surroundings steered it"; failed=1; }
[[ ! -e $scratch/heard ]] || { echo "somebody came: $(head -n 3 "$scratch/heard")"; failed=1; }
exec 9<>"/dev/tcp/${address/://}" && echo prov >&9 && read -r _ <&9
[[ -s $scratch/heard ]] || { echo "the listener does not hear"; failed=1; }
[[ ! -e $scratch/ran && ! -e $scratch/log ]] || { echo "code of others ran"; failed=1; }
[[ $failed == 0 ]] && echo "$traces runs, of these $n of addresses and paths: no connection, no other file, no other code"
exit "$failed"
