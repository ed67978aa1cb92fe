-- Days as whole numbers like 20260131: only their order matters to samla().
WITH
s AS MATERIALIZED (
    SELECT forsta, id
    FROM samla('SELECT punkt_id, ST_X(geom), ST_Y(geom), kategori, CAST(replace(datum, ''-'', '''') AS INTEGER),
                       iif(statusgrupp = ''oppen'', NULL,
                           CAST(replace(coalesce(atgardad_datum, datum), ''-'', '''') AS INTEGER))
                FROM brister',
               (SELECT arende_m FROM korning), 2)
),
n AS MATERIALIZED (
    SELECT s.forsta, s.id = s.forsta AS ar_forsta, n.kategori, n.kategorigrupp, n.ansvarig, n.ansvariggrupp,
           n.stadsdel, n.stadsdelsomrade, n.statusgrupp, n.datum, n.geom
    FROM noteringar n CROSS JOIN s ON s.id = n.punkt_id
),
f AS MATERIALIZED (SELECT * FROM n WHERE ar_forsta)
SELECT f.geom, f.forsta AS arende_id, f.kategori, f.kategorigrupp, f.ansvarig, f.ansvariggrupp, f.stadsdel,
       f.stadsdelsomrade, count(*) AS n, count(*) - 1 AS n_bekraftelser,
       sum(n.statusgrupp = 'oppen') AS n_oppna,
       iif(max(n.statusgrupp = 'oppen'), 'oppen', f.statusgrupp) AS statusgrupp,
       min(n.datum) AS forsta, max(n.datum) AS senaste,
       sqrt(max((ST_X(n.geom) - ST_X(f.geom)) * (ST_X(n.geom) - ST_X(f.geom))
                + (ST_Y(n.geom) - ST_Y(f.geom)) * (ST_Y(n.geom) - ST_Y(f.geom)))) AS radie_m
FROM f JOIN n ON n.forsta = f.forsta
GROUP BY f.forsta
