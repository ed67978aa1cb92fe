-- A row for each violation of what must hold; empty is right.
SELECT 'the numbers have gaps', ansvarig, runda FROM arbetslistor GROUP BY ansvarig, runda
HAVING max(nr_i_runda) <> count(*) OR max(n_i_runda) <> count(*);

SELECT 'on two lists', punkt_id FROM arbetslistor GROUP BY punkt_id HAVING count(*) > 1;

SELECT 'not open, or without a position', punkt_id FROM noteringar
WHERE (statusgrupp <> 'oppen' OR geom IS NULL) AND punkt_id IN (SELECT punkt_id FROM arbetslistor);
