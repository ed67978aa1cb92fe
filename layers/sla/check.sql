-- A row for each violation of what must hold; empty is right.
SELECT 'the parts are not those that can be judged', mottagare, urval FROM sla
WHERE n_bedomda <> n_i_tid + n_for_sena + n_forsenade OR n_bedomda > n_brist;

SELECT 'a share outside its interval', mottagare, urval FROM sla
WHERE NOT (andel_i_tid_lag <= andel_i_tid AND andel_i_tid <= andel_i_tid_hog);

SELECT 'a median outside its interval', mottagare, urval FROM sla
WHERE dagar_median < dagar_median_lag OR dagar_median > dagar_median_hog;

SELECT 'the bodies are not all', urval FROM sla GROUP BY urval
HAVING sum(CASE WHEN mottagare = 'alla' THEN n_bedomda ELSE -n_bedomda END) <> 0;

SELECT 'the groups are not all', s.mottagare FROM sla s
WHERE s.urval IN (SELECT kategorigrupp FROM noteringar UNION SELECT 'alla' UNION SELECT 'ovrigt')
GROUP BY s.mottagare HAVING sum(CASE WHEN s.urval = 'alla' THEN s.n_brist ELSE -s.n_brist END) <> 0;
