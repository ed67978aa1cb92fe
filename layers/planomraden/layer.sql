-- A row for each planning area; a note counts in each area it lies in. What has been walked is known
-- of districts, so 0 stands only where one of those it touches was walked. Touched is a district that
-- has a thousandth of the area, or a thousandth of itself in it: less is two borders that were meant to
-- be one.
WITH
a AS MATERIALIZED (SELECT * FROM antal('omrade')),
p AS MATERIALIZED (
    SELECT omrade_id, sum(berors) AS n_stadsdelar,
           sum(CASE WHEN stadsdel = 'utanför' THEN area_m2 ELSE 0.0 END) AS utanfor_m2,
           max(CASE WHEN berors THEN vandrad END) AS vandrad
    FROM (SELECT b.*, s.vandrad,
                 b.stadsdel <> 'utanför' AND
                 (b.area_m2 >= 0.001 * o.area_m2 OR b.area_m2 >= 0.001 * s.area_m2) AS berors
          FROM indata_overlapp b JOIN indata_omraden o USING (omrade_id)
          LEFT JOIN indata_stadsdelar s USING (stadsdel))
    GROUP BY omrade_id
),
k AS (
    SELECT o.*, coalesce(p.n_stadsdelar, 0) AS n_stadsdelar,
           coalesce(p.utanfor_m2, 0.0) AS utanfor_m2,
           CASE WHEN a.n IS NULL AND coalesce(p.vandrad, 0) = 0 THEN NULL ELSE 0 END AS noll
    FROM indata_omraden o LEFT JOIN p USING (omrade_id)
    LEFT JOIN a ON a.omrade = o.omrade_id
),
f AS (
    SELECT k.omrade_id,
           coalesce(a.n, k.noll) AS n,
           coalesce(a.n_brist, k.noll) AS n_brist,
           coalesce(a.n_oppna, k.noll) AS n_oppna,
           coalesce(a.n_stangda, k.noll) AS n_stangda,
           coalesce(a.n_atgardade, k.noll) AS n_atgardade,
           coalesce(a.n_forsenade, k.noll) AS n_forsenade,
           coalesce(a.n_skotsel, k.noll) AS n_skotsel,
           coalesce(a.n_utformning, k.noll) AS n_utformning,
           coalesce(a.n_socialt, k.noll) AS n_socialt,
           coalesce(a.n_ovrigt, k.noll) AS n_ovrigt,
           coalesce(a.n_styrka, k.noll) AS n_styrka,
           coalesce(a.n_forslag, k.noll) AS n_forslag,
           coalesce(a.n_dubblett, k.noll) AS n_dubblett,
           a.forsta, a.senaste
    FROM k LEFT JOIN a ON a.omrade = k.omrade_id
)
SELECT k.geom, k.namn, k.sort, coalesce(s.namn, k.sort) AS sort_namn, k.kalla AS kalla_namn,
       coalesce(t.titel, k.kalla) AS kalla_titel, k.exempel, f.*,
       poisson_low(f.n_brist) AS n_lag,
       poisson_high(f.n_brist) AS n_hog,
       f.n_brist < 20 AS osaker,
       k.n_stadsdelar, k.area_m2, k.utanfor_m2
FROM k JOIN f USING (omrade_id) LEFT JOIN kod_omradessort s ON s.kod = k.sort
     LEFT JOIN indata_konton t ON t.kalla = k.kalla
