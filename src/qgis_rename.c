#include "qgis_parts.h"

#include "trygghetskarta/database.h"
#include "trygghetskarta/file.h"
#include "trygghetskarta/interrupt.h"
#include "trygghetskarta/zip.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The copy, and what stands in it. */
struct copy {
    const char *from, *to, *name; /* name: of the new file, without its directory */
    char path[4200];              /* where the copy is made */
    sqlite3 *db;
    struct tk_buffer xml, changed;
    char *title; /* the project's key, from sqlite3_mprintf() */
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* GDAL's and QGIS's own signs in a path, and what a name has to end in. */
static enum tk_status check_name(const char *name, struct tk_error *err)
{
    size_t n = strlen(name);
    if (n < 6 || strcmp(name + n - 5, ".gpkg") != 0)
        return tk_fail(err, TK_USAGE, "%s: the new name has to end in .gpkg", name);
    if (strpbrk(name, "?#|\"\n\r\\"))
        return tk_fail(err, TK_USAGE,
                       "%s: QGIS does not open a file with ? # | \" or \\ in its name", name);
    return TK_OK;
}

static enum tk_status move_bytes(int in, int out, const struct copy *c, struct tk_error *err)
{
    switch (tk_file_copy(in, out)) {
    case TK_COPIED:
        return TK_OK;
    case TK_NOT_READ:
        return tk_fail(err, TK_IO, "%s: cannot be read: %s", c->from, strerror(errno));
    case TK_CUT_SHORT:
        return tk_interrupt_check(err);
    default:
        return tk_fail(err, TK_IO, "%s: cannot be written: %s", c->path, strerror(errno));
    }
}

static enum tk_status make_copy(struct copy *c, struct tk_error *err)
{
    int in;
    enum tk_status st = tk_file_open(c->from, &in, err);
    if (st)
        return st;
    int out = open(c->path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (out < 0)
        st = tk_fail(err, errno == EACCES ? TK_NOT_PERMITTED : TK_CANNOT_CREATE,
                     "%s: cannot be made: %s", c->path, strerror(errno));
    else
        st = move_bytes(in, out, c, err);
    if (out >= 0)
        close(out);
    if (out >= 0 && st)
        unlink(c->path);
    close(in);
    return st;
}

static enum tk_status no_edition(const struct copy *c, const char *why, struct tk_error *err)
{
    return tk_fail(err, TK_INPUT, "%s: is no edition of ours: %s", c->from, why);
}

/* The project's XML, unpacked into c->xml. */
static enum tk_status read_project(struct copy *c, int how, struct tk_error *err)
{
    if (sqlite3_open_v2(c->path, &c->db, how, NULL) != SQLITE_OK)
        return c->db ? no_edition(c, sqlite3_errmsg(c->db), err) : tk_fail_memory(err);
    sqlite3_stmt *s = NULL;
    GByte *bytes = NULL;
    int size = 0;
    if (sqlite3_prepare_v2(c->db, "SELECT name, content FROM qgis_projects LIMIT 1", -1, &s,
                           NULL) != SQLITE_OK)
        return no_edition(c, sqlite3_errmsg(c->db), err);
    const char *hex = NULL;
    if (sqlite3_step(s) == SQLITE_ROW && (hex = (const char *)sqlite3_column_text(s, 1)))
        bytes = CPLHexToBinary(hex, &size);
    c->title = sqlite3_mprintf("%s", bytes ? (const char *)sqlite3_column_text(s, 0) : "");
    sqlite3_finalize(s);
    enum tk_status st = TK_OK;
    struct tk_error unpacking = {TK_OK, ""};
    if (!bytes)
        st = no_edition(c, "it holds no project", err);
    else if (tk_zip_unpack(bytes, (size_t)size, ".qgs", &c->xml, &unpacking))
        st = no_edition(c, "its project cannot be unpacked", err);
    CPLFree(bytes);
    return st;
}

/* Every "./OLD|" as "./NEW|", OLD being what the first source of a layer names. */
static enum tk_status change_sources(struct copy *c, struct tk_error *err)
{
    static const char first[] = "<datasource>./";
    const char *xml = tk_buffer_string(&c->xml), *at = strstr(xml, first);
    const char *end = at ? strchr(at, '|') : NULL;
    if (!end)
        return no_edition(c, "its project names no file", err);
    struct tk_buffer old = {0};
    tk_buffer_text(&old, "./");
    tk_buffer_add(&old, at + sizeof first - 1, (size_t)(end - at) - (sizeof first - 1));
    tk_buffer_text(&old, "|");
    enum tk_status st = tk_buffer_check(&old, err);
    while (!st && (at = strstr(xml, old.data))) {
        tk_buffer_add(&c->changed, xml, (size_t)(at - xml));
        tk_buffer_text(&c->changed, "./");
        tk_buffer_xml(&c->changed, c->name);
        tk_buffer_text(&c->changed, "|");
        xml = at + old.length;
    }
    tk_buffer_text(&c->changed, xml);
    tk_buffer_free(&old);
    return st ? st : tk_buffer_check(&c->changed, err);
}

/* The file is nobody else's yet, so that it needs no journal. */
static enum tk_status write_project(struct copy *c, struct tk_error *err)
{
    char *hex;
    enum tk_status st = tk_qgis_packed(&c->changed, &hex, err);
    if (st)
        return st;
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_exec(c->db, "PRAGMA journal_mode = MEMORY", NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_prepare_v2(c->db, "UPDATE qgis_projects SET content = ? WHERE name = ?",
                                -1, &s, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_bind_text(s, 1, hex, -1, SQLITE_STATIC);
    if (rc == SQLITE_OK)
        rc = sqlite3_bind_text(s, 2, c->title, -1, SQLITE_STATIC);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(s);
    if (rc != SQLITE_DONE)
        st = tk_database_fail(c->db, TK_IO, err, "%s", c->path);
    sqlite3_finalize(s);
    CPLFree(hex);
    return st;
}

/* Gives the copy the old file's mode and its name, which nobody may have taken meanwhile. */
static enum tk_status settle(struct copy *c, struct tk_error *err)
{
    struct stat old;
    int fd = open(c->path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && !stat(c->from, &old) && !fchmod(fd, old.st_mode & 0777) && !fsync(fd);
    if (fd >= 0)
        close(fd);
    if (!ok)
        return tk_fail(err, TK_IO, "%s: %s", c->path, strerror(errno));
    if (link(c->path, c->to))
        return tk_fail(err, errno == EEXIST ? TK_CANNOT_CREATE : TK_IO,
                       "%s: cannot be made: %s", c->to, strerror(errno));
    return TK_OK;
}

enum tk_status tk_qgis_rename(const char *from, const char *to, struct tk_error *err)
{
    struct copy c = {.from = from, .to = to, .name = base_name(to)};
    snprintf(c.path, sizeof c.path, "%.*s.%s.%ld", (int)(c.name - to), to, c.name,
             (long)getpid());
    enum tk_status st = check_name(c.name, err);
    if (!st && !access(to, F_OK))
        st = tk_fail(err, TK_CANNOT_CREATE, "%s: is there already", to);
    if (!st)
        st = make_copy(&c, err);
    bool made = !st;
    if (!st)
        st = read_project(&c, SQLITE_OPEN_READWRITE, err);
    if (!st)
        st = change_sources(&c, err);
    if (!st)
        st = write_project(&c, err);
    if (c.db && sqlite3_close(c.db) != SQLITE_OK && !st)
        st = tk_fail(err, TK_IO, "%s: cannot be closed", c.path);
    if (!st)
        st = settle(&c, err);
    if (made)
        unlink(c.path);
    sqlite3_free(c.title);
    tk_buffer_free(&c.xml);
    tk_buffer_free(&c.changed);
    return st;
}

enum tk_status tk_qgis_project_for(const char *file, const char *name, struct tk_buffer *xml,
                                   struct tk_error *err)
{
    struct copy c = {.from = file, .name = name};
    snprintf(c.path, sizeof c.path, "%s", file);
    enum tk_status st = read_project(&c, SQLITE_OPEN_READONLY, err);
    if (!st)
        st = change_sources(&c, err);
    if (!st) {
        tk_buffer_text(xml, tk_buffer_string(&c.changed));
        st = tk_buffer_check(xml, err);
    }
    sqlite3_close(c.db);
    sqlite3_free(c.title);
    tk_buffer_free(&c.xml);
    tk_buffer_free(&c.changed);
    return st;
}

bool tk_qgis_is_edition(const char *path)
{
    static const char sql[] =
        "SELECT 1 FROM pragma_application_id, qgis_projects WHERE application_id = 0x47504B47 "
        "AND metadata LIKE '%\"last_modified_user\": \"trygghetskarta\"%' "
        "AND (SELECT count(*) FROM qgis_projects) = 1";
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    bool ours = sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK &&
                sqlite3_step(s) == SQLITE_ROW;
    sqlite3_finalize(s);
    sqlite3_close(db);
    return ours;
}
