-- A row for each violation of what must hold; empty is right.
SELECT 'the parts do not add up', kategori, metod FROM kategori_metod
WHERE n_oppna + n_atgardade > n_brist OR andel_atgardade < 0 OR andel_atgardade > 1;
