-- A row for each body that has notes; where the source does not say whose, it is okand.
WITH
a AS MATERIALIZED (
    SELECT coalesce(ansvarig, 'okand') AS ansvarig, sum(n) AS n, sum(n_brist) AS n_brist,
           sum(n_oppna) AS n_oppna, sum(n_forsenade) AS n_forsenade, sum(n_stangda) AS n_stangda,
           sum(n_atgardade) AS n_atgardade, sum(n_i_tid) AS n_i_tid, sum(n_for_sena) AS n_for_sena,
           sum(n_i_tid + n_for_sena + n_forsenade) AS n_bedomda, min(forsta) AS forsta, max(senaste) AS senaste,
           min(forsta_oppna) AS forsta_oppna
    FROM antal('ansvarig') GROUP BY 1
),
-- The open ones, oldest first: how many there are up to each day, and before it.
dagar AS MATERIALIZED (
    SELECT coalesce(ansvarig, 'okand') AS ansvarig, dag, sum(n_oppna) AS har
    FROM antal('ansvarig,dag') WHERE n_oppna > 0 GROUP BY 1, 2
),
rader AS (
    SELECT ansvarig, julianday('now') - julianday(dag) AS alder,
           sum(har) OVER w AS till, sum(har) OVER w - har AS fran
    FROM dagar WINDOW w AS (PARTITION BY ansvarig ORDER BY dag)
),
median AS MATERIALIZED (
    SELECT r.ansvarig, avg(r.alder) AS alder
    FROM a JOIN rader r USING (ansvarig)
    WHERE (fran < (a.n_oppna + 1) / 2 AND (a.n_oppna + 1) / 2 <= till)
       OR (fran < (a.n_oppna + 2) / 2 AND (a.n_oppna + 2) / 2 <= till)
    GROUP BY r.ansvarig
),
-- How long it takes: the open ones are known to have taken longer than their age.
tid AS MATERIALIZED (
    SELECT coalesce(ansvarig, 'okand') AS ansvarig, sum(n_atgardade + n_oppna) AS n,
           km_median(alder_dagar, n_atgardade, n_oppna) AS median,
           km_low(alder_dagar, n_atgardade, n_oppna) AS lag,
           km_high(alder_dagar, n_atgardade, n_oppna) AS hog
    FROM antal('ansvarig,alder_dagar')
    WHERE alder_dagar IS NOT NULL AND n_atgardade + n_oppna > 0 GROUP BY 1
)
SELECT a.ansvarig, k.namn, k.grupp AS ansvariggrupp, a.n, a.n_brist, a.n_oppna, a.n_forsenade,
       CASE WHEN a.n_oppna >= 10 THEN 1.0 * a.n_forsenade / a.n_oppna END AS andel_forsenade,
       a.n_stangda, a.n_atgardade,
       CASE WHEN a.n_brist >= 10 THEN 1.0 * a.n_atgardade / a.n_brist END AS andel_atgardade,
       CASE WHEN (SELECT sum(n_brist) FROM a) >= 10
            THEN 1.0 * a.n_brist / (SELECT sum(n_brist) FROM a) END AS andel,
       a.n_brist < 20 AS osaker, a.n_bedomda, a.n_i_tid, a.n_for_sena,
       CASE WHEN a.n_bedomda >= 10 THEN 1.0 * a.n_i_tid / a.n_bedomda END AS andel_i_tid,
       CASE WHEN a.n_bedomda >= 10 THEN wilson_low(a.n_i_tid, a.n_bedomda) END AS andel_i_tid_lag,
       CASE WHEN a.n_bedomda >= 10 THEN wilson_high(a.n_i_tid, a.n_bedomda) END AS andel_i_tid_hog,
       t.n AS n_tidmatta, t.median AS dagar_median, t.lag AS dagar_median_lag, t.hog AS dagar_median_hog,
       m.alder AS alder_median_dagar,
       CAST(julianday('now') - julianday(a.forsta_oppna) AS INTEGER) AS alder_hogst_dagar,
       a.forsta, a.senaste
FROM a LEFT JOIN kod_ansvarig k ON k.kod = a.ansvarig LEFT JOIN median m USING (ansvarig)
LEFT JOIN tid t USING (ansvarig)
