-- The measures are sums over the districts, but those that nobody walked: their notes came in by chance. Without a
-- source of land the whole area is compared, and the row says so. q is Benjamini and Hochberg's, over the categories
-- within a measure.
WITH
matt AS MATERIALIZED (
    SELECT 'km² land' AS namnare, 1 AS arsvis, sum(inne_land_m2) / 1e6 AS inne,
           sum(land_m2 - inne_land_m2) / 1e6 AS ute
    FROM indata_stadsdelar WHERE vandrad IS NOT 0 HAVING count(inne_land_m2) = count(*) AND count(*) > 0
    UNION ALL
    SELECT 'km² (hela ytan)', 1, sum(inne_m2) / 1e6, sum(area_m2 - inne_m2) / 1e6
    FROM indata_stadsdelar WHERE vandrad IS NOT 0 HAVING count(inne_land_m2) < count(*)
    UNION ALL
    SELECT 'km vandrad', 0, sum(inne_vandrad_m) / 1e3, sum(vandrad_m - inne_vandrad_m) / 1e3
    FROM indata_stadsdelar WHERE vandrad = 1 HAVING count(inne_vandrad_m) = count(*) AND sum(vandrad_m) > 0
),
-- The others have no position or no district, or lie where nobody walked or the measure is 0: they cannot be divided
-- by it.
a AS MATERIALIZED (
    SELECT a.kategori AS urval, CAST(a.ar AS TEXT) AS ar, a.inne, a.n_brist, m.namnare, m.arsvis,
           s.stadsdel IS NULL OR s.vandrad IS 0 OR (m.namnare = 'km vandrad' AND s.vandrad_m = 0) AS ovrig
    FROM antal('kategori,stadsdel,inne,ar') a, matt m LEFT JOIN indata_stadsdelar s USING (stadsdel)
),
-- Each count stands under its category and under all, in its year and in all years.
u AS (
    SELECT urval, 'alla år' AS period, inne, n_brist, namnare, ovrig FROM a
    UNION ALL SELECT 'alla', 'alla år', inne, n_brist, namnare, ovrig FROM a
    UNION ALL SELECT urval, ar, inne, n_brist, namnare, ovrig FROM a WHERE arsvis AND ar IS NOT NULL
    UNION ALL SELECT 'alla', ar, inne, n_brist, namnare, ovrig FROM a WHERE arsvis AND ar IS NOT NULL
),
n AS (
    SELECT urval, period, namnare,
           coalesce(sum(n_brist) FILTER (WHERE inne = 1 AND NOT ovrig), 0) AS inne,
           coalesce(sum(n_brist) FILTER (WHERE inne = 0 AND NOT ovrig), 0) AS ute,
           coalesce(sum(n_brist) FILTER (WHERE ovrig), 0) AS ovriga
    FROM u GROUP BY urval, period, namnare HAVING sum(n_brist) > 0 OR urval = 'alla'
),
test AS MATERIALIZED (
    SELECT n.urval, n.period, namnare, n.inne, n.ute, n.ovriga, m.inne AS m_inne, m.ute AS m_ute,
           rate_ratio_p(n.inne, m.inne, n.ute, m.ute) AS p
    FROM n JOIN matt m USING (namnare)
),
antalet AS (
    SELECT *, count(p) OVER (PARTITION BY namnare, period) AS antal FROM test WHERE p IS NOT NULL AND urval <> 'alla'
),
q AS MATERIALIZED (
    SELECT urval, period, namnare,
           bh_q(p, antal) OVER (PARTITION BY namnare, period ORDER BY p DESC) AS q
    FROM antalet
)
SELECT t.urval, coalesce(k.namn, 'Alla kategorier') AS namn, t.period, t.namnare,
       t.inne AS n_brist_inne, t.ute AS n_brist_ute, t.ovriga AS n_brist_ovriga,
       t.m_inne AS matt_inne, t.m_ute AS matt_ute,
       CASE WHEN t.m_inne > 0 THEN t.inne / t.m_inne END AS per_matt_inne,
       CASE WHEN t.m_ute > 0 THEN t.ute / t.m_ute END AS per_matt_ute,
       rate_ratio(t.inne, t.m_inne, t.ute, t.m_ute) AS kvot,
       rate_ratio_low(t.inne, t.m_inne, t.ute, t.m_ute) AS kvot_lag,
       rate_ratio_high(t.inne, t.m_inne, t.ute, t.m_ute) AS kvot_hog,
       t.p AS p_varde, q.q AS q_varde,
       t.inne < 20 OR t.ute < 20 AS osaker
FROM test t LEFT JOIN q USING (urval, period, namnare) LEFT JOIN kod_kategori k ON k.kod = t.urval
