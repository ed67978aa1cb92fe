/* GeoJSON as it is looked through before GDAL sees it. */
#include "fuzz.h"

#include "../../src/source_private.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int64_t n = 0;
    struct tk_source_told told;
    struct tk_json *json = NULL;
    struct tk_json_feature about;
    struct tk_error err = {0}, later = {0};
    const char *path = fuzz_file(data, size);
    enum tk_status st = tk_json_check(path, &told, &err);
    fuzz_judge(st, &err);
    if (st)
        return 0;
    bool more = true;
    HOLD(tk_json_open(path, &json, &later) == TK_OK);
    while (more) {
        HOLD(tk_json_next(json, &about, &more, &later) == TK_OK);
        HOLD(about.has_geometry || !about.is_empty);
        n += more;
    }
    HOLD(n == told.features);
    tk_json_close(json);
    return 0;
}
