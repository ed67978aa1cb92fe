-- Only what occurs; stadsdel may be utanför or okänt läge.
WITH s AS MATERIALIZED (SELECT stadsdel, n_brist FROM antal('stadsdel'))
SELECT a.stadsdel, a.kategori, a.kategorigrupp, a.n, a.n_brist, a.n_oppna, a.n_stangda,
       a.n_atgardade, a.n_forsenade, a.n_styrka, a.n_forslag, a.n_dubblett,
       poisson_low(a.n_brist) AS n_lag, poisson_high(a.n_brist) AS n_hog,
       a.n_brist < 20 AS osaker,
       CASE WHEN s.n_brist >= 10 THEN 1.0 * a.n_brist / s.n_brist END AS andel,
       a.forsta, a.senaste
FROM antal('stadsdel,kategori,kategorigrupp') a JOIN s USING (stadsdel)
