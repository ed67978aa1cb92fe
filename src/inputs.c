#include "trygghetskarta/inputs.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/place.h"
#include "trygghetskarta/text.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static enum tk_status tell_files(struct tk_opened *item, struct tk_error *err)
{
    size_t n;
    const struct tk_source_file *files = tk_source_files(item->source, &n);
    struct tk_input *told = &item->told;
    told->files = tk_alloc(n, sizeof *told->files);
    told->source = tk_strdup(item->config->name);
    told->role = tk_strdup(tk_role_name(item->config->role));
    told->layer = tk_strdup(tk_source_layer(item->source));
    told->crs_overruled = tk_source_crs_overruled(item->source);
    if (!told->files || !told->source || !told->role || !told->layer)
        return tk_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        told->files[i].name = tk_strdup(base_name(files[i].path));
        if (!told->files[i].name)
            return tk_fail_memory(err);
        memcpy(told->files[i].sha256, files[i].sha256, TK_DIGEST_SIZE);
        told->files[i].size = files[i].size;
        told->n_files = i + 1;
    }
    return TK_OK;
}

/* A WFS is fetched first, and is then a GeoJSON file like others. */
static enum tk_status fetch(struct tk_opened *item, const char *directory, struct tk_error *err)
{
    item->wfs.matched = -1;
    if (strcmp(item->config->driver, "WFS") != 0)
        return TK_OK;
    static char geojson[] = "GeoJSON", none[] = "";
    enum tk_status st = tk_wfs_fetch(item->config, directory, &item->wfs, err);
    item->fetched = *item->config;
    item->fetched.driver = geojson;
    item->fetched.file = item->wfs.file;
    item->fetched.layer = none;
    item->config = &item->fetched;
    return st;
}

/* Whether all that there is was given, by every number that the server tells. Of a file that
 * somebody kept of an answer a part may be all that was wanted. */
static enum tk_status check_whole(const struct tk_session *session,
                                  const struct tk_opened *item, struct tk_error *err)
{
    struct tk_source_told told = tk_source_told(item->source);
    bool fetched = item->wfs.file != NULL;
    int64_t numbers[] = {item->wfs.matched, told.matched, told.returned}, says = -1;
    if (told.features < 0)
        return TK_OK;
    for (size_t i = fetched ? 0 : 1; i < 3; i++)
        if (numbers[i] >= 0 && (says < 0 || says == told.features))
            says = numbers[i];
    const char *name = item->config->name;
    if (says < 0 && fetched)
        tk_log_warn(session->log,
                    "%s: the server does not say how many features it has: whether all %lld "
                    "that it gave are all that there are cannot be checked",
                    name, (long long)told.features);
    if (says < 0 || says == told.features)
        return TK_OK;
    if (fetched)
        return tk_fail(
            err, TK_INPUT,
            "%s: the server says it has %lld feature%s, and gave %lld: has it a limit "
            "of its own for one answer? Have it raised, or ask for a part in `url`",
            name, (long long)says, tk_text_s(says), (long long)told.features);
    tk_log_warn(session->log,
                "%s: says itself that there %s %lld feature%s, and holds %lld: was it cut off "
                "by a server's limit for one answer?",
                name, says == 1 ? "is" : "are", (long long)says, tk_text_s(says),
                (long long)told.features);
    return TK_OK;
}

/* What is wrong with the configuration of a source is told with its place there. */
static enum tk_status open_source(struct tk_session *session, const struct tk_config *config,
                                  struct tk_opened *item, struct tk_error *err)
{
    struct tk_error why = {TK_OK, ""};
    enum tk_status st = tk_source_open(session, item->config, &item->source, &why);
    if (st == TK_USAGE)
        return tk_fail(err, st, "%s:%d: %s", config->path, item->config->line, why.message);
    return st ? tk_fail(err, st, "%s", why.message) : TK_OK;
}

