-- The centre is counted in whole centimetres, so that the order of the notes leaves no trace in it.
WITH
d AS MATERIALIZED (
    SELECT kluster, id
    FROM dbscan('SELECT punkt_id, ST_X(geom), ST_Y(geom) FROM brister WHERE statusgrupp = ''oppen''',
                (SELECT kluster_m FROM korning), (SELECT kluster_min FROM korning))
),
-- In this order SQLite makes itself an index of the clusters and not one of all notes.
k AS MATERIALIZED (
    SELECT d.kluster, n.stadsdel, n.kategori, n.kategorigrupp, n.forsenad, n.datum, n.alder_dagar,
           ST_X(n.geom) AS x, ST_Y(n.geom) AS y
    FROM noteringar n CROSS JOIN d ON d.id = n.punkt_id
    WHERE n.statusgrupp = 'oppen'
),
m AS (
    SELECT *, sum(CAST(round(x * 100) AS INTEGER)) OVER w / (count(*) OVER w * 100.0) AS mx,
           sum(CAST(round(y * 100) AS INTEGER)) OVER w / (count(*) OVER w * 100.0) AS my
    FROM k WINDOW w AS (PARTITION BY kluster)
),
s AS MATERIALIZED (
    SELECT kluster, max(mx) AS x, max(my) AS y, count(*) AS n_oppna,
           sum(kategorigrupp IS 'skotsel') AS n_skotsel,
           sum(kategorigrupp IS 'utformning') AS n_utformning,
           sum(kategorigrupp IS 'socialt') AS n_socialt,
           sum(coalesce(kategorigrupp, '') NOT IN ('skotsel', 'utformning', 'socialt')) AS n_ovrigt,
           sum(forsenad) AS n_forsenade,
           sqrt(max((x - mx) * (x - mx) + (y - my) * (y - my))) AS radie_m,
           min(datum) AS forsta, max(datum) AS senaste, max(alder_dagar) AS alder_hogst_dagar
    FROM m GROUP BY kluster
),
vanligast AS MATERIALIZED (
    SELECT kluster, kategori
    FROM (SELECT kluster, kategori,
                 row_number() OVER (PARTITION BY kluster ORDER BY n DESC, c.ordning) AS plats
          FROM (SELECT kluster, kategori, count(*) AS n FROM k GROUP BY kluster, kategori)
          JOIN kod_kategori c ON c.kod = kategori)
    WHERE plats = 1
),
namn AS MATERIALIZED (
    SELECT kluster, group_concat(stadsdel, '; ') AS stadsdelar
    FROM (SELECT DISTINCT kluster, stadsdel FROM k ORDER BY kluster, stadsdel) GROUP BY kluster
)
SELECT ST_Point(s.x, s.y) AS geom, s.kluster AS kluster_id, s.n_oppna, s.n_skotsel, s.n_utformning,
       s.n_socialt, s.n_ovrigt, s.n_forsenade, v.kategori AS vanligaste_kategori, namn.stadsdelar,
       s.radie_m, s.forsta, s.senaste, s.alder_hogst_dagar
FROM s JOIN namn USING (kluster) LEFT JOIN vanligast v USING (kluster)
