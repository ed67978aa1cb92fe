WITH a AS MATERIALIZED (
    SELECT stadsdel, kategori, kategorigrupp, sum(n_oppna) AS n_oppna,
           sum(iif(atgard, 0, n_oppna)) AS n_utan_atgard, sum(iif(atgard, n - n_brist - n_dubblett, 0)) AS n_utan_problem
    FROM (SELECT *, metod IS NOT NULL OR coalesce(atgard_typ, 'ingen') <> 'ingen' AS atgard
          FROM antal('stadsdel,kategori,kategorigrupp,atgard_typ,metod'))
    GROUP BY stadsdel, kategori
)
SELECT stadsdel, kategori, kategorigrupp, n_oppna, n_utan_atgard,
       CASE WHEN n_oppna >= 10 THEN 1.0 * n_utan_atgard / n_oppna END AS andel_utan_atgard, n_utan_problem,
       n_oppna < 20 AS osaker
FROM a WHERE n_utan_atgard > 0 OR n_utan_problem > 0
