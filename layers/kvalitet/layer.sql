-- The record's number comes last, so that the order of a file changes no other number here.
SELECT row_number() OVER (ORDER BY f.kalla, f.post_id, f.falt, f.regel, f.verdikt, f.varde,
                                   f.beskrivning, f.x, f.y, f.area_m2, f.rad) AS nr,
       ST_Point(f.x, f.y) AS geom, f.kalla AS kalla_namn, coalesce(t.titel, f.kalla) AS kalla_titel,
       f.rad, f.post_id AS id, f.falt,
       coalesce(c.alias, upper(substr(f.falt, 1, 1)) || replace(substr(f.falt, 2), '_', ' ')) AS falt_namn, f.regel,
       k.grupp AS regelgrupp, f.verdikt,
       coalesce(g.namn, f.varde) AS varde, f.beskrivning AS detalj, f.area_m2
FROM indata_fynd f LEFT JOIN kod_regel k ON k.kod = f.regel
LEFT JOIN kolumner c ON c.kolumn = f.falt LEFT JOIN indata_konton t ON t.kalla = f.kalla
LEFT JOIN kod_geometrifel g ON f.regel IN ('geometri_reparerad', 'geometri_forandras_for_mycket')
                           AND '|' || g.synonymer || '|' LIKE '%|' || f.varde || '|%'
