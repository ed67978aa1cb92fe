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

/* A thousand numbers over a belt of three slots; the taker stops after `until` of them. */
struct crate {
    struct tk_belt belt;
    int slots[3];
};

static enum tk_status send(void *context, struct tk_error *err)
{
    struct crate *c = context;
    size_t slot;
    (void)err;
    for (int i = 0; i < 1000 && tk_belt_load(&c->belt, &slot); i++) {
        c->slots[slot] = i;
        tk_belt_hand_over(&c->belt);
    }
    tk_belt_end(&c->belt);
    return TK_OK;
}

static int take(int until)
{
    struct crate c;
    struct tk_lane lane = {.work = send, .context = &c};
    int n = 0;
    size_t slot;
    tk_belt_open(&c.belt, 3);
    assert_true(tk_lane_begin(&lane));
    while (n < until && tk_belt_unload(&c.belt, &slot)) {
        assert_int_equal(c.slots[slot], n++);
        tk_belt_give_back(&c.belt);
    }
    tk_belt_stop(&c.belt);
    tk_lane_await(&lane);
    tk_belt_close(&c.belt);
    return n;
}

static void a_belt_keeps_the_order_and_loses_nothing(void **state)
{
    (void)state;
    assert_int_equal(take(2000), 1000);
}

static void a_belt_that_is_stopped_lets_its_loader_go(void **state)
{
    (void)state;
    assert_int_equal(take(17), 17);
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
        cmocka_unit_test(a_belt_keeps_the_order_and_loses_nothing),
        cmocka_unit_test(a_belt_that_is_stopped_lets_its_loader_go),
        cmocka_unit_test(there_is_a_processor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
