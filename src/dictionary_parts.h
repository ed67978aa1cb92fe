/* dictionary_parts: what the files of the dictionary room share among themselves.
 */
#ifndef DICTIONARY_PARTS_H
#define DICTIONARY_PARTS_H

#include "trygghetskarta/dictionary.h"

/* TK_USAGE with "file:line: " of a row before the message. */
enum tk_status tk_dictionary_fault(const struct tk_table *table, size_t row,
                                   struct tk_error *err, const char *format, ...)
    TK_PRINTF(4, 5);

/* Lower case ASCII letters, digits and '_', a letter first: what stands in SQL unquoted. */
bool tk_dictionary_is_name(const char *text);

/* The words of a table: for each row the cells of the columns names[n_names], and the synonyms
 * in the column `synonyms`, between bars. TK_USAGE where two rows share a word, or a synonym
 * is nothing once it is folded. */
TK_CHECK enum tk_status tk_dictionary_words(const struct tk_table *table, const size_t *names,
                                            size_t n_names, size_t synonyms,
                                            struct tk_word **words, size_t *n_words,
                                            struct tk_error *err);
void tk_dictionary_words_free(struct tk_word *words, size_t n_words);

/* The row a word means, or (size_t)-1. */
TK_CHECK enum tk_status tk_dictionary_look_up(const struct tk_word *words, size_t n_words,
                                              const char *word, size_t *means,
                                              struct tk_error *err);

/* The row that all words mean that begin as `word` does; (size_t)-1 if none does, or they mean
 * several. */
TK_CHECK enum tk_status tk_dictionary_look_up_beginning(const struct tk_word *words,
                                                        size_t n_words, const char *word,
                                                        size_t *means, struct tk_error *err);

/* Reads d->codes: the lists in d->directory/codes, or those that replace them. */
TK_CHECK enum tk_status tk_dictionary_read_codes(struct tk_dictionary *d,
                                                 const struct tk_codes_file *replaced,
                                                 size_t n_replaced, struct tk_error *err);
void tk_dictionary_free_codes(struct tk_dictionary *d);

#endif
