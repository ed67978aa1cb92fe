/* convert: writes a table in another format, as ogr2ogr does (which Debian has in a package of
 * its own, with much else): the inputs of tests are then made by GDAL's writers and not by us.
 *
 *   convert SOURCE TARGET [OPTION…]      OPTION as of ogr2ogr
 */
#include <cpl_string.h>
#include <gdal_utils.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char **argv)
{
    char **opening = NULL, **writing = NULL;
    if (argc < 3) {
        fprintf(stderr, "convert SOURCE TARGET [OPTION…]\n");
        return 2;
    }
    for (int i = 3; i < argc;
         i++) /* what is said of the source is not for GDAL's translation */
        if (strcmp(argv[i], "-oo") == 0 && i + 1 < argc)
            opening = CSLAddString(opening, argv[++i]);
        else
            writing = CSLAddString(writing, argv[i]);
    GDALAllRegister();
    GDALDatasetH in =
        GDALOpenEx(argv[1], GDAL_OF_VECTOR, NULL, (const char *const *)opening, NULL);
    GDALVectorTranslateOptions *how = GDALVectorTranslateOptionsNew(writing, NULL);
    GDALDatasetH out = in && how ? GDALVectorTranslate(argv[2], NULL, 1, &in, how, NULL) : NULL;
    int code = out ? 0 : 1;
    GDALVectorTranslateOptionsFree(how);
    GDALClose(out);
    GDALClose(in);
    CSLDestroy(opening);
    CSLDestroy(writing);
    GDALDestroyDriverManager();
    return code;
}
