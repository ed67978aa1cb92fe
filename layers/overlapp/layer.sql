-- A row for each piece: an area in a district, or outside them all. NULL where the district is not
-- known to have been walked and the piece has no notes.
WITH a AS MATERIALIZED (SELECT omrade, stadsdel, n, n_brist, n_oppna FROM antal('omrade,stadsdel')),
k AS (
    SELECT b.*, o.namn, o.sort, o.area_m2 AS hela_m2, s.area_m2 AS stadsdel_m2,
           CASE WHEN s.vandrad = 1 THEN 0 END AS noll
    FROM indata_overlapp b JOIN indata_omraden o USING (omrade_id)
    LEFT JOIN indata_stadsdelar s USING (stadsdel)
)
SELECT k.geom, k.omrade_id, k.stadsdel, k.namn, k.sort, coalesce(t.namn, k.sort) AS sort_namn,
       coalesce(a.n, k.noll) AS n, coalesce(a.n_brist, k.noll) AS n_brist,
       coalesce(a.n_oppna, k.noll) AS n_oppna, k.area_m2,
       k.area_m2 / nullif(k.hela_m2, 0) AS andel_av_omrade,
       k.area_m2 / nullif(k.stadsdel_m2, 0) AS andel_av_stadsdel
FROM k LEFT JOIN a ON a.omrade = k.omrade_id AND a.stadsdel = k.stadsdel
LEFT JOIN kod_omradessort t ON t.kod = k.sort
