-- Each count stands in up to six rows: its body's and all bodies', for its category, its group, and all. The times
-- are told for groups and not for single categories.
WITH
a AS MATERIALIZED (
    SELECT a.ansvarig AS mottagare, a.kategori, coalesce(a.kategorigrupp, 'ovrigt') AS grupp, a.n_brist,
           a.n_i_tid, a.n_for_sena, a.n_forsenade
    FROM antal('ansvarig,kategori,kategorigrupp') a JOIN kod_ansvarig k ON k.kod = a.ansvarig
    WHERE k.offentlig = '1' AND a.n_brist > 0
),
u AS (
    SELECT mottagare, kategori AS urval, n_brist, n_i_tid, n_for_sena, n_forsenade FROM a
    UNION ALL SELECT mottagare, grupp, n_brist, n_i_tid, n_for_sena, n_forsenade FROM a
    UNION ALL SELECT mottagare, 'alla', n_brist, n_i_tid, n_for_sena, n_forsenade FROM a
),
n AS MATERIALIZED (
    SELECT mottagare, urval, sum(n_brist) AS n_brist, sum(n_i_tid) AS n_i_tid, sum(n_for_sena) AS n_for_sena,
           sum(n_forsenade) AS n_forsenade, sum(n_i_tid + n_for_sena + n_forsenade) AS n_bedomda
    FROM (SELECT * FROM u UNION ALL SELECT 'alla', urval, n_brist, n_i_tid, n_for_sena, n_forsenade FROM u)
    GROUP BY mottagare, urval
),
dagar AS MATERIALIZED (
    SELECT a.ansvarig AS mottagare, coalesce(a.kategorigrupp, 'ovrigt') AS urval, a.alder_dagar,
           a.n_atgardade, a.n_oppna
    FROM antal('ansvarig,kategorigrupp,alder_dagar') a JOIN kod_ansvarig k ON k.kod = a.ansvarig
    WHERE k.offentlig = '1' AND a.alder_dagar IS NOT NULL AND a.n_atgardade + a.n_oppna > 0
),
d AS (
    SELECT * FROM dagar UNION ALL SELECT mottagare, 'alla', alder_dagar, n_atgardade, n_oppna FROM dagar
),
tid AS MATERIALIZED (
    SELECT mottagare, urval, sum(n_atgardade + n_oppna) AS n,
           km_median(alder_dagar, n_atgardade, n_oppna) AS median,
           km_low(alder_dagar, n_atgardade, n_oppna) AS lag,
           km_high(alder_dagar, n_atgardade, n_oppna) AS hog
    FROM (SELECT * FROM d UNION ALL SELECT 'alla', urval, alder_dagar, n_atgardade, n_oppna FROM d)
    GROUP BY mottagare, urval
)
SELECT n.mottagare, n.urval,
       coalesce(a.namn, 'Alla offentliga') || ': '
       || CASE n.urval WHEN 'alla' THEN 'Alla kategorier' WHEN 'ovrigt' THEN 'Övriga kategorier'
          ELSE coalesce(g.namn, k.namn) END AS namn,
       n.n_brist, n.n_bedomda, n.n_i_tid, n.n_for_sena, n.n_forsenade,
       CASE WHEN n.n_bedomda >= 10 THEN 1.0 * n.n_i_tid / n.n_bedomda END AS andel_i_tid,
       CASE WHEN n.n_bedomda >= 10 THEN wilson_low(n.n_i_tid, n.n_bedomda) END AS andel_i_tid_lag,
       CASE WHEN n.n_bedomda >= 10 THEN wilson_high(n.n_i_tid, n.n_bedomda) END AS andel_i_tid_hog,
       t.n AS n_tidmatta, t.median AS dagar_median, t.lag AS dagar_median_lag, t.hog AS dagar_median_hog,
       n.n_bedomda < 20 AS osaker
FROM n LEFT JOIN tid t USING (mottagare, urval)
LEFT JOIN kod_ansvarig a ON a.kod = n.mottagare
LEFT JOIN kod_kategorigrupp g ON g.kod = n.urval
LEFT JOIN kod_kategori k ON k.kod = n.urval
