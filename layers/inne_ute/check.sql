-- A row for each violation of what must hold; empty is right.
SELECT 'the ratio is not within its interval', urval, period, namnare FROM inne_ute
WHERE kvot < kvot_lag OR kvot > kvot_hog;

SELECT 'a probability that is none', urval, period, namnare FROM inne_ute
WHERE p_varde < 0 OR p_varde > 1 OR q_varde > 1 OR q_varde < p_varde * (1 - 1e-12);

SELECT 'the categories are not all', namnare, period FROM inne_ute GROUP BY namnare, period
HAVING sum(CASE WHEN urval = 'alla' THEN 1 ELSE -1 END
           * (n_brist_inne + n_brist_ute + n_brist_ovriga)) <> 0;

SELECT 'the years are not all years', urval, namnare FROM inne_ute
WHERE namnare IN (SELECT namnare FROM inne_ute WHERE period <> 'alla år')
GROUP BY urval, namnare
HAVING sum(CASE WHEN period = 'alla år' THEN 1 ELSE -1 END * (n_brist_inne + n_brist_ute + n_brist_ovriga)) <> 0;
