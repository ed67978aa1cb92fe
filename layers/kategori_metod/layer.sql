SELECT kategori, kategorigrupp, metod, n_brist, n_oppna, n_atgardade,
       CASE WHEN n_brist >= 10 THEN 1.0 * n_atgardade / n_brist END AS andel_atgardade, n_brist < 20 AS osaker
FROM antal('kategori,kategorigrupp,metod') WHERE metod IS NOT NULL AND n_brist > 0
