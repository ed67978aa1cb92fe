-- A row for each violation of what must hold; empty is right.
SELECT 'not open', punkt_id FROM noteringar
WHERE statusgrupp <> 'oppen' AND punkt_id IN (SELECT punkt_id FROM eskalering);

SELECT 'not over the limit', punkt_id FROM eskalering
WHERE eskaleringsskal = 'fastnat' AND NOT dagar_over > 0;

SELECT 'a wrong receiver that is left out', punkt_id FROM noteringar
WHERE status = 'fel_mottagare' AND statusgrupp = 'oppen' AND typ = 'brist' AND alder_dagar >= 0
  AND punkt_id NOT IN (SELECT punkt_id FROM eskalering);
