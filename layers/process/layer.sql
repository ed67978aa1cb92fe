-- All five steps for whatever has notes, so that the funnel has no holes.
WITH
a AS MATERIALIZED (
    SELECT coalesce(stadsdelsomrade, 'utanför') AS omrade, CAST(processteg AS INTEGER) AS steg, sum(n_brist) AS n,
           sum(n_oppna) AS oppna
    FROM (SELECT * FROM antal('stadsdelsomrade,processteg'))
    GROUP BY 1, 2 HAVING sum(n_brist) > 0
),
alla AS MATERIALIZED (
    SELECT * FROM a UNION ALL SELECT 'hela staden', steg, sum(n), sum(oppna) FROM a GROUP BY steg
),
o AS MATERIALIZED (
    SELECT omrade, coalesce(sum(n) FILTER (WHERE steg IS NOT NULL), 0) AS med,
           coalesce(sum(n) FILTER (WHERE steg IS NULL), 0) AS utan
    FROM alla GROUP BY omrade
),
t AS (
    SELECT o.omrade, k.kod, CAST(k.kod AS INTEGER) AS steg, o.med, o.utan FROM o JOIN kod_processteg k
)
SELECT t.omrade AS stadsdelsomrade, t.kod AS processteg,
       coalesce(sum(a.n) FILTER (WHERE a.steg = t.steg), 0) AS n_brist,
       coalesce(sum(a.oppna) FILTER (WHERE a.steg = t.steg), 0) AS n_oppna,
       coalesce(sum(a.n), 0) AS n_minst,
       CASE WHEN t.med >= 10 THEN 1.0 * coalesce(sum(a.n), 0) / t.med END AS andel_minst,
       t.med AS n_med_steg, t.utan AS n_utan_steg, t.med < 20 AS osaker
FROM t LEFT JOIN alla a ON a.omrade = t.omrade AND a.steg >= t.steg
GROUP BY t.omrade, t.kod
