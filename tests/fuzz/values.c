/* Numbers, dates, deadlines, times of day, and formats of dates. The first line is a format,
 * the rest the text. */
#include "fuzz.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <math.h>
#include <string.h>

static void numbers(const char *text)
{
    for (int comma = 0; comma < 2; comma++) {
        double value, again;
        char shown[32];
        if (!tk_text_number(text, comma ? ',' : '.', &value))
            continue;
        HOLD(isfinite(value));
        tk_text_from_number(value, shown);
        HOLD(strlen(shown) < sizeof shown);
        HOLD(tk_text_number(shown, '.', &again) && again == value);
    }
    long long whole;
    double same;
    if (strlen(text) < 500 && tk_text_integer(text, &whole) && whole > -1000000000000 &&
        whole < 1000000000000)
        HOLD(tk_text_number(text, '.', &same) && same == (double)whole);
}

static void look_at(bool read, const struct tk_date *date, const char *fault)
{
    HOLD(read == (fault == NULL));
    HOLD(read == (date->day != TK_NO_DAY));
    if (!read)
        return;
    char shown[16], time[8];
    struct tk_date again;
    tk_date_print(date->day, shown);
    tk_date_print_time(date->second, time);
    HOLD(tk_date_parse(shown, NULL, &again, &fault) && again.day == date->day);
    HOLD(again.second == TK_NO_SECOND && again.precision == TK_DAY);
    HOLD(date->second >= TK_NO_SECOND && date->second < 86400);
}

static void dates(const char *format, const char *text)
{
    const char *fault = NULL;
    struct tk_date date;
    bool read = tk_date_parse(text, NULL, &date, &fault);
    look_at(read, &date, fault);
    fault = NULL;
    read = tk_date_parse_deadline(text, NULL, 20000, &date, &fault);
    look_at(read, &date, fault);
    fault = NULL;
    bool valid = tk_date_format_valid(format, &fault);
    HOLD(valid == (fault == NULL));
    if (!valid)
        return;
    read = tk_date_parse(text, format, &date, &fault);
    look_at(read, &date, fault);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_session();
    char *format = fuzz_text(data, size), *text = strchr(format, '\n');
    int32_t second;
    if (text) {
        *text++ = '\0';
        numbers(text);
        dates(format, text);
        bool is_time = tk_date_parse_time(text, &second);
        HOLD(is_time == (second != TK_NO_SECOND) && second < 86400);
    }
    tk_free(format);
    return 0;
}
