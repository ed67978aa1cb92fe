#!/usr/bin/env bash
# seconds: 1800
# Areas, lengths and the districts of notes against an independent tool, PostGIS, on the same inputs: overlay.sql on
# the demo and the real Stockholm; points.sql on every note of all cities, and on 100 000 points laid on the borders
# and corners of the real Stockholm. Without the real data ($TRYGGHETSKARTA_DATA) only the demo is compared.
set -u
cd "$(dirname "$0")/../.." || exit 1
[[ ${1:-} == beside ]] || exec tests/support/postgres.sh "$0" beside
build=$(realpath "${BUILD:-build}")
data=$(realpath "${TRYGGHETSKARTA_DATA:-../shared/data}")
export PROGRAM=${PROGRAM:-$build/trygghetskarta} GENERATE=${GENERATE:-$build/trygghetskarta-generate} OPTIONS=-q
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
failed=0

# load FILE TABLE SELECT [OPTION...]: what the SELECT gives, with its geometry in the column geom.
load() {
  local file=$1 table=$2 select=$3
  shift 3
  ogr2ogr -f PostgreSQL PG:service=karta "$file" -nln "$table" -overwrite -lco GEOMETRY_NAME=geom -lco PRECISION=NO \
    -lco SPATIAL_INDEX=GIST -nlt GEOMETRY -dialect OGRSQL -sql "$select" "$@" 2>"$scratch/ogr2ogr" >&2 ||
    { cat "$scratch/ogr2ogr"; echo "$file: not loaded"; exit 1; }
}

load_edition() {
  local layer
  for layer in stadsdelar overlapp planomraden inne_ute; do
    load "$1" "ed_$layer" "SELECT * FROM $layer"
  done
  load "$1" ed_noteringar "SELECT punkt_id, stadsdel, i_glapp FROM noteringar"
}

# compare NAME FILE.sql: each row that the file gives is a difference.
compare() {
  local said
  said=$(psql -q -A -t -F ' | ' -v ON_ERROR_STOP=1 -v name="$1" -f "$2" 2>&1) || { echo "$said"; failed=1; return; }
  sed -n '/^compared: /,$p' <<<"$said"
  said=$(sed '/^compared: /,$d' <<<"$said")
  [[ -z $said ]] || { failed=1; echo "$1 differs from PostGIS:"; head -n 20 <<<"$said"; }
}

load_areas() { # demo and Stockholm have the same invented ones
  load "$1/samband.geojson" raw_lines 'SELECT namn AS omrade_id FROM samband' -a_srs EPSG:3011
  load "$1/planer.geojson" raw_plans 'SELECT plan_id AS omrade_id FROM planer' -a_srs EPSG:3011
  load "$1/rutter.geojson" raw_routes 'SELECT * FROM rutter' -a_srs EPSG:3011
  psql -q -c "SET client_min_messages = warning; DROP TABLE IF EXISTS raw_areas;
    CREATE TABLE raw_areas AS SELECT omrade_id, 'fokus' AS kind, geom FROM raw_focus
    UNION ALL SELECT omrade_id, 'plan', geom FROM raw_plans
    UNION ALL SELECT omrade_id, 'samband', ST_Buffer(geom, 250, 'quad_segs=16') FROM raw_lines"
}

echo "demo"
(BUILD=$scratch && mkdir -p "$BUILD/demo" && cp layers/demo/demo.yaml "$BUILD/demo" &&
  "$GENERATE" districts --facts layers/demo/stadsdelar.csv --crs EPSG:3011 -o "$BUILD/demo" &&
  "$GENERATE" notes --districts "$BUILD/demo/stadsdelar.geojson" --seed 1 --count 2000 --as-of 2026-11-15 \
    -o "$BUILD/demo") >"$scratch/log" 2>&1 &&
  "$PROGRAM" build "$scratch/demo/demo.yaml" -q >>"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
load_edition "$scratch/demo/utgavor/aktuell/lagesbild.gpkg"
load "$scratch/demo/stadsdelar.geojson" raw_districts 'SELECT * FROM stadsdelar' -a_srs EPSG:3011
load "$scratch/demo/land.geojson" raw_land 'SELECT * FROM land' -a_srs EPSG:3011
load "$scratch/demo/fokus.geojson" raw_focus 'SELECT namn AS omrade_id FROM fokus' -a_srs EPSG:3011
load_areas "$scratch/demo"
compare demo tests/large/overlay.sql
compare demo tests/large/points.sql
[[ -d $data ]] || { echo "SKIPPED in part: no real data at $data"; exit "$failed"; }

