-- Only what occurs. A window of twelve months ends in each month from the twelfth of the notes on to
-- their last, so that no window begins before the sources do.
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
slut AS (
    SELECT min(nr) + 11 AS nr FROM manad
    UNION ALL
    SELECT nr + 1 FROM slut WHERE nr < (SELECT max(nr) FROM manad)
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
           sum(m.n) AS n, sum(m.n_brist) AS n_brist, sum(m.n_oppna) AS n_oppna,
           sum(m.n_stangda) AS n_stangda, sum(m.n_atgardade) AS n_atgardade, sum(m.n_forsenade) AS n_forsenade,
           sum(m.n_skotsel) AS n_skotsel, sum(m.n_utformning) AS n_utformning, sum(m.n_socialt) AS n_socialt,
           sum(m.n_ovrigt) AS n_ovrigt, sum(m.n_styrka) AS n_styrka, sum(m.n_forslag) AS n_forslag,
           sum(m.n_dubblett) AS n_dubblett
    FROM slut s JOIN manad m ON m.nr BETWEEN s.nr - 11 AND s.nr
    WHERE s.nr <= (SELECT max(nr) FROM manad)
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
jamforda AS MATERIALIZED (
    SELECT n.*, CASE WHEN n.fjol >= b.dag THEN coalesce(f.n_brist, 0) END AS fore
    FROM rader n CROSS JOIN borjan b
    LEFT JOIN rader f ON f.periodtyp = n.periodtyp AND f.period_start = n.fjol AND f.hem = n.hem
),
provade AS MATERIALIZED (
    SELECT *, CASE WHEN hel AND periodtyp IN ('tertial', 'ar')
                   THEN rate_ratio_p(n_brist, 1, fore, 1) END AS p
    FROM jamforda
)
SELECT periodtyp, period, hem AS stadsdel, period_start, period_slut, hel AS hel_period,
       n, n_brist, n_oppna, n_stangda, n_atgardade, n_forsenade,
       n_skotsel, n_utformning, n_socialt, n_ovrigt, n_styrka, n_forslag,
       n_dubblett,
       poisson_low(n_brist) AS n_lag, poisson_high(n_brist) AS n_hog, n_brist < 20 AS osaker,
       fore AS n_brist_fjol, n_brist - fore AS skillnad_fjol, p AS p_varde,
       CASE WHEN p IS NOT NULL AND hem <> 'hela staden'
            THEN bh_q(p, antal) OVER (PARTITION BY periodtyp, period, hem = 'hela staden' ORDER BY p DESC) END AS q_varde
FROM (SELECT *, count(p) OVER (PARTITION BY periodtyp, period, hem = 'hela staden') AS antal FROM provade)
