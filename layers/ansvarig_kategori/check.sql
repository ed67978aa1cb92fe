-- A row for each violation of what must hold; empty is right.
SELECT 'the parts do not add up', ansvarig, kategori FROM ansvarig_kategori
WHERE n_brist <> n_oppna + n_stangda OR n_forsenade > n_oppna OR n_atgardade > n_stangda
   OR n_bedomda <> n_i_tid + n_for_sena + n_forsenade OR n_bedomda > n_brist;

SELECT 'a share or a median outside its interval', ansvarig, kategori FROM ansvarig_kategori
WHERE andel_i_tid < andel_i_tid_lag OR andel_i_tid > andel_i_tid_hog
   OR dagar_median < dagar_median_lag OR dagar_median > dagar_median_hog;

-- By the layers that count the same in other groups.
SELECT 'the categories are not all that lies with the body', ansvarig
FROM (SELECT ansvarig, n_brist, n_oppna, n_forsenade, n_i_tid, n_tidmatta, 1 AS har FROM ansvariga
      UNION ALL SELECT ansvarig, -n_brist, -n_oppna, -n_forsenade, -n_i_tid, -n_tidmatta, 0 FROM ansvarig_kategori)
GROUP BY ansvarig HAVING sum(n_brist) <> 0 OR sum(n_oppna) <> 0 OR sum(n_forsenade) <> 0 OR sum(n_i_tid) <> 0
    OR coalesce(sum(n_tidmatta), 0) <> 0;
