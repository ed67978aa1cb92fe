#include "support/support.h"

#include "trygghetskarta/lanes.h"

#include <string.h>

struct piece {
    int number;
    bool fails, done;
};

static enum tk_status work(void *context, struct tk_error *err)
{
    struct piece *p = context;
    p->done = true;
    return p->fails ? tk_fail(err, TK_INPUT, "piece %d", p->number) : TK_OK;
}

/* Six pieces, of which those in `fails` do. */
static enum tk_status run(const char *fails, size_t threads, struct piece pieces[6],
                          struct tk_error *err)
{
    struct tk_lane lanes[6];
    for (int i = 0; i < 6; i++) {
        pieces[i] = (struct piece){.number = i, .fails = fails[i] == 'x'};
        lanes[i] = (struct tk_lane){.work = work, .context = &pieces[i]};
    }
    return tk_lanes_run(lanes, 6, threads, err);
}

static void does_every_piece_once(void **state)
{
    (void)state;
    for (size_t threads = 0; threads < 8; threads++) {
        struct piece pieces[6];
        struct tk_error err = {TK_OK, ""};
        assert_int_equal(run("......", threads, pieces, &err), TK_OK);
        for (int i = 0; i < 6; i++)
            assert_true(pieces[i].done);
    }
}

static void tells_the_first_failure_however_many_threads(void **state)
{
    (void)state;
    for (size_t threads = 1; threads < 8; threads++) {
        struct piece pieces[6];
        struct tk_error err = {TK_OK, ""};
        assert_int_equal(run("..x.xx", threads, pieces, &err), TK_INPUT);
        assert_string_equal(err.message, "piece 2");
    }
}

static void begins_nothing_after_a_failure(void **state)
{
    (void)state;
    struct piece pieces[6];
    struct tk_error err = {TK_OK, ""};
    assert_int_equal(run(".x....", 1, pieces, &err), TK_INPUT);
    assert_true(pieces[1].done);
    assert_false(pieces[2].done);
}

static void there_is_a_processor(void **state)
{
    (void)state;
    assert_true(tk_lanes_processors() >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(does_every_piece_once),
        cmocka_unit_test(tells_the_first_failure_however_many_threads),
        cmocka_unit_test(begins_nothing_after_a_failure),
        cmocka_unit_test(there_is_a_processor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