for city in boston malmo stockholm; do
  echo "$city"
  BUILD=$scratch scripts/real-editions "$city" >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
  load_edition "$scratch/editions/$city/utgavor/aktuell/lagesbild.gpkg"
  compare "$city" tests/large/points.sql
done

city=$data/stockholm
export SHAPE_ENCODING=ISO-8859-1
load "$city/stadsdelar_2021/stadsdelar.shp" raw_districts 'SELECT * FROM stadsdelar'
load "$city/stadsdelar_2021/stadsdelar_utan_vatten.shp" raw_land 'SELECT * FROM stadsdelar_utan_vatten'
load "$city/harledda_omraden.gpkg" raw_focus 'SELECT namn AS omrade_id FROM focus_areas_derived'
load_areas "$scratch/editions/stockholm"
compare stockholm tests/large/overlay.sql

# Each corner, and the middle and other fractions of each edge, of the districts as the edition has them: by doubles'
# arithmetic most lie off the edge by a hair, on one side or the other.
echo "borders"
psql -q -v ON_ERROR_STOP=1 >"$scratch/border.csv" <<'SQL' || exit 1
CREATE TEMP TABLE corners AS
SELECT stadsdel, (p).path[1] AS part, (p).path[2] AS ring, (p).path[3] AS i, ST_X((p).geom) AS x, ST_Y((p).geom) AS y
FROM (SELECT stadsdel, ST_DumpPoints(geom) AS p FROM ed_stadsdelar) d;
CREATE TEMP TABLE edges AS
SELECT DISTINCT CASE WHEN (x, y) < (x2, y2) THEN ARRAY[x, y, x2, y2] ELSE ARRAY[x2, y2, x, y] END AS e
FROM (SELECT x, y, lead(x) OVER w AS x2, lead(y) OVER w AS y2
      FROM corners WINDOW w AS (PARTITION BY stadsdel, part, ring ORDER BY i)) c WHERE x2 IS NOT NULL;
CREATE TABLE laid AS
SELECT row_number() OVER () AS nr, x, y
FROM (SELECT DISTINCT x, y FROM corners
      UNION SELECT e[1] + f * (e[3] - e[1]), e[2] + f * (e[4] - e[2])
      FROM edges, unnest(ARRAY[1.0 / 2, 1.0 / 3, 1.0 / 4, 3.0 / 4, 0.1, 0.9, 1.0 / 7, 6.0 / 7, 0.2, 0.8, 0.6]::float8[]) f) p;
COPY (SELECT 'p' || nr AS punkt_id, '2026-03-10' AS datum, 'belysning' AS kategori, 'ny' AS status, 'vandring' AS kalla,
             x, y FROM laid ORDER BY nr) TO STDOUT (FORMAT csv, HEADER);
SQL
room=$scratch/editions/stockholm
{
  sed -n '/^edition:/,/^sources:/p' "$room/stockholm.yaml"
  sed -n '/- name: stadsdelar/,/aliases:/p' "$room/stockholm.yaml"
  echo '  - {name: granser, role: notes, file: ../../border.csv, driver: CSV, x: x, y: y, crs: EPSG:3011}'
} >"$room/border.yaml"
"$PROGRAM" build "$room/border.yaml" -q -o "$scratch/border.gpkg" >"$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
load "$scratch/border.gpkg" ed_stadsdelar "SELECT * FROM stadsdelar"
load "$scratch/border.gpkg" ed_noteringar "SELECT punkt_id, stadsdel, i_glapp FROM noteringar"
compare borders tests/large/points.sql
lost=$(psql -q -A -t -c "SELECT count(*) FROM laid l LEFT JOIN ed_noteringar n ON n.punkt_id = 'p' || l.nr
  WHERE n.punkt_id IS NULL OR ST_X(n.geom) <> l.x OR ST_Y(n.geom) <> l.y")
laid=$(psql -q -A -t -c 'SELECT count(*) FROM laid')
[[ $lost == 0 ]] || { failed=1; echo "$lost points are not where they were laid"; }
[[ $laid -ge 100000 ]] || { failed=1; echo "only $laid points were laid on the borders"; }
exit "$failed"
