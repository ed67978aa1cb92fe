-- Days as whole numbers like 20260131: only their order matters to samla(). What a matter's first note says is looked up
-- last, by its fid.
WITH
s AS MATERIALIZED (
    SELECT forsta, id
    FROM samla('SELECT punkt_id, ST_X(geom), ST_Y(geom), kategori, CAST(replace(datum, ''-'', '''') AS INTEGER),
                       iif(statusgrupp = ''oppen'', NULL,
                           CAST(replace(coalesce(atgardad_datum, datum), ''-'', '''') AS INTEGER))
                FROM brister',
               (SELECT arende_m FROM korning), 2)
    ORDER BY id -- the index that SQLite makes of them is then written from one end
),
n AS MATERIALIZED (
    SELECT s.forsta, s.id = s.forsta AS ar_forsta, n.fid, n.statusgrupp = 'oppen' AS oppen, n.datum,
           ST_X(n.geom) AS x, ST_Y(n.geom) AS y
    FROM noteringar n CROSS JOIN s ON s.id = n.punkt_id
),
f AS MATERIALIZED (SELECT forsta, fid, x, y FROM n WHERE ar_forsta),
a AS (
    SELECT f.forsta AS arende_id, f.fid, count(*) AS n, sum(n.oppen) AS n_oppna, min(n.datum) AS forsta,
           max(n.datum) AS senaste, sqrt(max((n.x - f.x) * (n.x - f.x) + (n.y - f.y) * (n.y - f.y))) AS radie_m
    FROM f JOIN n ON n.forsta = f.forsta GROUP BY f.forsta
)
SELECT n.geom, a.arende_id, n.kategori, n.kategorigrupp, n.ansvarig, n.ansvariggrupp, n.stadsdel, n.stadsdelsomrade,
       a.n, a.n - 1 AS n_bekraftelser, a.n_oppna, iif(a.n_oppna > 0, 'oppen', n.statusgrupp) AS statusgrupp,
       a.forsta, a.senaste, a.radie_m
FROM a CROSS JOIN noteringar n ON n.fid = a.fid
