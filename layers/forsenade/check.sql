-- A row for each violation of what must hold; empty is right.
-- One look at the notes: each overdue one has its row, and there are no others.
SELECT 'the rows are not the overdue notes', n, har
FROM (SELECT count(*) AS n, count(f.punkt_id) AS har
      FROM noteringar n LEFT JOIN forsenade f ON f.punkt_id = n.punkt_id WHERE n.forsenad = 1)
WHERE n <> har OR n <> (SELECT count(*) FROM forsenade);

SELECT 'the rows are not those that ansvariga counts'
WHERE (SELECT count(*) FROM forsenade) <> (SELECT coalesce(sum(n_forsenade), 0) FROM ansvariga);

SELECT 'overdue by no day, and by no hour', punkt_id FROM forsenade
WHERE dagar_forsenad < 0 OR (dagar_forsenad = 0 AND forfaller_klockslag IS NULL) OR aldersband IS NULL;

SELECT 'longer overdue, and yet later in the order', b.punkt_id
FROM (SELECT punkt_id, dagar_forsenad,
             lag(dagar_forsenad) OVER (PARTITION BY ansvarig ORDER BY nr_hos_ansvarig) AS fore
      FROM forsenade) b WHERE b.dagar_forsenad > b.fore;
