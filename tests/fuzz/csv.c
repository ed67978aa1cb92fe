/* A CSV source, read whole. The first byte chooses separator, encoding, decimal sign and
 * columns with a position. */
#include "fuzz.h"

#include "support/plain_source.h"

#include "trygghetskarta/source.h"

#include <math.h>
#include <string.h>

static char x[] = "x", y[] = "y", wkt[] = "w";
static char separators[][5] = {"", ";", ",", "tab"};
static char encodings[][16] = {"", "ISO-8859-1", "windows-1252", "UTF-8"};

static struct tk_source_config configure(unsigned choice, const char *file)
{
    struct tk_source_config c = plain_source("CSV", file);
    c.separator = separators[choice & 3];
    c.encoding = encodings[choice >> 2 & 3];
    c.decimal = choice & 16 ? ',' : '.';
    c.max_vertices = 100;
    c.max_rows = 1000;
    c.max_record_bytes = 4096;
    c.max_unpacked_bytes = 1e6;
    if ((choice >> 5 & 3) == 1)
        c.x = x, c.y = y;
    if ((choice >> 5 & 3) == 2)
        c.wkt = wkt;
    return c;
}

static void look_at(const struct tk_batch *batch, size_t i)
{
    for (size_t k = 0; k < batch->n_columns; k++) {
        const char *value = batch->values[i * batch->n_columns + k];
        HOLD(!value || *value);
    }
    HOLD(!batch->fault[i] || !batch->wkb[i]);
    HOLD(!batch->wkb[i] || batch->wkb_size[i] >= 9);
    HOLD(batch->number[i] > 1); /* the header stands on line 1 */
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    struct tk_session *session = fuzz_session();
    struct tk_source_config config = configure(data[0], fuzz_file(data + 1, size - 1));
    struct tk_source *source = NULL;
    struct tk_batch batch = {0};
    struct tk_error err = {0};
    int64_t n = 0;
    enum tk_status st = tk_source_open(session, &config, &source, &err);
    HOLD((st == TK_OK) == (source != NULL));
    do {
        if (!st)
            st = tk_source_next(source, &batch, &err);
        for (size_t i = 0; !st && i < batch.n; i++)
            look_at(&batch, i);
        n += st ? 0 : (int64_t)batch.n;
    } while (!st && batch.n > 0);
    if (!st)
        HOLD(tk_source_read(source) == n && tk_source_filtered(source) == 0);
    fuzz_judge(st, &err);
    tk_batch_free(&batch);
    tk_source_close(source);
    return 0;
}
