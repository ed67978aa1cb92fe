/* dump: what a GeoPackage holds as CSV, for the golden cases and for comparing two editions.
 *
 *   dump FILE.gpkg TABLE COLUMN,COLUMN…   those columns
 *   dump FILE.gpkg --all COLUMN,COLUMN…   every table, all columns but those; numbers and
 *                                         geometries to their last bit
 *
 * The columns' names in the first line, then a line per row, ordered by those columns. NULL is
 * empty, an empty text is "", numbers with a decimal part are written with six digits. The
 * tables are read through SQLite alone: no code of the program's own takes part. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static void print_text(const char *text)
{
    if (*text && !strpbrk(text, ",\"\n\r#")) {
        fputs(text, stdout);
        return;
    }
    putchar('"');
    for (; *text; text++) {
        if (*text == '"')
            putchar('"');
        putchar(*text);
    }
    putchar('"');
}

static void print_value(sqlite3_stmt *row, int column, const char *real)
{
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_NULL:
        break;
    case SQLITE_INTEGER:
        printf("%lld", (long long)sqlite3_column_int64(row, column));
        break;
    case SQLITE_FLOAT:
        printf(real, sqlite3_column_double(row, column));
        break;
    case SQLITE_BLOB:
        printf("(%d bytes)", sqlite3_column_bytes(row, column));
        break;
    default:
        print_text((const char *)sqlite3_column_text(row, column));
    }
}

static int complain(sqlite3 *db)
{
    fprintf(stderr, "dump: %s\n", sqlite3_errmsg(db));
    return 1;
}

static int print_rows(sqlite3 *db, const char *sql, const char *real)
{
    sqlite3_stmt *row = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
        return complain(db);
    int n = sqlite3_column_count(row), code;
    while ((code = sqlite3_step(row)) == SQLITE_ROW) {
        for (int i = 0; i < n; i++) {
            if (i > 0)
                putchar(',');
            print_value(row, i, real);
        }
        putchar('\n');
    }
    sqlite3_finalize(row);
    return code == SQLITE_DONE ? 0 : complain(db);
}

/* Each table in turn; the columns come from the file, less those left out. */
static int print_all(sqlite3 *db, const char *left_out)
{
    static const char columns[] =
        "SELECT table_name, (SELECT group_concat(CASE WHEN type IN ('POINT', 'LINESTRING', "
        "'POLYGON', 'MULTIPOINT', 'MULTILINESTRING', 'MULTIPOLYGON') THEN 'hex(\"' || name || "
        "'\")' ELSE '\"' || name || '\"' END) FROM pragma_table_info(table_name) WHERE ',' || "
        "?1 "
        "|| ',' NOT LIKE '%,' || name || ',%') FROM gpkg_contents ORDER BY table_name";
    sqlite3_stmt *table = NULL;
    int code = 0;
    if (sqlite3_prepare_v2(db, columns, -1, &table, NULL) != SQLITE_OK)
        return complain(db);
    sqlite3_bind_text(table, 1, left_out, -1, SQLITE_STATIC);
    while (code == 0 && sqlite3_step(table) == SQLITE_ROW) {
        char sql[16384];
        const char *name = (const char *)sqlite3_column_text(table, 0),
                   *these = (const char *)sqlite3_column_text(table, 1);
        printf("= %s: %s\n", name, these);
        snprintf(sql, sizeof sql, "SELECT %s FROM \"%s\" ORDER BY %s", these, name, these);
        code = print_rows(db, sql, "%.17g");
    }
    sqlite3_finalize(table);
    return code;
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "dump FILE.gpkg TABLE|--all COLUMN,COLUMN…\n");
        return 2;
    }
    sqlite3 *db = NULL;
    char sql[4096];
    snprintf(sql, sizeof sql, "SELECT %s FROM \"%s\" ORDER BY %s", argv[3], argv[2], argv[3]);
    int code = sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL);
    if (code == SQLITE_OK) /* a misspelt column must not be read as a text */
        code = sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    if (code == SQLITE_OK && strcmp(argv[2], "--all") == 0) {
        code = print_all(db, argv[3]);
    } else if (code == SQLITE_OK) {
        printf("%s\n", argv[3]);
        code = print_rows(db, sql, "%.6g");
    } else {
        code = complain(db);
    }
    sqlite3_close(db);
    return code;
}
