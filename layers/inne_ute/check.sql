-- En rad för varje brott mot det som ska gälla. Inget svar är rätt svar.
SELECT 'kvoten ligger inte i sitt intervall', urval, namnare FROM inne_ute
WHERE kvot < kvot_lag OR kvot > kvot_hog;

SELECT 'sannolikheten är ingen sannolikhet', urval, namnare FROM inne_ute
WHERE p_varde < 0 OR p_varde > 1 OR q_varde > 1 OR q_varde < p_varde * (1 - 1e-12);

SELECT 'kategorierna är inte alla', namnare FROM inne_ute GROUP BY namnare
HAVING sum(CASE WHEN urval = 'alla' THEN 1 ELSE -1 END
           * (n_brist_inne + n_brist_ute + n_brist_ovriga)) <> 0;