enum tk_status tk_inputs_open(struct tk_session *session, const struct tk_config *config,
                              const char *directory, struct tk_ledger *ledger,
                              struct tk_inputs *out, struct tk_error *err)
{
    *out = (struct tk_inputs){.items = tk_alloc(config->n_sources, sizeof *out->items)};
    if (!out->items)
        return tk_fail_memory(err);
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < config->n_sources; i++) {
        struct tk_opened *item = &out->items[i];
        const struct tk_source_config *c = &config->sources[i];
        item->config = c;
        out->n = i + 1;
        st = fetch(item, directory, err);
        if (!st)
            st = open_source(session, config, item, err);
        if (!st)
            st = check_whole(session, item, err);
        if (!st)
            st = tk_ledger_open(ledger, c->name, tk_role_name(c->role), c->max_refused,
                                &item->account, err);
        if (!st)
            st = tell_files(item, err);
    }
    return st;
}

struct tk_opened *tk_inputs_named(const struct tk_inputs *inputs, const char *name)
{
    for (size_t i = 0; i < inputs->n; i++)
        if (strcmp(inputs->items[i].config->name, name) == 0)
            return &inputs->items[i];
    return NULL;
}

struct tk_opened *tk_inputs_of_role(const struct tk_inputs *inputs, enum tk_role role)
{
    for (size_t i = 0; i < inputs->n; i++)
        if (inputs->items[i].config->role == role)
            return &inputs->items[i];
    return NULL;
}

enum tk_status tk_inputs_crs(struct tk_session *session, struct tk_opened *input,
                             const struct tk_edition_config *edition,
                             const struct tk_bounds *window, struct tk_crs **out,
                             bool *in_metres, struct tk_error *err)
{
    const char *from = tk_source_crs(input->source);
    struct tk_crs_info info;
    struct tk_error why = {TK_OK, ""};
    *out = NULL;
    enum tk_status st = tk_crs_describe(session, from, &info, err);
    if (st)
        return st;
    *in_metres = info.projected_metres;
    st = tk_crs_open(session, from, edition->crs, window, out, &why);
    if (st)
        tk_fail(err, st, "%s: %.900s", input->config->name, why.message);
    if (!st) {
        input->told.crs_name = tk_strdup(info.name ? info.name : "");
        input->told.operation = tk_strdup(tk_crs_operation(*out));
        if (!input->told.crs_name || !input->told.operation)
            st = tk_fail_memory(err);
    }
    if (st) {
        tk_crs_close(session, *out);
        *out = NULL;
    }
    tk_crs_info_free(&info);
    return st;
}

static void told_free(struct tk_input *told)
{
    for (size_t i = 0; i < told->n_files; i++)
        tk_free(told->files[i].name);
    tk_free(told->files);
    tk_free(told->source);
    tk_free(told->role);
    tk_free(told->layer);
    tk_free(told->crs_name);
    tk_free(told->operation);
}

void tk_inputs_close(struct tk_inputs *inputs)
{
    for (size_t i = 0; i < inputs->n; i++) {
        tk_source_close(inputs->items[i].source);
        tk_wfs_remove(&inputs->items[i].wfs);
        told_free(&inputs->items[i].told);
    }
    tk_free(inputs->items);
    *inputs = (struct tk_inputs){0};
}

void tk_inputs_forget_fetched(struct tk_inputs *inputs)
{
    for (size_t i = 0; i < inputs->n; i++)
        tk_wfs_remove(&inputs->items[i].wfs);
}

/* What of its coordinates is not in the edition, told once a source. */
static enum tk_status tell_heights(const struct tk_opened *input, struct tk_ledger *ledger,
                                   struct tk_error *err)
{
    int64_t n = tk_source_heights(input->source);
    if (n == 0)
        return TK_OK;
    char count[24], detail[96];
    snprintf(count, sizeof count, "%" PRId64, n);
    snprintf(detail, sizeof detail,
             "%s post%s har koordinater med höjd (Z) eller mått (M), som inte är med.", count,
             n == 1 ? "" : "er");
    struct tk_finding finding = {.source = input->config->name,
                                 .field = "geometri",
                                 .rule = "hojd_utelamnad",
                                 .verdict = TK_REMARK,
                                 .value = count,
                                 .detail = detail,
                                 .area_m2 = NAN};
    return tk_ledger_tell(ledger, input->account, &finding, err);
}

