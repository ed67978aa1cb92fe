-- A row for each violation of what must hold; empty is right.
SELECT 'the numbers have gaps', ansvarig, runda FROM klipplista GROUP BY ansvarig, runda
HAVING max(nr_i_runda) <> count(*) OR max(n_i_runda) <> count(*);

SELECT 'on two lists', punkt_id FROM klipplista GROUP BY punkt_id HAVING count(*) > 1;

SELECT 'not open, or without a position', l.punkt_id FROM klipplista l LEFT JOIN noteringar n USING (punkt_id)
WHERE n.statusgrupp IS NOT 'oppen' OR n.geom IS NULL;
