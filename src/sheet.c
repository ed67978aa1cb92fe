#include "trygghetskarta/sheet.h"

#include "trygghetskarta/file.h"
#include "trygghetskarta/zip.h"

#include <math.h>
#include <stdio.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define SPREADSHEET "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define TYPES "application/vnd.openxmlformats-officedocument.spreadsheetml."
#define MOST_SHEETS 8
#define LAST_ROW 100000 /* that choices are offered for */

/* A, B, … Z, AA, AB … */
static void column_name(size_t column, char out[8])
{
    char letters[8];
    size_t n = 0, at = 0;
    for (size_t c = column + 1; c > 0 && n < sizeof letters; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    while (n > 0)
        out[at++] = letters[--n];
    out[at] = '\0';
}

void tk_sheet_row(struct tk_sheet *sheet)
{
    sheet->n_rows++;
    sheet->n_cells = 0;
    tk_buffer_format(&sheet->rows, "%s<row r=\"%zu\">", sheet->n_rows > 1 ? "</row>\n" : "",
                     sheet->n_rows);
}

static void begin_cell(struct tk_sheet *sheet, const char *type)
{
    char column[8];
    column_name(sheet->n_cells++, column);
    tk_buffer_format(&sheet->rows, "<c r=\"%s%zu\"%s>", column, sheet->n_rows, type);
}

void tk_sheet_text(struct tk_sheet *sheet, const char *text)
{
    if (!text) {
        sheet->n_cells++;
        return;
    }
    begin_cell(sheet, " t=\"inlineStr\"");
    tk_buffer_text(&sheet->rows, "<is><t xml:space=\"preserve\">");
    tk_buffer_xml(&sheet->rows, text);
    tk_buffer_text(&sheet->rows, "</t></is></c>");
}

void tk_sheet_number(struct tk_sheet *sheet, double number)
{
    if (!isfinite(number)) {
        sheet->n_cells++;
        return;
    }
    begin_cell(sheet, "");
    tk_buffer_format(&sheet->rows, "<v>%.15g</v></c>", number);
}

void tk_sheet_choice(struct tk_sheet *sheet, size_t column, const char *from,
                     size_t from_column, size_t n)
{
    char here[8], there[8];
    column_name(column, here);
    column_name(from_column, there);
    sheet->n_choices++;
    tk_buffer_format(&sheet->choices,
                     "<dataValidation type=\"list\" allowBlank=\"1\" showErrorMessage=\"0\" "
                     "sqref=\"%s2:%s%d\"><formula1>%s!$%s$2:$%s$%zu</formula1>"
                     "</dataValidation>",
                     here, here, LAST_ROW, from, there, there, n + 1);
}

static void write_sheet(const struct tk_sheet *sheet, struct tk_buffer *out)
{
    tk_buffer_text(out, HEAD "<worksheet xmlns=\"" SPREADSHEET "\"><sheetViews><sheetView "
                             "workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" "
                             "activePane=\"bottomLeft\" state=\"frozen\"/></sheetView>"
                             "</sheetViews><sheetData>");
    tk_buffer_text(out, tk_buffer_string(&sheet->rows));
    tk_buffer_format(out, "%s</sheetData>", sheet->n_rows ? "</row>\n" : "");
    if (sheet->n_choices)
        tk_buffer_format(out, "<dataValidations count=\"%zu\">%s</dataValidations>",
                         sheet->n_choices, tk_buffer_string(&sheet->choices));
    tk_buffer_text(out, "</worksheet>");
}

/* What the package holds, how its parts belong together, and the workbook. */
static void write_frame(const struct tk_sheet *sheets, size_t n, struct tk_buffer part[4])
{
    tk_buffer_text(&part[0],
                   HEAD "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" "
                        "ContentType=\"application/vnd.openxmlformats-package."
                        "relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" "
                        "ContentType=\"" TYPES "sheet.main+xml\"/>");
    tk_buffer_text(&part[1], HEAD "<Relationships xmlns=\"" PACKAGE
                                  "relationships\"><Relationship Id=\"rId1\" Type=\"" OFFICE
                                  "/officeDocument\" Target=\"xl/workbook.xml\"/>"
                                  "</Relationships>");
    tk_buffer_text(&part[2],
                   HEAD "<workbook xmlns=\"" SPREADSHEET "\" xmlns:r=\"" OFFICE "\"><sheets>");
    tk_buffer_text(&part[3], HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">");
    for (size_t i = 1; i <= n; i++) {
        tk_buffer_format(&part[0],
                         "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" "
                         "ContentType=\"" TYPES "worksheet+xml\"/>",
                         i);
        tk_buffer_text(&part[2], "<sheet name=\"");
        tk_buffer_xml(&part[2], sheets[i - 1].name);
        tk_buffer_format(&part[2], "\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", i, i);
        tk_buffer_format(&part[3],
                         "<Relationship Id=\"rId%zu\" Type=\"" OFFICE
                         "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
                         i, i);
    }
    tk_buffer_text(&part[0], "</Types>");
    tk_buffer_text(&part[2], "</sheets></workbook>");
    tk_buffer_text(&part[3], "</Relationships>");
}

enum tk_status tk_sheet_write(struct tk_sheet *sheets, size_t n, struct tk_buffer *out,
                              struct tk_error *err)
{
    static const char *const frame[] = {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml",
                                        "xl/_rels/workbook.xml.rels"};
    struct tk_buffer part[4 + MOST_SHEETS] = {0};
    struct tk_zip_entry entries[4 + MOST_SHEETS];
    char names[MOST_SHEETS][64];
    enum tk_status st =
        n >= 1 && n <= MOST_SHEETS
            ? TK_OK
            : tk_fail(err, TK_INTERNAL, "a workbook of %zu sheets, and there is room for %d", n,
                      MOST_SHEETS);
    size_t n_parts = st ? 0 : 4 + n;
    if (!st)
        write_frame(sheets, n, part);
    for (size_t i = 0; i < n_parts && !st; i++) {
        if (i >= 4) {
            snprintf(names[i - 4], sizeof names[i - 4], "xl/worksheets/sheet%zu.xml", i - 3);
            write_sheet(&sheets[i - 4], &part[i]);
            st = tk_buffer_check(&sheets[i - 4].rows, err);
        }
        if (!st)
            st = tk_buffer_check(&part[i], err);
        entries[i] = (struct tk_zip_entry){i < 4 ? frame[i] : names[i - 4], part[i].data,
                                           part[i].length};
    }
    if (!st)
        st = tk_zip_pack(entries, n_parts, out, err);
    for (size_t i = 0; i < n_parts; i++)
        tk_buffer_free(&part[i]);
    for (size_t i = 0; i < n; i++) {
        tk_buffer_free(&sheets[i].rows);
        tk_buffer_free(&sheets[i].choices);
    }
    return st;
}

enum tk_status tk_sheet_save(struct tk_sheet *sheets, size_t n, const char *path,
                             const char *instead, struct tk_error *err)
{
    struct tk_buffer book = {0};
    enum tk_status st = tk_sheet_write(sheets, n, &book, err);
    if (!st)
        st = tk_file_make(path, &book, instead, err);
    tk_buffer_free(&book);
    return st;
}