enum tk_status tk_inputs_settle(struct tk_opened *input, struct tk_ledger *ledger,
                                struct tk_error *err)
{
    input->read = true;
    tk_source_warn(input->source);
    int64_t got = tk_source_read(input->source);
    enum tk_status st = tell_heights(input, ledger, err);
    return st ? st
              : tk_ledger_close(ledger, input->account, got, tk_source_filtered(input->source),
                                err);
}

enum tk_status tk_inputs_unchanged(const struct tk_inputs *inputs, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < inputs->n; i++)
        st = tk_source_unchanged(inputs->items[i].source, err);
    return st;
}

static enum tk_status add_file(struct tk_buffer *b, const char *name, const char *path,
                               struct tk_error *err)
{
    char digest[TK_DIGEST_SIZE];
    enum tk_status st = tk_digest_file(path, digest, err);
    if (!st)
        tk_buffer_format(b, "%s %s\n", name, digest);
    return st;
}

/* A directory being walked, and those above it: a link back to one of them is no way on. */
struct folder {
    const struct folder *above;
    dev_t device;
    ino_t number;
};

/* A walk through all files below a directory, links followed as those who read them follow
 * them. What may be done with one; `name` is its path below the root. */
struct tree {
    struct tk_buffer *out;
    size_t root_length;
    enum tk_status (*see)(struct tk_buffer *b, const char *name, const char *path,
                          const struct stat *status, struct tk_error *err);
};

static enum tk_status hash_file(struct tk_buffer *b, const char *name, const char *path,
                                const struct stat *status, struct tk_error *err)
{
    (void)status;
    return add_file(b, name, path, err);
}

static enum tk_status weigh_file(struct tk_buffer *b, const char *name, const char *path,
                                 const struct stat *status, struct tk_error *err)
{
    (void)path, (void)err;
    tk_buffer_format(b, "%s %lld\n", name, (long long)status->st_size);
    return TK_OK;
}

static enum tk_status cannot_be_read(const char *path, struct tk_error *err)
{
    return tk_fail(err, TK_NO_INPUT, "%s: cannot be read: %s", path, strerror(errno));
}

/* Neither the demo's inputs nor the layers' tests are what an edition is made of. */
static bool is_skipped(const char *name, const struct folder *above)
{
    bool top = above && !above->above;
    return above && (strcmp(name, "test") == 0 || (top && strcmp(name, "demo") == 0));
}

struct names {
    char **items;
    size_t n, capacity;
};

static enum tk_status keep_name(void *context, const char *name, struct tk_error *err)
{
    struct names *names = context;
    enum tk_status st =
        tk_grow(&names->items, &names->capacity, names->n + 1, sizeof *names->items, err);
    if (!st && !(names->items[names->n] = tk_strdup(name)))
        st = tk_fail_memory(err);
    names->n += !st;
    return st;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static enum tk_status see_path(const struct tree *t, const struct folder *above,
                               const char *path, struct tk_error *err);

static enum tk_status see_entries(const struct tree *t, const struct folder *folder,
                                  const char *path, const struct names *names,
                                  struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < names->n; i++) {
        struct tk_buffer below = {0};
        tk_buffer_format(&below, "%s/%s", path, names->items[i]);
        st = tk_buffer_check(&below, err);
        if (!st)
            st = see_path(t, folder, tk_buffer_string(&below), err);
        tk_buffer_free(&below);
    }
    return st;
}

