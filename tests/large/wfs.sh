#!/usr/bin/env bash
# seconds: 300
# A WFS as a source: MapServer on the loopback of a network of its own, and a server that answers half, late, or with lies.
set -u
cd "$(dirname "$0")/../.." || exit 1
mapserv=$(PATH=$PATH:/usr/lib/cgi-bin type -P mapserv) || { echo "MapServer is not installed: scripts/install-packages all"; exit 77; }
[[ -x ${BUILD:-build}/trygghetskarta ]] || { echo "${BUILD:-build}/trygghetskarta is not built"; exit 77; }
if [[ ${1:-} != inside ]]; then
  [[ $EUID == 0 ]] && unshare -n true 2>/dev/null || { echo "no network of its own can be made here: not root"; exit 77; }
  exec setsid -w unshare -n -p -f --kill-child "$0" inside
fi
ip link set lo up || exit 1
program=$PWD/${BUILD:-build}/trygghetskarta layers=$PWD/layers cases=$PWD/tests/cases/rutnat
scratch=$(mktemp -d /tmp/wfs.XXXXXX)
trap 'kill $(jobs -p) 2>/dev/null; chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
chmod 755 "$scratch"
cd "$scratch" && touch begun && cp "$cases"/*.csv . && mkdir cgi-bin && ln -s "$mapserv" cgi-bin/mapserv || exit 1
failed=0
wrong() { failed=1 && echo "$*: $(grep -v 'field\|column' said | tail -n 3)"; }

/usr/bin/python3 - <<'PY'
import json
features = [{"type": "Feature", "properties": {"punkt_id": f"w{i}", "datum": "2026-05-01", "kategori": "belysning", "status": "ny"},
             "geometry": {"type": "Point", "coordinates": [150010 + i, 6580010]}} for i in range(60)]
json.dump({"type": "FeatureCollection", "features": features}, open("punkter.geojson", "w"))
PY
cat >karta.map <<'MAPFILE'
MAP
  NAME "karta"
  EXTENT 150000 6580000 153000 6583000
  PROJECTION "init=epsg:3011" END
  OUTPUTFORMAT
    NAME "geojson" DRIVER "OGR/GEOJSON" MIMETYPE "application/json" FORMATOPTION "STORAGE=stream" FORMATOPTION "FORM=SIMPLE"
    FORMATOPTION "LCO:WRITE_BBOX=NO"
  END
  WEB METADATA
    "wfs_title" "karta" "wfs_onlineresource" "http://127.0.0.1:8080/cgi-bin/mapserv?" "wfs_srs" "EPSG:3011 EPSG:4326"
    "wfs_enable_request" "*" "wfs_getfeature_formatlist" "geojson"
  END END
  LAYER
    NAME "punkter" TYPE POINT STATUS ON
    CONNECTIONTYPE OGR CONNECTION "punkter.geojson"
    PROJECTION "init=epsg:3011" END
    METADATA "wfs_title" "punkter" "gml_include_items" "all" "gml_featureid" "punkt_id" "wfs_getfeature_formatlist" "geojson" END
  END
END
MAPFILE
printf 'CONFIG\n  ENV\n    MS_MAP_PATTERN "."\n  END\nEND\n' >mapserver.conf
MAPSERVER_CONFIG_FILE=$scratch/mapserver.conf MS_MAPFILE=$scratch/karta.map /usr/bin/python3 - >server.log 2>&1 <<'PY' &
import http.server
http.server.CGIHTTPRequestHandler.have_fork = True
http.server.ThreadingHTTPServer(("127.0.0.1", 8080), http.server.CGIHTTPRequestHandler).serve_forever()
PY
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -addext subjectAltName=IP:127.0.0.1 -days 2 -keyout key.pem -out cert.pem 2>/dev/null ||
  wrong 'no certificate can be made'
# A server that lies: the first word of the path says how.
/usr/bin/python3 - >liar.log 2>&1 <<'PY' &
import http.server, ssl, threading, time
whole = open("punkter.geojson", "rb").read()
class Liar(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        how = self.path.split("?")[0].strip("/")
        body = whole
        if how == "known" and not self.path.endswith("&token=a%2Bb%26c%3D&kund=7"):
            self.send_error(403)
            return
        if "RESULTTYPE=hits" in self.path:
            body = b'<wfs:FeatureCollection numberMatched="%d" numberReturned="0"/>' % (70 if how == "limit" else 60)
            if how.startswith("mute"):
                body = b'<ows:ExceptionReport/>' if how == "mute" else b'<wfs:FeatureCollection numberMatched="unknown"/>'
        elif how == "mute-matched":
            body = whole.rstrip()[:-1] + b', "numberMatched": 600, "numberReturned": 60}'
        elif how == "mute-total":
            body = b'{"totalFeatures": 600, ' + whole.lstrip()[1:]
        elif how == "mute-whole":
            body = whole.rstrip()[:-1] + b', "numberMatched": 60, "totalFeatures": "unknown", "numberReturned": 60}'
        elif how == "drip":
            self.send_response(200)
            self.end_headers()
            self.wfile.write(whole[:len(whole) // 2])
            self.wfile.flush()
            time.sleep(2.5)
            return
        elif how == "half":
            body = whole[:len(whole) // 2]
        elif how == "late":
            time.sleep(10)
        elif how == "xml":
            body = b"<ows:ExceptionReport>nej</ows:ExceptionReport>"
        elif how == "empty":
            body = b""
        elif how == "error":
            self.send_error(500)
            return
        if how == "elsewhere":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:8081/whole-by-detour?" + self.path.split("?")[1])
            self.end_headers()
            return
        self.send_response(200)
        if how == "cut" and body is whole:
            self.send_header("Content-Length", str(2 * len(body)))
        self.end_headers()
        self.wfile.write(body)
safe = http.server.ThreadingHTTPServer(("127.0.0.1", 8443), Liar)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("cert.pem", "key.pem")
safe.socket = context.wrap_socket(safe.socket, server_side=True)
threading.Thread(target=safe.serve_forever, daemon=True).start()
http.server.ThreadingHTTPServer(("127.0.0.1", 8081), Liar).serve_forever()
PY
for _ in $(seq 50); do
  (exec 3<>/dev/tcp/127.0.0.1/8080) 2>/dev/null && (exec 3<>/dev/tcp/127.0.0.1/8081) 2>/dev/null && break
  sleep 0.2
done

# karta URL [LAYER]: the map whose notes come from there.
karta() {
  sed '/name: noteringar/d' "$cases/karta.yaml"
  echo "  - {name: noteringar, role: notes, driver: WFS, url: \"$1\", layer: ${2:-punkter}, crs: \"EPSG:3011\", timeout_s: 3${3:-}}"
}
run() { timeout 60 "$program" build -q karta.yaml --layers "$layers" >said 2>&1; }
mapserver='http://127.0.0.1:8080/cgi-bin/mapserv'
karta "$mapserver" punkter ', output_format: geojson' >karta.yaml
run || wrong "MapServer: exit $?"
! grep -q "another than the file" said || wrong "warns of the CRS that was asked for"
[[ $(sqlite3 utgavor/aktuell/lagesbild.gpkg "SELECT count(*) FROM noteringar WHERE stadsdel LIKE 'alby'") == 60 ]] ||
  wrong 'not 60 notes in ALBY from MapServer'
grep -q 'wfs.geojson' utgavor/aktuell/korning.json || wrong 'the manifest does not tell what was fetched'
first=$(ls -d utgavor/2*)
sleep 1
run || wrong "MapServer again: exit $?"
[[ $(ls -d utgavor/2*) == "$first" ]] || wrong 'the same again was published'

# refused CODE WORDS URL [LAYER]: and what is published stands.
refused() {
  karta "$3" "${4:-punkter}" "${5:-}" >karta.yaml
  run
  code=$?
  [[ $code == "$1" ]] || wrong "$3: exit $code instead of $1"
  grep -qF -- "$2" said || wrong "$3: does not say '$2'"
  [[ $(ls -d utgavor/2*) == "$first" ]] || wrong "$3: something was published"
}
refused 65 'answers' "$mapserver" finns_inte ', output_format: geojson'
refused 65 'wfs.geojson' http://127.0.0.1:8081/half
refused 66 'nothing was read' http://127.0.0.1:8081/cut
refused 66 'timeout_s is 3' http://127.0.0.1:8081/late
refused 65 'answers XML' http://127.0.0.1:8081/xml
refused 65 'answers nothing' http://127.0.0.1:8081/empty
refused 66 'answers HTTP 500; nothing was read' http://127.0.0.1:8081/error
refused 66 'answers HTTP 302 and sends us elsewhere' http://127.0.0.1:8081/elsewhere
! grep -q detour liar.log || wrong 'a redirection was followed'
refused 66 'nothing was read' http://127.0.0.1:1/nobody
refused 65 'the server says it has 70 features, and gave 60' http://127.0.0.1:8081/limit
refused 66 'nothing was read' http://127.0.0.1:8081/whole punkter ', proxy: "http://127.0.0.1:1"'
refused 66 'nothing was read' https://127.0.0.1:8081/whole
refused 2 'holds no user and no password' http://me:secret@127.0.0.1:8081/whole
refused 2 "begins with https:// or http://" file:///etc/passwd
refused 65 'the server says it has 600 features, and gave 60' http://127.0.0.1:8081/mute-matched
refused 65 'the server says it has 600 features, and gave 60' http://127.0.0.1:8081/mute-total
# a key comes from a file that is not everybody's, and is shown nowhere
refused 2 'holds no key and no password' 'https://127.0.0.1:8443/known?token=a'
trusted=', certificates: cert.pem'
refused 66 'answers HTTP 403' https://127.0.0.1:8443/known punkter "$trusted"
refused 66 'no.txt' https://127.0.0.1:8443/known punkter "$trusted, secret: no.txt"
printf 'token=a+b&c= \r\n\tkund=7\n' >hemlig && chmod 644 hemlig
refused 2 'anybody on this computer can open it' https://127.0.0.1:8443/known punkter "$trusted, secret: hemlig"
for bad in '' 'a+b&c' 'token=' '=a+b&c' 'to ken=a+b&c'; do
  (umask 077 && printf '%s\n' "$bad" >illa)
  refused 2 'NAME=VALUE' https://127.0.0.1:8443/known punkter "$trusted, secret: illa"
  [[ -z $bad ]] || ! grep -qF 'a+b' said || wrong "a bad line is shown: $bad"
done
chmod 640 hemlig
karta https://127.0.0.1:8443/known punkter "$trusted, secret: hemlig" >karta.yaml
run || wrong "a server that wants a key: exit $?"
first=$(ls -d utgavor/2*)
printf 'nytt=1\ntoken=a+b&c=\nkund=7\n' >hemlig
sleep 1
run || wrong "with one word more: exit $?"
[[ $(ls -d utgavor/2*) == "$first" ]] || wrong 'another key makes another edition'
! grep -qF 'a+b' said utgavor/*/korning.json || wrong 'the key is shown'
# who says nothing is warned of, and whose answer says all is not
karta http://127.0.0.1:8081/mute >karta.yaml
run || wrong "a server without a number: exit $?"
grep -q 'the server does not say how many features it has' said || wrong 'no warning of a server without a number'
karta http://127.0.0.1:8081/mute-whole >karta.yaml
run || wrong "an answer that tells its number: exit $?"
! grep -q 'does not say how many' said || wrong 'warns of a server whose answer tells the number'
# killed while it fetches: the next run sweeps what had come
karta http://127.0.0.1:8081/drip >karta.yaml
"$program" build -q karta.yaml --layers "$layers" >said 2>&1 &
killed=$!
for _ in $(seq 40); do
  [[ -s $(echo utgavor/.bygge-*/wfs-*/wfs.geojson) ]] && break
  sleep 0.05
