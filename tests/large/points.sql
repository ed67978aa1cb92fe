-- The district of each note in the edition's file against PostGIS's lowest district that holds it.
-- Given: ed_noteringar(punkt_id, stadsdel, i_glapp, geom) and ed_stadsdelar(stadsdel, geom) as the file has them.
-- Not ST_Intersects, which judges points by arithmetic of its own: NOT ST_Disjoint asks GEOS, whose answer is exact.
CREATE TEMP TABLE held AS
SELECT n.punkt_id, min(d.stadsdel COLLATE "C") AS lowest, count(*) AS n
FROM ed_noteringar n JOIN ed_stadsdelar d ON n.geom && d.geom AND NOT ST_Disjoint(n.geom, d.geom)
GROUP BY n.punkt_id;
CREATE INDEX ON held (punkt_id);
ANALYZE held;

SELECT 'district', n.punkt_id, n.stadsdel, h.lowest, h.n, ST_AsText(n.geom, 17)
FROM ed_noteringar n LEFT JOIN held h USING (punkt_id)
WHERE NOT n.i_glapp AND n.geom IS NOT NULL AND n.stadsdel <> coalesce(h.lowest, 'utanför') LIMIT 20;
SELECT 'no position', punkt_id, stadsdel FROM ed_noteringar
WHERE (geom IS NULL) <> (stadsdel = 'okänt läge') LIMIT 20;
-- A note in a gap is held by none, and belongs to the nearest within gap_tolerance_m; of two as near, to a
-- hundredth of a millimetre, the lowest.
SELECT 'gap', n.punkt_id, n.stadsdel, h.lowest, d.stadsdel, d.at,
       (SELECT ST_Distance(s.geom, n.geom) FROM ed_stadsdelar s WHERE s.stadsdel = n.stadsdel), ST_AsText(n.geom, 17)
FROM ed_noteringar n LEFT JOIN held h USING (punkt_id)
CROSS JOIN LATERAL (
    SELECT min(stadsdel COLLATE "C") FILTER (WHERE at <= least_at + 1e-5) AS stadsdel, min(at) AS at
    FROM (SELECT s.stadsdel, ST_Distance(s.geom, n.geom) AS at, min(ST_Distance(s.geom, n.geom)) OVER () AS least_at
          FROM ed_stadsdelar s) s) d
WHERE n.i_glapp AND (h.lowest IS NOT NULL OR d.stadsdel <> n.stadsdel OR d.at > 5) LIMIT 20;

\echo compared: :name
SELECT count(*) AS notes, count(h.n) AS in_districts, count(*) FILTER (WHERE h.n > 1) AS in_several,
       count(*) FILTER (WHERE i_glapp) AS in_gaps, count(*) FILTER (WHERE geom IS NULL) AS without_position
FROM ed_noteringar LEFT JOIN held h USING (punkt_id);
