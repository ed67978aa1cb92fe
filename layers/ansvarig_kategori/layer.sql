-- A row for each body and category that has faults; where the source does not say whose, it is okand.
WITH
a AS MATERIALIZED (
    SELECT coalesce(ansvarig, 'okand') AS ansvarig, kategori, kategorigrupp, sum(n_brist) AS n_brist, sum(n_oppna) AS n_oppna,
           sum(n_forsenade) AS n_forsenade, sum(n_stangda) AS n_stangda, sum(n_atgardade) AS n_atgardade,
           sum(n_i_tid) AS n_i_tid, sum(n_for_sena) AS n_for_sena, sum(n_i_tid + n_for_sena + n_forsenade) AS n_bedomda
    FROM antal('ansvarig,kategori,kategorigrupp') WHERE n_brist > 0 GROUP BY 1, kategori
),
-- How long it takes: the open ones are known to have taken longer than their age.
tid AS MATERIALIZED (
    SELECT coalesce(ansvarig, 'okand') AS ansvarig, kategori, sum(n_atgardade + n_oppna) AS n,
           km_median(alder_dagar, n_atgardade, n_oppna) AS median,
           km_low(alder_dagar, n_atgardade, n_oppna) AS lag,
           km_high(alder_dagar, n_atgardade, n_oppna) AS hog
    FROM antal('ansvarig,kategori,alder_dagar')
    WHERE alder_dagar IS NOT NULL AND n_atgardade + n_oppna > 0 GROUP BY 1, kategori
)
SELECT a.ansvarig, k.grupp AS ansvariggrupp, a.kategori, a.kategorigrupp, a.n_brist, a.n_oppna, a.n_forsenade,
       CASE WHEN a.n_oppna >= 10 THEN 1.0 * a.n_forsenade / a.n_oppna END AS andel_forsenade,
       a.n_stangda, a.n_atgardade,
       CASE WHEN a.n_brist >= 10 THEN 1.0 * a.n_atgardade / a.n_brist END AS andel_atgardade,
       a.n_bedomda, a.n_i_tid, a.n_for_sena,
       CASE WHEN a.n_bedomda >= 10 THEN 1.0 * a.n_i_tid / a.n_bedomda END AS andel_i_tid,
       CASE WHEN a.n_bedomda >= 10 THEN wilson_low(a.n_i_tid, a.n_bedomda) END AS andel_i_tid_lag,
       CASE WHEN a.n_bedomda >= 10 THEN wilson_high(a.n_i_tid, a.n_bedomda) END AS andel_i_tid_hog,
       t.n AS n_tidmatta, t.median AS dagar_median, t.lag AS dagar_median_lag, t.hog AS dagar_median_hog,
       a.n_brist < 20 AS osaker
FROM a LEFT JOIN kod_ansvarig k ON k.kod = a.ansvarig LEFT JOIN tid t USING (ansvarig, kategori)
