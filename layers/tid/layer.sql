-- Only what occurs. A window of twelve months ends in each month from the twelfth of the notes on to
-- the edition's own, so that no window begins before the sources do; of the whole city each has its
-- row, with 0 where nothing was noted.
WITH
manad AS MATERIALIZED (
    SELECT manad, stadsdel, 12 * substr(manad, 1, 4) + substr(manad, 6, 2) AS nr,
           n, n_brist, n_oppna, n_stangda, n_atgardade, n_forsenade,
           n_skotsel, n_utformning, n_socialt, n_ovrigt, n_styrka, n_forslag,
           n_dubblett
    FROM (SELECT * FROM antal('manad,stadsdel')
          UNION ALL
          SELECT * FROM antal('manad'))
),
sista AS MATERIALIZED (SELECT 12 * substr(as_of, 1, 4) + substr(as_of, 6, 2) AS nr FROM korning),
slut AS (
    SELECT min(nr) + 11 AS nr FROM manad
    UNION ALL
    SELECT s.nr + 1 FROM slut s JOIN sista l WHERE s.nr < l.nr
),
alla AS (
    SELECT 'manad' AS periodtyp, manad AS period, stadsdel, manad || '-01' AS period_start, 1 AS manader,
           n, n_brist, n_oppna, n_stangda, n_atgardade, n_forsenade,
           n_skotsel, n_utformning, n_socialt, n_ovrigt, n_styrka, n_forslag,
           n_dubblett
    FROM manad
    UNION ALL
    SELECT 'tertial', tertial, stadsdel,
           substr(tertial, 1, 5) || printf('%02d', 4 * substr(tertial, 7) - 3) || '-01', 4,
           n, n_brist, n_oppna, n_stangda, n_atgardade, n_forsenade,
           n_skotsel, n_utformning, n_socialt, n_ovrigt, n_styrka, n_forslag,
           n_dubblett
    FROM (SELECT * FROM antal('tertial,stadsdel') UNION ALL SELECT * FROM antal('tertial'))
    UNION ALL
    SELECT 'ar', CAST(ar AS TEXT), stadsdel, ar || '-01-01', 12,
           n, n_brist, n_oppna, n_stangda, n_atgardade, n_forsenade,
           n_skotsel, n_utformning, n_socialt, n_ovrigt, n_styrka, n_forslag,
           n_dubblett
    FROM (SELECT * FROM antal('ar,stadsdel') UNION ALL SELECT * FROM antal('ar'))
    UNION ALL
    SELECT 'rullande12', printf('%04d-%02d', (s.nr - 1) / 12, (s.nr - 1) % 12 + 1), m.stadsdel,
           printf('%04d-%02d-01', (s.nr - 12) / 12, (s.nr - 12) % 12 + 1), 12,
           coalesce(sum(m.n), 0), coalesce(sum(m.n_brist), 0), coalesce(sum(m.n_oppna), 0),
           coalesce(sum(m.n_stangda), 0), coalesce(sum(m.n_atgardade), 0), coalesce(sum(m.n_forsenade), 0),
           coalesce(sum(m.n_skotsel), 0), coalesce(sum(m.n_utformning), 0), coalesce(sum(m.n_socialt), 0),
           coalesce(sum(m.n_ovrigt), 0), coalesce(sum(m.n_styrka), 0), coalesce(sum(m.n_forslag), 0),
           coalesce(sum(m.n_dubblett), 0)
    FROM slut s JOIN sista l LEFT JOIN manad m ON m.nr BETWEEN s.nr - 11 AND s.nr
    WHERE s.nr <= l.nr
    GROUP BY s.nr, m.stadsdel
),
perioder AS MATERIALIZED (
    SELECT period_start, manader,
           date(period_start, '+' || manader || ' months', '-1 day') AS period_slut
    FROM (SELECT DISTINCT period_start, manader FROM alla)
),
-- The same period a year before: none or unknown notes there are 0 if the sources had begun by then.
rader AS MATERIALIZED (
    SELECT a.*, coalesce(a.stadsdel, 'hela staden') AS hem, p.period_slut, p.period_slut < r.as_of AS hel,
           (CAST(substr(a.period_start, 1, 4) AS INTEGER) - 1) || substr(a.period_start, 5) AS fjol
    FROM alla a JOIN perioder p USING (period_start, manader), korning r
),
borjan AS MATERIALIZED (SELECT min(manad) || '-01' AS dag FROM manad),
jamforda AS (
    SELECT n.*, CASE WHEN n.fjol >= b.dag THEN coalesce(f.n_brist, 0) END AS fore
    FROM rader n CROSS JOIN borjan b
    LEFT JOIN rader f ON f.periodtyp = n.periodtyp AND f.period_start = n.fjol AND f.hem = n.hem
),
provade AS MATERIALIZED (
    SELECT *, CASE WHEN hel AND periodtyp IN ('tertial', 'ar')
                   THEN rate_ratio_p(n_brist, 1, fore, 1) END AS p
    FROM jamforda
),
-- Only what has a p is set in order by it: those are few.
ordnade AS (
    SELECT *, bh_q(p, antal) OVER (PARTITION BY periodtyp, period ORDER BY p DESC) AS q
    FROM (SELECT *, count(*) OVER (PARTITION BY periodtyp, period) AS antal
          FROM provade WHERE p IS NOT NULL AND hem <> 'hela staden')
    UNION ALL
    SELECT *, NULL, NULL FROM provade WHERE p IS NULL OR hem = 'hela staden'
)
SELECT periodtyp, period, hem AS stadsdel, period_start, period_slut, hel AS hel_period,
       n, n_brist, n_oppna, n_stangda, n_atgardade, n_forsenade,
       n_skotsel, n_utformning, n_socialt, n_ovrigt, n_styrka, n_forslag,
       n_dubblett,
       poisson_low(n_brist) AS n_lag, poisson_high(n_brist) AS n_hog, n_brist < 20 AS osaker,
       fore AS n_brist_fjol, n_brist - fore AS skillnad_fjol, p AS p_varde,
       q AS q_varde
FROM ordnade
