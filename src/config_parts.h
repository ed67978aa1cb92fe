/* config_parts: what the files of the config room share among themselves.
 */
#ifndef CONFIG_PARTS_H
#define CONFIG_PARTS_H

#include "trygghetskarta/config.h"
#include "trygghetskarta/yaml.h"

/* A configuration being read. */
struct config_reader {
    const struct tk_yaml *yaml;
    struct tk_config *config;
};

/* Memory that lives as long as the configuration. NULL tells the error. */
void *config_block(struct tk_config *config, size_t n, size_t size, struct tk_error *err);
char *config_text(struct tk_config *config, const char *text, struct tk_error *err);

/* A path as it is to be opened: relative to the directory of the configuration. */
char *config_path(struct tk_config *config, const char *path, struct tk_error *err);

/* Reads a map by the options of a section into the section's struct, presets for what is not
 * given; map is NULL where the whole section is not there. */
TK_CHECK enum tk_status config_section(struct config_reader *r, const char *section,
                                       const struct tk_node *map, void *into,
                                       struct tk_error *err);

/* Reads the value of an option that is a list or map; node is NULL where it is not given. */
TK_CHECK enum tk_status config_compound(struct config_reader *r, const struct tk_option *option,
                                        const struct tk_node *node, void *into,
                                        struct tk_error *err);

/* Where the value of a key stands; line 0 if it is not given. */
struct tk_mark config_mark(const struct tk_node *map, const char *key);

/* What the values of one source, and of the whole, have to do with each other. `map` is the
 * source's node. */
TK_CHECK enum tk_status config_check_source(const struct config_reader *r,
                                            const struct tk_node *map,
                                            const struct tk_source_config *source,
                                            struct tk_error *err);
TK_CHECK enum tk_status config_check_whole(const struct config_reader *r, struct tk_error *err);

#endif
