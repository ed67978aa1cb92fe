-- A row for each violation of what must hold; empty is right.
SELECT 'new, and yet it is not in noteringar', punkt_id
FROM (SELECT punkt_id FROM nytt WHERE handelse <> 'borta'
      EXCEPT SELECT punkt_id FROM noteringar WHERE punkt_id IN (SELECT punkt_id FROM nytt));

SELECT 'gone, and yet it is there', punkt_id FROM noteringar
WHERE punkt_id IN (SELECT punkt_id FROM nytt WHERE handelse = 'borta');

SELECT 'a new status that is the old one', punkt_id FROM nytt
WHERE handelse = 'statusbyte' AND status IS status_fore;

SELECT 'just overdue, and yet it is not', punkt_id FROM nytt WHERE handelse = 'nyss_forsenad' AND forsenad <> 1;
