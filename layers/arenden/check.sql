-- A row for each violation of what must hold; empty is right.
SELECT 'a matter of one note', arende_id FROM arenden WHERE n < 2 OR n_bekraftelser <> n - 1 OR n_oppna > n;

SELECT 'the matter is not its first note', arende_id
FROM (SELECT arende_id, kategori, forsta FROM arenden
      EXCEPT SELECT punkt_id, kategori, datum FROM noteringar WHERE punkt_id IN (SELECT arende_id FROM arenden));

SELECT 'more notes in matters than there are' WHERE (SELECT sum(n) FROM arenden) > (SELECT count(*) FROM noteringar);