done
kill -9 "$killed"
wait "$killed" 2>/dev/null
[[ -e $(echo utgavor/.bygge-*/wfs-*/wfs.geojson) ]] || wrong 'was not killed while it fetched'
karta http://127.0.0.1:8081/whole >karta.yaml
run || wrong "after a kill: exit $?"
[[ -z $(find utgavor /tmp/trygghetskarta-* -name wfs.geojson -newer begun 2>/dev/null) ]] || wrong 'what a killed run fetched was left behind'
[[ $(ls utgavor/aktuell) == $'korning.json\nlagesbild.gpkg' ]] || wrong "more than an edition is published: $(ls utgavor/aktuell)"
# nobody's environment chooses a proxy
karta http://127.0.0.1:8081/whole >karta.yaml
http_proxy=http://127.0.0.1:1 GDAL_HTTP_PROXY=http://127.0.0.1:1 run || wrong "a proxy of the environment is used: exit $?"
karta http://127.0.0.1:8080/whole punkter ', proxy: "http://127.0.0.1:8081"' >karta.yaml
run || true
grep -q '8080/whole\|GET http' liar.log || wrong 'the configured proxy is not asked'
[[ -z $(find utgavor /tmp/trygghetskarta-* -name wfs.geojson -newer begun 2>/dev/null) ]] || wrong 'what was fetched was left behind'
exit "$failed"
