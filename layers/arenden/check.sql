-- A row for each violation of what must hold; empty is right.
SELECT 'a matter of one note', arende_id FROM arenden WHERE n < 2 OR n_bekraftelser <> n - 1 OR n_oppna > n;

SELECT 'the matter is not its first note', a.arende_id FROM arenden a LEFT JOIN noteringar n ON n.punkt_id = a.arende_id
WHERE n.kategori IS NOT a.kategori OR n.datum IS NOT a.forsta;

SELECT 'more notes in matters than there are' WHERE (SELECT sum(n) FROM arenden) > (SELECT count(*) FROM noteringar);
