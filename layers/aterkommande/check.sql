-- A row for each violation of what must hold; empty is right.
SELECT 'neither years nor a relapse', plats_id FROM aterkommande WHERE n_ar < 3 AND n_aterfall < 1;

SELECT 'more years than notes', plats_id FROM aterkommande
WHERE n_ar > n OR n_aterfall > n OR n_oppna > n OR senaste < forsta;

SELECT 'the years are not told', plats_id FROM aterkommande WHERE length(aren) <> 6 * n_ar - 2;
