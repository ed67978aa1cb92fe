#include "trygghetskarta/layers.h"

/* Where the columns that columns.csv marks public will stand; the others go behind them. */
static enum tk_status keep_public(struct tk_layer *layer, struct tk_error *err)
{
    size_t kept = 0;
    for (size_t k = 0; k < layer->n_key; k++)
        if (!layer->columns[layer->key[k]]->is_public)
            return tk_fail(err, TK_USAGE,
                           "%s/layer.yaml: the key holds '%s', which is not public; a public "
                           "edition cannot have this layer",
                           layer->directory, layer->columns[layer->key[k]]->name);
    for (size_t c = 0; c < layer->n_columns; c++) {
        const struct tk_column *column = layer->columns[c];
        if (!column->is_public)
            continue;
        for (size_t k = 0; k < layer->n_key; k++)
            if (layer->key[k] == c)
                layer->key[k] = kept;
        layer->columns[c] = layer->columns[kept];
        layer->columns[kept++] = column;
    }
    layer->n_columns = kept;
    return TK_OK;
}

enum tk_status tk_layers_public(struct tk_layers *layers, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < layers->n; i++)
        st = keep_public(&layers->layers[i], err);
    return st;
}
