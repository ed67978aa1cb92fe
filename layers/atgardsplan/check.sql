-- A row for each violation of what must hold; empty is right.
SELECT 'overdue, and yet not in forsenade', punkt_id FROM atgardsplan
WHERE planlage = 'forsenad' AND punkt_id NOT IN (SELECT punkt_id FROM forsenade);

SELECT 'mended before the last year', punkt_id FROM atgardsplan WHERE planlage IN ('genomford', 'uppfoljd') AND atgardad_datum IS NULL;
