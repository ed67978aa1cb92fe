-- A relapse is a note made after the last mending before it, within the days of the configuration; or one that a
-- follow-up found to remain. What is told of a place besides its counts is looked up last, for the few that recur.
WITH
s AS MATERIALIZED (
    SELECT forsta, id
    FROM samla('SELECT punkt_id, ST_X(geom), ST_Y(geom), kategori, NULL, NULL
                FROM brister WHERE statusgrupp <> ''dubblett''',
               (SELECT aterkommer_m FROM korning), 2)
    ORDER BY id -- the index that SQLite makes of them is then written from one end
),
-- A place with a single note is of no interest unless that one remained.
p1 AS MATERIALIZED (
    SELECT forsta, id FROM s
    UNION ALL
    SELECT punkt_id, punkt_id FROM brister
    WHERE status = 'kvarstar' AND geom IS NOT NULL AND punkt_id NOT IN (SELECT id FROM s)
),
n AS (
    SELECT s.forsta, s.id, iif(s.id = s.forsta, n.fid, NULL) AS forsta_fid, n.statusgrupp = 'oppen' AS oppen, n.datum,
           n.atgardad_datum, n.status = 'kvarstar' AS kvar
    FROM noteringar n CROSS JOIN p1 s ON s.id = n.punkt_id
),
t AS MATERIALIZED (
    SELECT forsta, forsta_fid, oppen, datum, kvar, substr(datum, 1, 4) AS aret,
           julianday(datum) - julianday(max(atgardad_datum) OVER (
               PARTITION BY forsta ORDER BY datum, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS efter
    FROM n
),
p AS MATERIALIZED (
    SELECT forsta, max(forsta_fid) AS fid, count(*) AS n, count(DISTINCT aret) AS n_ar,
           sum(kvar OR coalesce(efter BETWEEN 1 AND (SELECT aterkommer_dagar FROM korning), 0)) AS n_aterfall,
           CAST(min(CASE WHEN efter BETWEEN 1 AND (SELECT aterkommer_dagar FROM korning) THEN efter END)
                AS INTEGER) AS aterfall_dagar,
           sum(oppen) AS n_oppna, min(datum) AS aldst, max(datum) AS senaste
    FROM t GROUP BY forsta HAVING n_ar >= 3 OR n_aterfall > 0
),
aren AS MATERIALIZED (
    SELECT forsta, group_concat(aret, ', ') AS aren
    FROM (SELECT DISTINCT forsta, aret FROM t WHERE forsta IN (SELECT forsta FROM p) ORDER BY 1, 2) GROUP BY forsta
)
SELECT n.geom, p.forsta AS plats_id, n.kategori, n.kategorigrupp, n.ansvarig, n.ansvariggrupp, n.stadsdel,
       n.stadsdelsomrade, p.n, p.n_ar, a.aren, p.n_aterfall, p.aterfall_dagar, p.n_oppna,
       p.aldst AS forsta, p.senaste
FROM p JOIN aren a USING (forsta) CROSS JOIN noteringar n ON n.fid = p.fid
