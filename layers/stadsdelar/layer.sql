-- A row for each district. Law 5: 0 where nothing was found; NULL (as `noll` is then) where nobody
-- is known to have walked, or nothing is known of walks at all, and no note came in another way.
WITH
-- From a shorter walk than this no rate per kilometre is told: it would say what one note says.
krav AS MATERIALIZED (SELECT vandrad_minst_m AS vandrad_m FROM korning),
a AS MATERIALIZED (SELECT * FROM antal('stadsdel')),
i AS MATERIALIZED (SELECT stadsdel, n FROM antal('stadsdel,inne') WHERE inne = 1),
g AS MATERIALIZED (SELECT stadsdel, count(*) AS n FROM noteringar WHERE gransfall = 1 GROUP BY stadsdel),
-- What samma_lage has told of: many notes of one source on one position, more likely a form's than their own. The notes
-- are gone through once, however many such positions there are; and not at all where there are none.
samma AS MATERIALIZED (SELECT kalla, x, y FROM indata_fynd WHERE regel = 'samma_lage'),
hog AS MATERIALIZED (
    SELECT n.stadsdel, count(*) AS n
    FROM noteringar n CROSS JOIN samma f ON f.kalla = n.kalla_namn AND f.x = ST_X(n.geom) AND f.y = ST_Y(n.geom)
    WHERE n.lage = 'koordinat' AND EXISTS (SELECT 1 FROM samma) GROUP BY n.stadsdel
),
k AS (
    SELECT s.*, CASE WHEN coalesce(s.vandrad, 0) = 0 AND a.n IS NULL THEN NULL ELSE 0 END AS noll
    FROM indata_stadsdelar s LEFT JOIN a USING (stadsdel)
),
spann AS MATERIALIZED (SELECT min(tertial) AS fran, max(tertial) AS till FROM antal('tertial')),
-- The four months that the edition's day lies in, if they are not over with it.
pagar AS MATERIALIZED (
    SELECT CASE WHEN strftime('%m-%d', as_of) NOT IN ('04-30', '08-31', '12-31')
                THEN strftime('%Y', as_of) || '-T' || ((strftime('%m', as_of) + 3) / 4) END AS tertial
    FROM korning
),
slag AS MATERIALIZED (
    SELECT a.stadsdel, diagram_staplar(c.namn, a.n_brist, a.n_oppna) AS svg
    FROM antal('stadsdel,kategori') a JOIN kod_kategori c ON c.kod = a.kategori
    WHERE a.n_brist > 0 GROUP BY a.stadsdel
),
forlopp AS MATERIALIZED (
    SELECT a.stadsdel, diagram_perioder(a.tertial, a.n_brist, a.n_oppna, spann.fran, spann.till,
                            pagar.tertial) AS svg
    FROM antal('stadsdel,tertial') a, spann, pagar
    WHERE a.n_brist > 0 GROUP BY a.stadsdel
),
tomt AS MATERIALIZED (SELECT diagram_staplar('', 0, 0) AS svg WHERE 0),
okant AS MATERIALIZED (SELECT diagram_text('Här är ingen vandring känd.') AS svg),
f AS (
    SELECT k.stadsdel,
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
           coalesce(g.n, k.noll) AS n_gransfall,
           coalesce(hog.n, k.noll) AS n_samma_lage,
           a.forsta, a.senaste
    FROM k LEFT JOIN a USING (stadsdel) LEFT JOIN i USING (stadsdel)
    LEFT JOIN g USING (stadsdel) LEFT JOIN hog USING (stadsdel)
),
-- Where nobody walked the notes came in by chance: they are counted, but they are no level to divide and compare.
niva AS (SELECT f.stadsdel, f.n_brist FROM f JOIN k USING (stadsdel) WHERE k.vandrad IS NOT 0)
SELECT k.geom, k.stadsdelsomrade, k.vandrad, f.*,
       poisson_low(f.n_brist) AS n_lag,
       poisson_high(f.n_brist) AS n_hog,
       f.n_brist < 20 AS osaker,
       CASE WHEN f.n >= 10 THEN 1.0 * f.n_inne / f.n END AS andel_inne,
       niva.n_brist * 1e6 / k.area_m2 AS per_km2,
       poisson_low(niva.n_brist) * 1e6 / k.area_m2 AS per_km2_lag,
       poisson_high(niva.n_brist) * 1e6 / k.area_m2 AS per_km2_hog,
       CASE WHEN k.land_m2 > 0 THEN niva.n_brist * 1e6 / k.land_m2 END AS per_km2_land,
       CASE WHEN k.land_m2 > 0 THEN poisson_low(niva.n_brist) * 1e6 / k.land_m2 END AS per_km2_land_lag,
       CASE WHEN k.land_m2 > 0 THEN poisson_high(niva.n_brist) * 1e6 / k.land_m2 END AS per_km2_land_hog,
       CASE WHEN k.vandrad_m >= krav.vandrad_m THEN f.n_brist * 1e3 / k.vandrad_m END AS per_km_vandrad,
       CASE WHEN k.vandrad_m >= krav.vandrad_m THEN poisson_low(f.n_brist) * 1e3 / k.vandrad_m END AS per_km_vandrad_lag,
       CASE WHEN k.vandrad_m >= krav.vandrad_m THEN poisson_high(f.n_brist) * 1e3 / k.vandrad_m END AS per_km_vandrad_hog,
       CASE WHEN k.invanare > 0 THEN niva.n_brist * 1e3 / k.invanare END AS per_1000_inv,
       CASE WHEN k.invanare > 0 THEN poisson_low(niva.n_brist) * 1e3 / k.invanare END AS per_1000_inv_lag,
       CASE WHEN k.invanare > 0 THEN poisson_high(niva.n_brist) * 1e3 / k.invanare END AS per_1000_inv_hog,
       coalesce(slag.svg, CASE WHEN f.n IS NULL THEN okant.svg ELSE tomt.svg END) AS diagram_kategori,
       coalesce(forlopp.svg, CASE WHEN f.n IS NULL THEN okant.svg ELSE tomt.svg END) AS diagram_tid,
       k.vandrad_m, k.n_vandringar, k.senast_vandrad, k.invanare, k.area_m2, k.land_m2,
       row_number() OVER (ORDER BY stadsdel COLLATE svensk) AS ordning
FROM k JOIN f USING (stadsdel) JOIN tomt JOIN okant JOIN krav
     LEFT JOIN niva USING (stadsdel) LEFT JOIN slag USING (stadsdel) LEFT JOIN forlopp USING (stadsdel)
