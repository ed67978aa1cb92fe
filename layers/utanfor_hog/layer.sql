-- Only stadsdelar that somebody walked, where that is known: chance reports are no level.
-- Nor is what only a heap on one position makes high: a form's default lies where it happens to lie (n_samma_lage).
-- 2 000 draws: the share outside the ranks' limits has a Monte Carlo error of 0.35 percentage points.
WITH
s AS MATERIALIZED (
    SELECT s.stadsdel, s.stadsdelsomrade, s.n_brist, max(s.n_brist - s.n_samma_lage, 0) AS n_spridda, i.inne_m2 >= i.area_m2 / 2 AS inne, i.land_m2, i.area_m2,
           CASE WHEN i.vandrad_m >= 2000 OR (i.vandrad_m > 0 AND i.n_vandringar >= 2) THEN i.vandrad_m END AS vandrad_m,
           (SELECT count(land_m2) = count(*) FROM indata_stadsdelar WHERE vandrad IS NOT 0) AS har_land
    FROM stadsdelar s JOIN indata_stadsdelar i USING (stadsdel)
    WHERE s.n_brist IS NOT NULL AND i.vandrad IS NOT 0
),
m AS MATERIALIZED (
    SELECT stadsdel, stadsdelsomrade, n_brist, n_spridda, inne, 'km² land' AS namnare, land_m2 / 1e6 AS matt
    FROM s WHERE har_land AND land_m2 > 0
    UNION ALL
    SELECT stadsdel, stadsdelsomrade, n_brist, n_spridda, inne, 'km² (hela ytan)', area_m2 / 1e6 FROM s WHERE NOT har_land
    UNION ALL
    SELECT stadsdel, stadsdelsomrade, n_brist, n_spridda, inne, 'km vandrad', vandrad_m / 1e3 FROM s WHERE vandrad_m > 0
),
b AS MATERIALIZED (
    SELECT namnare, eb_mean(n_brist, matt) AS medel, eb_variance(n_brist, matt) AS varians FROM m GROUP BY namnare
),
ordnade AS (
    SELECT namnare, n_brist / matt AS per_matt, row_number() OVER w AS plats, count(*) OVER (PARTITION BY namnare) AS antal
    FROM m WHERE inne WINDOW w AS (PARTITION BY namnare ORDER BY n_brist / matt, stadsdel)
),
median AS MATERIALIZED (
    SELECT namnare, avg(per_matt) AS median, max(antal) AS antal
    FROM ordnade WHERE plats IN ((antal + 1) / 2, (antal + 2) / 2) GROUP BY namnare
),
rang AS MATERIALIZED (
    SELECT 'km² land' AS namnare, * FROM rank_interval(
        'SELECT stadsdel, n_brist, land_m2 FROM stadsdelar WHERE vandrad IS NOT 0', 2000, 1)
    UNION ALL
    SELECT 'km² (hela ytan)', * FROM rank_interval(
        'SELECT stadsdel, n_brist, area_m2 FROM stadsdelar WHERE vandrad IS NOT 0', 2000, 1)
    UNION ALL
    SELECT 'km vandrad', * FROM rank_interval(
        'SELECT stadsdel, n_brist, CASE WHEN vandrad_m >= 2000 OR n_vandringar >= 2 THEN vandrad_m END
         FROM stadsdelar WHERE vandrad IS NOT 0', 2000, 1)
)
SELECT m.stadsdel, m.stadsdelsomrade, m.namnare, m.n_brist, m.matt, m.n_brist / m.matt AS per_matt,
       poisson_low(m.n_brist) / m.matt AS per_matt_lag, poisson_high(m.n_brist) / m.matt AS per_matt_hog,
       eb_rate(m.n_brist, m.matt, b.medel, b.varians) AS per_matt_utjamnad,
       d.median AS median_inne, d.antal AS n_inne_stadsdelar, r.rang, r.rang_lag, r.rang_hog,
       m.n_brist < 20 AS osaker
FROM m JOIN median d USING (namnare) JOIN b USING (namnare)
LEFT JOIN rang r ON r.namnare = m.namnare AND r.id = m.stadsdel
WHERE NOT m.inne AND poisson_low(m.n_spridda) / m.matt > d.median
