-- A row for each violation of what must hold; empty is right.
SELECT 'the steps are not those with a step', stadsdelsomrade FROM process
GROUP BY stadsdelsomrade HAVING sum(n_brist) <> max(n_med_steg) OR max(n_minst) <> max(n_med_steg);

SELECT 'the areas are not the whole city', processteg FROM process GROUP BY processteg
HAVING sum(CASE WHEN stadsdelsomrade = 'hela staden' THEN n_brist ELSE -n_brist END) <> 0;

SELECT 'the steps are not all faults' WHERE
    (SELECT coalesce(max(n_med_steg + n_utan_steg), 0) FROM process WHERE stadsdelsomrade = 'hela staden')
 <> (SELECT coalesce(sum(n_brist), 0) FROM ansvariga);
