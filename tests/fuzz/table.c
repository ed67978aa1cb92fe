/* The small tables in layers/ and those that a configuration names. */
#include "fuzz.h"

#include "trygghetskarta/table.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct tk_table table;
    struct tk_error err = {0};
    enum tk_status st = tk_table_read(fuzz_file(data, size), &table, &err);
    fuzz_judge(st, &err);
    for (size_t i = 0; i < table.n_columns; i++)
        HOLD(tk_table_column(&table, table.columns[i]) == i);
    for (size_t row = 0; row < table.n_rows; row++) {
        size_t filled = 0;
        for (size_t i = 0; i < table.n_columns; i++)
            filled += strlen(tk_table_cell(&table, row, i));
        HOLD(filled > 0);
        HOLD(table.lines[row] > (row ? table.lines[row - 1] : 1));
    }
    tk_table_free(&table);
    return 0;
}
