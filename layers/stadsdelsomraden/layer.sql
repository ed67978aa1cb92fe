-- A row for each stadsdelsområde. `noll` is as in stadsdelar.
WITH
-- From a shorter walk than this no rate per kilometre is told: it would say what one note says.
krav AS MATERIALIZED (SELECT vandrad_minst_m AS vandrad_m FROM korning),
a AS MATERIALIZED (SELECT * FROM antal('stadsdelsomrade')),
i AS MATERIALIZED (SELECT stadsdelsomrade, n FROM antal('stadsdelsomrade,inne') WHERE inne = 1),
-- The stadsdelar that belong here and are walked: their faults, and what these are divided by. No row where nothing is known of walks.
v AS MATERIALIZED (
    SELECT s.stadsdelsomrade, sum(s.vandrad = 1) AS n_vandrade, coalesce(sum(d.n_brist) FILTER (WHERE s.vandrad = 1), 0) AS n_brist,
           sum(s.area_m2) FILTER (WHERE s.vandrad = 1) AS area_m2,
           iif(sum(s.vandrad = 1 AND s.land_m2 IS NULL) = 0, sum(s.land_m2) FILTER (WHERE s.vandrad = 1), NULL) AS land_m2,
           iif(sum(s.vandrad = 1 AND s.invanare IS NULL) = 0, sum(s.invanare) FILTER (WHERE s.vandrad = 1), NULL) AS invanare
    FROM indata_stadsdelar s LEFT JOIN antal('stadsdel') d USING (stadsdel)
    WHERE s.vandrad IS NOT NULL GROUP BY s.stadsdelsomrade
),
k AS (
    SELECT s.*, CASE WHEN coalesce(s.vandrad, 0) = 0 AND a.n IS NULL THEN NULL ELSE 0 END AS noll
    FROM indata_stadsdelsomraden s LEFT JOIN a USING (stadsdelsomrade)
),
f AS (
    SELECT k.stadsdelsomrade,
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
           CASE WHEN k.inne_m2 IS NOT NULL THEN coalesce(i.n, k.noll) END AS n_inne,
           a.forsta, a.senaste
    FROM k LEFT JOIN a USING (stadsdelsomrade) LEFT JOIN i USING (stadsdelsomrade)
),
-- The faults that its metres of route can be held against: those in the stadsdelar that a known route goes through.
w AS (
    SELECT a.stadsdelsomrade, sum(a.n_brist) AS n_brist
    FROM antal('stadsdelsomrade,stadsdel') a JOIN indata_stadsdelar s ON s.stadsdel = a.stadsdel
    WHERE s.vandrad_m > 0 GROUP BY a.stadsdelsomrade
),
-- What is a level among inhabitants: of those who live where somebody walked, or of all where nothing is known of walks.
niva AS (
    SELECT f.stadsdelsomrade, iif(v.n_vandrade IS NULL, f.n_brist, v.n_brist) AS n_brist,
           CASE WHEN k.invanare IS NOT NULL THEN iif(v.n_vandrade IS NULL, k.invanare, v.invanare) END AS invanare
    FROM f JOIN k USING (stadsdelsomrade) LEFT JOIN v USING (stadsdelsomrade)
)
SELECT k.geom, k.n_stadsdelar, v.n_vandrade, k.vandrad, f.*,
       poisson_low(f.n_brist) AS n_lag,
       poisson_high(f.n_brist) AS n_hog,
       f.n_brist < 20 AS osaker,
       CASE WHEN f.n >= 10 THEN 1.0 * f.n_inne / f.n END AS andel_inne,
       f.n_brist * 1e6 / k.area_m2 AS per_km2,
       poisson_low(f.n_brist) * 1e6 / k.area_m2 AS per_km2_lag,
       poisson_high(f.n_brist) * 1e6 / k.area_m2 AS per_km2_hog,
       CASE WHEN k.land_m2 > 0 THEN f.n_brist * 1e6 / k.land_m2 END AS per_km2_land,
       CASE WHEN k.land_m2 > 0 THEN poisson_low(f.n_brist) * 1e6 / k.land_m2 END AS per_km2_land_lag,
       CASE WHEN k.land_m2 > 0 THEN poisson_high(f.n_brist) * 1e6 / k.land_m2 END AS per_km2_land_hog,
       v.n_brist * 1e6 / v.area_m2 AS per_km2_vandrat,
       poisson_low(v.n_brist) * 1e6 / v.area_m2 AS per_km2_vandrat_lag,
       poisson_high(v.n_brist) * 1e6 / v.area_m2 AS per_km2_vandrat_hog,
       CASE WHEN v.land_m2 > 0 THEN v.n_brist * 1e6 / v.land_m2 END AS per_km2_vandrat_land,
       CASE WHEN v.land_m2 > 0 THEN poisson_low(v.n_brist) * 1e6 / v.land_m2 END AS per_km2_vandrat_land_lag,
       CASE WHEN v.land_m2 > 0 THEN poisson_high(v.n_brist) * 1e6 / v.land_m2 END AS per_km2_vandrat_land_hog,
       CASE WHEN k.vandrad_m >= krav.vandrad_m THEN coalesce(w.n_brist, 0) * 1e3 / k.vandrad_m END AS per_km_vandrad,
       CASE WHEN k.vandrad_m >= krav.vandrad_m THEN poisson_low(coalesce(w.n_brist, 0)) * 1e3 / k.vandrad_m END AS per_km_vandrad_lag,
       CASE WHEN k.vandrad_m >= krav.vandrad_m THEN poisson_high(coalesce(w.n_brist, 0)) * 1e3 / k.vandrad_m END AS per_km_vandrad_hog,
       CASE WHEN niva.invanare > 0 THEN niva.n_brist * 1e3 / niva.invanare END AS per_1000_inv,
       CASE WHEN niva.invanare > 0 THEN poisson_low(niva.n_brist) * 1e3 / niva.invanare END AS per_1000_inv_lag,
       CASE WHEN niva.invanare > 0 THEN poisson_high(niva.n_brist) * 1e3 / niva.invanare END AS per_1000_inv_hog,
       k.vandrad_m, k.senast_vandrad, k.invanare, k.area_m2, k.land_m2,
       row_number() OVER (ORDER BY stadsdelsomrade COLLATE svensk) AS ordning
FROM k JOIN f USING (stadsdelsomrade) JOIN niva USING (stadsdelsomrade)
     JOIN krav LEFT JOIN w USING (stadsdelsomrade) LEFT JOIN v USING (stadsdelsomrade)
