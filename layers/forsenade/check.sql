-- A row for each violation of what must hold; empty is right.
SELECT 'not overdue in noteringar', punkt_id
FROM (SELECT punkt_id FROM forsenade EXCEPT SELECT punkt_id FROM noteringar WHERE forsenad = 1);

SELECT 'the rows are not the overdue notes'
WHERE (SELECT count(*) FROM forsenade) <> (SELECT count(*) FROM noteringar WHERE forsenad = 1);

SELECT 'the rows are not those that ansvariga counts'
WHERE (SELECT count(*) FROM forsenade) <> (SELECT coalesce(sum(n_forsenade), 0) FROM ansvariga);

SELECT 'overdue by no day', punkt_id FROM forsenade WHERE dagar_forsenad < 1 OR aldersband IS NULL;

SELECT 'longer overdue, and yet later in the order', b.punkt_id
FROM (SELECT punkt_id, dagar_forsenad,
             lag(dagar_forsenad) OVER (PARTITION BY ansvarig ORDER BY nr_hos_ansvarig) AS fore
      FROM forsenade) b WHERE b.dagar_forsenad > b.fore;
