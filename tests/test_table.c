#include "support/directory.h"

#include "trygghetskarta/table.h"

#include <stdio.h>
#include <string.h>

static enum tk_status read_text(const char *content, struct tk_table *table,
                                struct tk_error *err)
{
    char path[512];
    snprintf(path, sizeof path, "%s/t.csv", directory);
    support_write(directory, "t.csv", content);
    return tk_table_read(path, table, err);
}

static void reads(const char *content, const char *expected)
{
    struct tk_table table;
    struct tk_error err = {TK_OK, ""};
    assert_ok(read_text(content, &table, &err), &err);
    char text[1024] = "";
    for (size_t i = 0; i < table.n_columns; i++)
        strcat(strcat(text, table.columns[i]), "|");
    for (size_t r = 0; r < table.n_rows; r++) {
        sprintf(text + strlen(text), " %d:", table.lines[r]);
        for (size_t c = 0; c < table.n_columns; c++)
            strcat(strcat(text, tk_table_cell(&table, r, c)), "|");
    }
    assert_string_equal(text, expected);
    tk_table_free(&table);
}

static void refuses(const char *content, const char *message)
{
    struct tk_table table;
    struct tk_error err = {TK_OK, ""};
    assert_int_equal(read_text(content, &table, &err), TK_USAGE);
    assert_contains(err.message, message);
    assert_null(table.cells);
    assert_int_equal(table.n_rows, 0);
}

static void shapes(void **state)
{
    (void)state;
    reads("a,b\n1,2\n3,4\n", "a|b| 2:1|2| 3:3|4|");
    reads("a,b\r\n1,2\r\n3,4", "a|b| 2:1|2| 3:3|4|");
    reads("\xEF\xBB\xBF"
          "a;b\n1,5;2\n",
          "a|b| 2:1,5|2|");
    reads("a;b,c\n1;2,3\n", "a;b|c| 2:1;2|3|");
    reads("a,b\n,\n\n\r\n1,\n,2", "a|b| 5:1|| 6:|2|");
    reads("a\nx\n\ny\n", "a| 2:x| 4:y|");
    reads("a,b\n", "a|b|");
    reads("a,b", "a|b|");
    reads("a,b\n1, 2 ", "a|b| 2:1| 2 |");
    reads("a,b\n1,", "a|b| 2:1||");
}

static void quotes(void **state)
{
    (void)state;
    reads("\"a\",b\n\"1,\"\"x\"\"\",\"\"\n", "a|b| 2:1,\"x\"||");
    reads("a,b\n\"1\n2\r\n3\",4\n5,6\n", "a|b| 2:1\n2\r\n3|4| 5:5|6|");
    reads("a\n\"\"\"\"\n\"z\"", "a| 2:\"| 3:z|");
    refuses("a,b\n1,2\n\"3\n,4\n", "t.csv:3: the quote that opens here is never closed");
    refuses("a,b\n1\"2,3\n", "t.csv:2: a quote inside a cell");
    refuses("a,b\n\"1\"2,3\n", "t.csv:2: text after a closing quote");
    refuses("a,b\n\"1\n\" ,3\n", "t.csv:3: text after a closing quote");
    refuses("a\r\rb", "t.csv:1: a carriage return without a line feed");
}

static void faults(void **state)
{
    (void)state;
    refuses("a,b\n1,2\n3\n", "t.csv:3: has 1 cell, but the first line names 2 columns");
    refuses("a\n1,2\n", "t.csv:2: has 2 cells, but the first line names 1 column");
    refuses("a,a\n", "t.csv:1: two columns are called 'a'");
    refuses("a,,b\n", "t.csv:1: column 2 has no name");
    refuses("", "t.csv:1: is empty");
    refuses("\n\n", "is empty");
    refuses("a,b\n1,2\n3,H\xE5ga\n", "t.csv:3: a text is not UTF-8; save the file as UTF-8");
    refuses("a,b\nAlby,#REF!\n",
            "t.csv:2: #REF! under 'b' is what a sheet shows where a formula");
    refuses("a\n\x1B\n", "t.csv:2: a text holds a control character");
    struct tk_table table;
    struct tk_error err = {TK_OK, ""};
    assert_int_equal(tk_table_read("/nowhere/t.csv", &table, &err), TK_NO_INPUT);
    assert_contains(err.message, "/nowhere/t.csv: cannot be opened");
    err = (struct tk_error){TK_OK, ""};
    assert_int_equal(tk_table_read(directory, &table, &err), TK_NO_INPUT);
    assert_contains(err.message, "is not a regular file");
}

static void columns(void **state)
{
    (void)state;
    struct tk_table table;
    struct tk_error err = {TK_OK, ""};
    size_t column;
    assert_ok(read_text("namn,kod\nFarsta,7\n", &table, &err), &err);
    assert_int_equal(tk_table_column(&table, "kod"), 1);
    assert_true(tk_table_column(&table, "Kod") == TK_NO_COLUMN);
    assert_string_equal(tk_table_cell(&table, 0, TK_NO_COLUMN), "");
    assert_ok(tk_table_need(&table, "namn", &column, &err), &err);
    assert_int_equal(column, 0);
    assert_int_equal(tk_table_need(&table, "sdo", &column, &err), TK_USAGE);
    assert_contains(err.message, "t.csv:1: there is no column 'sdo'");
    tk_table_free(&table);
    tk_table_free(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shapes),
        cmocka_unit_test(quotes),
        cmocka_unit_test(faults),
        cmocka_unit_test(columns),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
