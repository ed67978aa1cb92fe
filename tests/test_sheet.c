#include "support/support.h"

#include "trygghetskarta/file.h"
#include "trygghetskarta/sheet.h"
#include "trygghetskarta/zip.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static void expect_part(const struct tk_buffer *book, const char *part, const char *holds)
{
    struct tk_error err = {0};
    struct tk_buffer text = {0};
    assert_ok(tk_zip_unpack(book->data, book->length, part, &text, &err), &err);
    assert_contains(tk_buffer_string(&text), holds);
    assert_null(strstr(tk_buffer_string(&text), "<f>"));
    tk_buffer_free(&text);
}

/* Cells that Excel would take for formulas are texts; what is empty is no cell. */
static void cells(void **state)
{
    (void)state;
    struct tk_error err = {0};
    struct tk_sheet sheets[] = {{.name = "ett & två"}, {.name = "ord"}};
    struct tk_buffer book = {0};
    tk_sheet_row(&sheets[0]);
    tk_sheet_text(&sheets[0], "=1+1");
    tk_sheet_text(&sheets[0], NULL);
    tk_sheet_text(&sheets[0], "<å>");
    tk_sheet_row(&sheets[0]);
    tk_sheet_number(&sheets[0], -2.5);
    tk_sheet_number(&sheets[0], NAN);
    tk_sheet_choice(&sheets[0], 27, "ord", 1, 3);
    tk_sheet_row(&sheets[1]);
    assert_ok(tk_sheet_write(sheets, 2, &book, &err), &err);
    expect_part(&book, "sheet1.xml",
                "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">=1+1"
                "</t></is></c><c r=\"C1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"
                "&lt;å&gt;</t></is></c></row>\n<row r=\"2\"><c r=\"A2\"><v>-2.5</v></c></row>");
    expect_part(&book, "sheet1.xml", "sqref=\"AB2:AB100000\"><formula1>ord!$B$2:$B$4");
    expect_part(&book, "workbook.xml", "<sheet name=\"ett &amp; två\" sheetId=\"1\"");
    expect_part(&book, "Types].xml", "/xl/worksheets/sheet2.xml");
    tk_buffer_free(&book);
    assert_int_equal(tk_sheet_write(NULL, 0, &book, &err), TK_INTERNAL);
}

static void a_file_that_is_there_stays(void **state)
{
    (void)state;
    struct tk_error err = {0};
    char directory[64], path[128];
    struct tk_buffer first = {0}, then = {0};
    struct tk_sheet ett = {.name = "ett"}, annan = {.name = "en annan"};
    support_directory(directory, sizeof directory);
    snprintf(path, sizeof path, "%s/bok.xlsx", directory);
    assert_ok(tk_sheet_save(&ett, 1, path, "name another", &err), &err);
    assert_ok(tk_file_read(path, 1 << 20, &first, &err), &err);
    assert_int_equal(tk_sheet_save(&annan, 1, path, "name another", &err), TK_UNSAFE);
    assert_contains(err.message,
                    "bok.xlsx: is there already, and is not replaced; name another");
    assert_ok(tk_file_read(path, 1 << 20, &then, &(struct tk_error){0}), &err);
    assert_int_equal(first.length, then.length);
    assert_memory_equal(first.data, then.data, first.length);
    tk_buffer_free(&first);
    tk_buffer_free(&then);
    support_remove(directory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(cells),
                                       cmocka_unit_test(a_file_that_is_there_stays)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
