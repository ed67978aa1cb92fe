-- The sentences are ours, the numbers the run's. A source that is missing is an answer too.
WITH
skal AS MATERIALIZED (
    SELECT kalla, group_concat(text, '; ') AS text
    FROM (SELECT f.kalla, lower(substr(coalesce(k.namn, f.regel), 1, 1))
                          || substr(coalesce(k.namn, f.regel), 2) || ' (' || count(*) || ')' AS text
          FROM indata_fynd f LEFT JOIN kod_regel k ON k.kod = f.regel
          WHERE f.verdikt = 'avvisad'
          GROUP BY f.kalla, f.regel ORDER BY f.kalla, count(*) DESC, f.regel)
    GROUP BY kalla
),
-- How far anybody has looked, and where so little was found that the number alone says little.
insats AS MATERIALIZED (
    SELECT count(*) AS alla, count(s.vandrad) AS vet, coalesce(sum(s.vandrad), 0) AS vandrade, sum(s.vandrad_m) AS m,
           max(s.senast_vandrad) AS senast, coalesce(sum(s.vandrad IS 1 OR d.n IS NOT NULL), 0) AS kanda,
           coalesce(sum((s.vandrad IS 1 OR d.n IS NOT NULL) AND coalesce(d.n_brist, 0) < 20), 0) AS fa
    FROM indata_stadsdelar s LEFT JOIN antal('stadsdel') d USING (stadsdel)
),
sagt(roll, text) AS MATERIALIZED (
    SELECT r.roll, ' Kända vandringar har gått i ' || vandrade || ' av ' || alla || ' {{districts}}'
                   || iif(vandrade < alla, '; hur det är i de andra är inte känt, vad noteringarna än säger.', '.')
                   || iif(r.roll = 'routes' AND m IS NOT NULL,
                          ' Tillsammans är det ' || replace(printf('%.1f', m / 1000), '.', ',') || ' km.', '')
                   || iif(r.roll = 'walks' AND senast IS NOT NULL, ' Den senaste var ' || senast || '.', '')
    FROM insats JOIN (SELECT 'walks' AS roll UNION ALL SELECT 'routes') r WHERE vet > 0
    UNION ALL
    SELECT 'notes', ' I ' || fa || ' av ' || kanda || ' {{districts}} där något är känt är bristerna färre än 20: '
                    || 'sådana antal är osäkra och jämförs inte med andra utan sitt intervall.'
    FROM insats WHERE fa > 0
),
grans(roll, nar_given, nar_saknas) AS (VALUES
    ('districts', 'Gränserna är dagens; äldre noteringar har räknats om till dem.', NULL),
    ('parents', 'Gränserna är dagens; äldre noteringar har räknats om till dem.',
     'Inga gränser för {{parents}} är givna: varje {{district}} räknas helt till ett område, om underlaget säger vilket.'),
    ('notes', 'Noteringar finns bara där någon har gått eller anmält. De är synpunkter på platser och inte anmälda brott, och de säger inget om platser som ingen har besökt.',
     'Inga noteringar är givna: ingenting är räknat, och 0 betyder inte att det är utan brister.'),
    ('status', 'Det som planerarna har skrivit upp ersätter noteringens egna uppgifter, id för id. Vad ingen har skrivit upp är inte med.',
     'Ingen statustabell är given: vad som har hänt efteråt är känt bara så långt noteringens egen källa säger det.'),
    ('areas', 'Områdenas gränser är skarpa på kartan men inte i verkligheten.',
     'Inga planområden är givna: det går inte att se hur det är i och utanför dem.'),
    ('walks', 'Bara vandringar som står i förteckningen är kända. Var någon har gått utan att skriva upp det syns inte.',
     'Ingen förteckning över vandringar är given: det går inte att skilja en plats utan brister från en plats där ingen har gått.'),
    ('routes', 'En rutt visar var gruppen gick, inte vad den såg åt sidorna.',
     'Inga rutter är givna: det går inte att räkna per vandrad kilometer.'),
    ('places', 'En notering som har fått sitt läge av ett platsnamn ligger där platsen är satt, inte där bristen är.',
     'Inget platsregister är givet: noteringar med bara ett platsnamn har okänt läge.'),
    ('land', 'Land är det som källan visar som land; vad som är allmän plats går inte att se.',
     'Ingen källa med land är given: det går inte att räkna per km² land.'),
    ('table', 'Invånare är de folkbokförda. Där många andra vistas, som i ett centrum, säger talet per invånare för mycket.',
     'Ingen tabell med invånare är given: det går inte att räkna per invånare.'),
    ('figures', 'Siffrorna är källans egna och har inte räknats om.',
     'Inga siffror ur trygghetsmätningar, om anmälda brott eller om mål är givna: det går inte att ställa dem bredvid noteringarna.')
)
SELECT k.kalla AS kalla_namn, coalesce(k.titel, k.kalla) AS kalla_titel, k.roll,
       r.namn || ' ur ' || coalesce(k.titel, k.kalla) || ': ' || k.last || CASE k.last WHEN 1 THEN ' post' ELSE ' poster' END
           || ' i källan, ' || (k.orord + k.rattade) || ' med i utgåvan.' AS anvand,
       CASE WHEN k.bortfiltrerade + k.avvisade = 0 THEN 'Inget.'
            ELSE rtrim(CASE WHEN k.bortfiltrerade > 0
                            THEN 'Bortvalda av filtret: ' || k.bortfiltrerade || '. ' ELSE '' END
                    || CASE WHEN k.avvisade > 0 THEN 'Avvisade: ' || k.avvisade || '.' ELSE '' END)
       END AS utelamnat,
       CASE WHEN k.bortfiltrerade + k.avvisade = 0 THEN NULL
            ELSE rtrim(CASE WHEN k.bortfiltrerade > 0
                            THEN 'Filtret står i konfigurationen. ' ELSE '' END
                    || CASE WHEN s.text IS NOT NULL THEN 'Avvisade för: ' || s.text || '.' ELSE '' END)
       END AS varfor,
       g.nar_given || CASE WHEN EXISTS (SELECT 1 FROM indata_omraden o
                                        WHERE o.kalla = k.kalla AND o.sort = 'samband')
                           THEN ' Samband som är givna som linjer har fått en bredd.' ELSE '' END
           || coalesce((SELECT t.text FROM sagt t WHERE t.roll = k.roll), '') AS begransning,
       k.last AS n_lasta, k.bortfiltrerade AS n_filtrerade, k.orord AS n_orord,
       k.rattade AS n_rattade, k.avvisade AS n_avvisade, k.anmarkningar AS n_anmarkningar,
       CASE WHEN k.last > k.bortfiltrerade
            THEN 1.0 * k.avvisade / (k.last - k.bortfiltrerade) END AS andel_avvisade,
       k.crs, k.fil, k.lager, k.drivrutin
FROM indata_konton k LEFT JOIN kod_roll r ON r.kod = k.roll LEFT JOIN skal s USING (kalla)
LEFT JOIN grans g ON g.roll = k.roll
UNION ALL
SELECT namn || ' (saknas)', namn || ' (saknas)', roll, 'Ingen.',
       iif(roll = 'land', 'Inget ', 'Inga ') || lower(substr(namn, 1, 1)) || substr(namn, 2) || ' ingår i underlaget.',
       'Ingen sådan källa står i konfigurationen.', nar_saknas,
       NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM (SELECT g.*, CASE g.roll WHEN 'table' THEN 'Invånare' WHEN 'parents' THEN 'Gränser för {{parents}}' ELSE r.namn END AS namn
      FROM grans g JOIN kod_roll r ON r.kod = g.roll) g
WHERE g.nar_saknas IS NOT NULL AND g.roll NOT IN (SELECT roll FROM indata_konton)