static enum tk_status see_folder(const struct tree *t, const struct folder *folder,
                                 const char *path, struct tk_error *err)
{
    struct names names = {0};
    struct tk_place place;
    enum tk_status st = tk_place_at(path, 0, &place, err);
    if (!st && place.fd < 0)
        st = cannot_be_read(path, err);
    if (!st)
        st = tk_place_each(&place, keep_name, &names, err);
    tk_place_close(&place);
    if (names.n)
        qsort(names.items, names.n, sizeof *names.items, by_name);
    if (!st)
        st = see_entries(t, folder, path, &names, err);
    for (size_t i = 0; i < names.n; i++)
        tk_free(names.items[i]);
    tk_free(names.items);
    return st;
}

/* A link that leads nowhere is told by its name; a pipe nobody reads. */
static enum tk_status see_path(const struct tree *t, const struct folder *above,
                               const char *path, struct tk_error *err)
{
    struct stat status, link;
    const char *name = path + t->root_length;
    if (stat(path, &status) != 0) {
        int why = errno;
        bool dangling = (why == ENOENT || why == ELOOP || why == ENOTDIR) &&
                        lstat(path, &link) == 0 && S_ISLNK(link.st_mode);
        errno = why;
        if (!dangling)
            return cannot_be_read(path, err);
        tk_buffer_format(t->out, "%s -\n", name);
        return TK_OK;
    }
    if (S_ISREG(status.st_mode))
        return t->see(t->out, name, path, &status, err);
    if (!S_ISDIR(status.st_mode) || is_skipped(base_name(path), above))
        return TK_OK;
    for (const struct folder *f = above; f; f = f->above)
        if (f->device == status.st_dev && f->number == status.st_ino)
            return TK_OK;
    return see_folder(t, &(struct folder){above, status.st_dev, status.st_ino}, path, err);
}

/* The grids that the configuration names, and which ones are installed: what PROJ can use
 * decides how coordinates are changed. */
static enum tk_status add_grids(struct tk_buffer *b, const struct tk_edition_config *edition,
                                struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < edition->n_grids; i++)
        st = add_file(b, base_name(edition->grids[i]), edition->grids[i], err);
    const char *installed = tk_session_proj_files();
    return st || !*installed ? st
                             : see_path(&(struct tree){b, strlen(installed), weigh_file}, NULL,
                                        installed, err);
}

static enum tk_status add_source(struct tk_buffer *b, const struct tk_opened *item, bool *known,
                                 struct tk_error *err)
{
    size_t n;
    const struct tk_source_file *files = tk_source_files(item->source, &n);
    *known = *known && n > 0;
    for (size_t i = 0; i < n; i++)
        tk_buffer_format(b, "%s/%s %s\n", item->config->name, base_name(files[i].path),
                         files[i].sha256);
    enum tk_status st = TK_OK;
    if (*item->config->parents)
        st = add_file(b, "parents", item->config->parents, err);
    if (!st && *item->config->aliases)
        st = add_file(b, "aliases", item->config->aliases, err);
    return st;
}

enum tk_status tk_inputs_fingerprint(const struct tk_inputs *inputs,
                                     const struct tk_config *config, const char *layers,
                                     const char *as_of, char out[TK_DIGEST_SIZE], bool *known,
                                     struct tk_error *err)
{
    struct tk_buffer b = {0};
    char versions[512];
    *known = true;
    tk_session_versions(versions, sizeof versions);
    tk_buffer_format(&b, "as_of %s\n%s\n", as_of, versions);
    enum tk_status st = add_file(&b, "configuration", config->path, err);
    for (size_t i = 0; !st && i < config->n_codes; i++)
        st = add_file(&b, config->codes[i].name, config->codes[i].path, err);
    if (!st)
        st = see_path(&(struct tree){&b, strlen(layers), hash_file}, NULL, layers, err);
    if (!st)
        st = add_grids(&b, &config->edition, err);
    for (size_t i = 0; !st && i < inputs->n; i++)
        st = add_source(&b, &inputs->items[i], known, err);
    if (!st)
        st = tk_buffer_check(&b, err);
    if (!st)
        tk_digest_bytes(b.data, b.length, out);
    tk_buffer_free(&b);
    return st;
}
