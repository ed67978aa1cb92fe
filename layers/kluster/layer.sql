-- The centre is counted in whole centimetres, so that the order of the notes leaves no trace in it.
WITH
k AS MATERIALIZED (
    SELECT k.kluster, n.*, CAST(round(ST_X(n.geom) * 100) AS INTEGER) AS x_cm,
           CAST(round(ST_Y(n.geom) * 100) AS INTEGER) AS y_cm
    FROM dbscan('SELECT punkt_id, ST_X(geom), ST_Y(geom) FROM noteringar
                  WHERE statusgrupp = ''oppen''
                    AND typ IN (SELECT kod FROM kod_typ WHERE ar_brist = ''1'')',
                 (SELECT kluster_m FROM korning), (SELECT kluster_min FROM korning)) k
    JOIN noteringar n ON n.punkt_id = k.id
),
mitt AS MATERIALIZED (
    SELECT kluster, sum(x_cm) / (count(*) * 100.0) AS x, sum(y_cm) / (count(*) * 100.0) AS y
    FROM k GROUP BY kluster
),
vanligast AS MATERIALIZED (
    SELECT kluster, kategori,
           row_number() OVER (PARTITION BY kluster ORDER BY count(*) DESC, c.ordning) AS plats
    FROM k JOIN kod_kategori c ON c.kod = k.kategori GROUP BY kluster, kategori
),
namn AS MATERIALIZED (
    SELECT kluster, group_concat(stadsdel, '; ') AS stadsdelar
    FROM (SELECT DISTINCT kluster, stadsdel FROM k ORDER BY kluster, stadsdel) GROUP BY kluster
)
SELECT ST_Point(m.x, m.y) AS geom, k.kluster AS kluster_id, count(*) AS n_oppna,
       sum(k.kategorigrupp IS 'skotsel') AS n_skotsel,
       sum(k.kategorigrupp IS 'utformning') AS n_utformning,
       sum(k.kategorigrupp IS 'socialt') AS n_socialt,
       sum(coalesce(k.kategorigrupp, '') NOT IN ('skotsel', 'utformning', 'socialt')) AS n_ovrigt,
       sum(k.forsenad) AS n_forsenade,
       v.kategori AS vanligaste_kategori, namn.stadsdelar,
       sqrt(max((ST_X(k.geom) - m.x) * (ST_X(k.geom) - m.x)
              + (ST_Y(k.geom) - m.y) * (ST_Y(k.geom) - m.y))) AS radie_m,
       min(k.datum) AS forsta, max(k.datum) AS senaste, max(k.alder_dagar) AS alder_hogst_dagar
FROM k JOIN mitt m USING (kluster) JOIN namn USING (kluster)
LEFT JOIN vanligast v ON v.kluster = k.kluster AND v.plats = 1
GROUP BY k.kluster
