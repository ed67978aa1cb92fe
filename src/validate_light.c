#include "validate_parts.h"

#include "trygghetskarta/crs.h"
#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/stats.h"
#include "trygghetskarta/text.h"

#include <math.h>

static enum tk_status read_heights(struct tk_light *light, const struct tk_codes *codes,
                                   struct tk_error *err)
{
    light->lowest = tk_alloc(codes->n, sizeof *light->lowest);
    if (!light->lowest)
        return tk_fail_memory(err);
    for (size_t i = 0; i < codes->n; i++) {
        const char *cell = tk_codes_extra(codes, i, "sol_lagst");
        light->lowest[i] = NAN;
        if (*cell && !tk_text_number(cell, '.', &light->lowest[i]))
            return tk_fail(err, TK_USAGE, "%s: sol_lagst '%s' is no number of degrees",
                           codes->table.path, cell);
        light->known |= !isnan(light->lowest[i]);
    }
    return TK_OK;
}

enum tk_status tk_light_learn(const struct tk_validation *validation, size_t field,
                              struct tk_light *light, struct tk_error *err)
{
    const struct tk_codes *codes = validation->dictionary->fields[field].codes;
    const struct tk_bounds *b = &validation->districts->bounds;
    struct tk_session *s = validation->reading->session;
    struct tk_crs *crs = NULL;
    *light =
        (struct tk_light){.lon = (b->min_x + b->max_x) / 2, .lat = (b->min_y + b->max_y) / 2};
    enum tk_status st = codes ? read_heights(light, codes, err) : TK_OK;
    if (st || !light->known)
        return st;
    st = tk_crs_open(s, validation->reading->edition->crs, "EPSG:4326", NULL, &crs, err);
    if (!st)
        tk_crs_points(crs, &light->lon, &light->lat, 1);
    tk_crs_close(s, crs);
    light->known = isfinite(light->lon) && isfinite(light->lat);
    return st;
}

void tk_light_judge(struct tk_validator *v)
{
    const struct tk_light *light = &v->light;
    const struct tk_value *time = &v->note.values[v->known[KLOCKSLAG]];
    struct tk_value *value = &v->note.values[v->known[LJUS]];
    const struct tk_codes *codes = tk_validator_field(v, v->known[LJUS])->codes;
    int32_t second;
    int64_t moment;
    if (!light->known || value->text || !time->text ||
        !tk_date_parse_time(time->text, &second) ||
        !tk_date_moment(v->note.values[v->known[DATUM]].day, second, &moment))
        return;
    double height = tk_stats_sun_height((double)moment, light->lat, light->lon);
    size_t found = TK_NO_CODE;
    for (size_t i = 0; i < codes->n; i++)
        if (height >= light->lowest[i] &&
            (found == TK_NO_CODE || light->lowest[i] > light->lowest[found]))
            found = i;
    if (found == TK_NO_CODE)
        return;
    value->code = found;
    value->text = codes->code[found];
}
