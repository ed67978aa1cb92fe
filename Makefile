# trygghetskarta: build, test, lint, install. `make help` lists the targets.

PREFIX ?= /usr/local
DESTDIR ?=
# make has a CC of its own (cc), which ?= would let stand.
ifeq ($(origin CC),default)
CC := gcc
endif
BUILD ?= build
VERSION := 0.1.0

PACKAGES := gdal geos proj sqlite3 yaml-0.1 nettle libzip libcurl
CFLAGS ?= -O2 -g
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
        -Werror=implicit-function-declaration
DEFS := -D_GNU_SOURCE -DGEOS_USE_ONLY_R_API -DTK_VERSION='"$(VERSION)"'
# The libraries' headers are system headers: their warnings are not ours.
INCLUDES := -Iinclude $(patsubst -I%,-isystem %,$(shell pkg-config --cflags-only-I $(PACKAGES)))
LIBS := $(shell pkg-config --libs gdal proj sqlite3 yaml-0.1 nettle libzip libcurl) -lgeos_c -lunistring -lm
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

LANGUAGE = -std=c11 $(WARN) $(DEFS) $(INCLUDES)
ALL_CFLAGS = $(LANGUAGE) $(CFLAGS) -MMD -MP

ROOMS := $(sort $(filter-out src/main.c,$(wildcard src/*.c src/analysis/*.c)))
GENERATOR := $(sort $(wildcard src/generate/*.c))
TESTS := $(sort $(wildcard tests/test_*.c))
SUPPORT := $(sort $(wildcard tests/support/*.c))
SOURCES := $(wildcard src/*.c src/*/*.c src/*.h src/*/*.h include/trygghetskarta/*.h tests/*.[ch] tests/support/*.[ch] tests/fuzz/*.[ch])

objects = $(patsubst %.c,$(1)/%.o,$(2))
TEST_PROGRAMS := $(patsubst tests/%.c,$(BUILD)/san/tests/%,$(TESTS))
FUZZED := $(patsubst tests/fuzz/%.c,%,$(filter-out %/fuzz.c %/replay.c,$(sort $(wildcard tests/fuzz/*.c))))
REPLAYS := $(FUZZED:%=$(BUILD)/san/tests/fuzz/replay_%)

.PHONY: check-qgis bench all help sanitized test cases memory check lint format install uninstall clean flags
all: $(BUILD)/trygghetskarta $(BUILD)/trygghetskarta-generate

help:
	@echo "all        the program and the generator of invented notes, in $(BUILD)/"
	@echo "test       the unit tests, with sanitizers; test-NAME runs tests/test_NAME.c alone"
	@echo "cases      the golden cases in tests/cases, with sanitizers"
	@echo "memory     what a note costs in memory, and the time of each step with a million"
	@echo "properties what unit tests show on thousands of invented shapes, on a million; an hour"
	@echo "check      what scripts/check runs"
	@echo "readers    200 editions published while four readers look; some minutes"
	@echo "torture    the program killed and starved wherever it can be; half an hour"
	@echo "coverage   lines and branches of src/ that the tests run"
	@echo "fuzz       each parser of ours fed with invented bytes for TIME seconds (clang)"
	@echo "lint       format, clang-tidy, cppcheck and the house rules (Debian 12)"
	@echo "format     clang-format on every source file"
	@echo "bench      our edition and what others need for the same data (BENCH: options of scripts/bench)"
	@echo "install    to \$$(DESTDIR)\$$(PREFIX), now $(DESTDIR)$(PREFIX); uninstall takes it away again"
	@echo "clean      removes $(BUILD)/"

# Each is built twice: plain for use, and under $(BUILD)/san with sanitizers for the tests.
$(BUILD)/rooms.a: $(call objects,$(BUILD),$(ROOMS))
	@rm -f $@; ar rcs $@ $^
$(BUILD)/san/rooms.a: $(call objects,$(BUILD)/san,$(ROOMS))
	@rm -f $@; ar rcs $@ $^

$(BUILD)/trygghetskarta: $(BUILD)/src/main.o $(BUILD)/rooms.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
$(BUILD)/trygghetskarta-generate: $(call objects,$(BUILD),$(GENERATOR)) $(BUILD)/rooms.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
$(BUILD)/san/trygghetskarta: $(BUILD)/san/src/main.o $(BUILD)/san/rooms.a
	$(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) -o $@ $^ $(LIBS)
$(BUILD)/san/trygghetskarta-generate: $(call objects,$(BUILD)/san,$(GENERATOR)) $(BUILD)/san/rooms.a
	$(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) -o $@ $^ $(LIBS)
$(BUILD)/san/generate.a: $(call objects,$(BUILD)/san,$(filter-out %/main.c,$(GENERATOR)))
	@rm -f $@; ar rcs $@ $^
# What memory.c asks the C library for goes through this test, which lets the n-th request fail.
$(BUILD)/san/tests/test_out_of_memory: LDFLAGS += -Wl,--wrap=calloc,--wrap=realloc
# What kind of file system publish sees is what the test says.
$(BUILD)/san/tests/test_publish: LDFLAGS += -Wl,--wrap=fstatfs
$(BUILD)/san/tests/test_%: $(BUILD)/san/tests/test_%.o $(call objects,$(BUILD)/san,$(SUPPORT)) $(BUILD)/san/generate.a $(BUILD)/san/rooms.a
	$(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka
$(BUILD)/san/tests/dump: $(BUILD)/san/tests/dump.o
	$(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) -o $@ $^ -lsqlite3
$(BUILD)/san/tests/convert: $(BUILD)/san/tests/convert.o
	$(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) -o $@ $^ $(shell pkg-config --libs gdal)

# Each fuzzed parser twice: with the seeds as a test, and, by clang, with what libFuzzer invents.
$(BUILD)/san/tests/fuzz/replay_%: $(BUILD)/san/tests/fuzz/%.o $(BUILD)/san/tests/fuzz/fuzz.o $(BUILD)/san/tests/fuzz/replay.o $(BUILD)/san/rooms.a
	$(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) -o $@ $^ $(LIBS)
FUZZ_FLAGS = -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
$(BUILD)/fuzz/%.o: %.c
	@mkdir -p $(@D)
	clang $(LANGUAGE) $(FUZZ_FLAGS) -MMD -MP -Itests -c -o $@ $<
$(BUILD)/fuzz/rooms.a: $(call objects,$(BUILD)/fuzz,$(ROOMS))
	@rm -f $@; ar rcs $@ $^
$(FUZZED:%=$(BUILD)/fuzz/fuzz_%): $(BUILD)/fuzz/fuzz_%: $(BUILD)/fuzz/tests/fuzz/%.o $(BUILD)/fuzz/tests/fuzz/fuzz.o $(BUILD)/fuzz/rooms.a
	clang++ -fsanitize=fuzzer,address,undefined $(LDFLAGS) -o $@ $^ $(LIBS)
.SECONDARY: $(foreach f,$(FUZZED) fuzz,$(BUILD)/fuzz/tests/fuzz/$(f).o $(BUILD)/san/tests/fuzz/$(f).o)

# The program with faults of our own planted in it: each function that lies is wrapped (tests/laws.sh).
PLANTED := $(shell sed -n 's/^WRAP.[^,]*, \([a-z_0-9]*\),.*/\1/p' tests/planted.c)
comma := ,
$(BUILD)/san/tests/planted: $(BUILD)/san/tests/planted.o $(BUILD)/san/src/main.o $(BUILD)/san/rooms.a
	$(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) $(addprefix -Wl$(comma)--wrap=,$(PLANTED)) -o $@ $^ $(LIBS)

$(BUILD)/san/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(SANITIZE) -Itests -c -o $@ $<
$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

# Everything with sanitizers: what the tests run.
sanitized: $(TEST_PROGRAMS) $(REPLAYS) $(BUILD)/san/tests/dump $(BUILD)/san/tests/convert \
           $(BUILD)/san/tests/planted \
           $(if $(wildcard src/main.c),$(BUILD)/san/trygghetskarta) \
           $(if $(GENERATOR),$(BUILD)/san/trygghetskarta-generate)

test: $(TEST_PROGRAMS)
	@BUILD=$(BUILD) scripts/run-tests $^
test-%: $(BUILD)/san/tests/test_%
	$<
cases: $(BUILD)/san/trygghetskarta $(BUILD)/san/tests/dump
	@BUILD=$(BUILD) scripts/run-tests scripts/run-cases
check:
	@scripts/check
memory:
	@BUILD=$(BUILD) tests/large/memory.sh
.PHONY: properties
properties:
	@BUILD=$(BUILD) scripts/properties
# Faults on purpose, in a plain build: sanitizers do not bear ptrace (scripts/torture).
$(BUILD)/tests/fault: $(BUILD)/tests/fault.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^
$(BUILD)/tests/starved: $(BUILD)/tests/starved.o $(BUILD)/src/main.o $(BUILD)/rooms.a
	$(CC) $(CFLAGS) $(LDFLAGS) -Wl,--wrap=calloc,--wrap=realloc -o $@ $^ $(LIBS)
.PHONY: readers torture tortured
readers: all
	@READERS_PUBLISHES=200 tests/large/readers.sh
tortured: $(BUILD)/trygghetskarta $(BUILD)/tests/fault $(BUILD)/tests/starved
torture: tortured
	@BUILD=$(BUILD) scripts/torture
.PHONY: coverage
coverage:
	@BUILD=$(BUILD) scripts/coverage
.PHONY: fuzz
# TIME: seconds for each parser; FUZZERS: some of them, by name.
fuzz: $(FUZZED:%=$(BUILD)/fuzz/fuzz_%)
	@BUILD=$(BUILD) scripts/fuzz $(or $(TIME),60) $(or $(FUZZERS),$(FUZZED))

lint:
	@scripts/lint
format:
	clang-format -i $(SOURCES)
# What a tool needs to read our sources as the compiler does.
flags:
	@echo '$(subst ','\'',$(LANGUAGE)) -Itests'

# The program looks for its layers at ../share/trygghetskarta/layers from where it lies.
SHARE = $(DESTDIR)$(PREFIX)/share
UNITS := $(sort $(wildcard systemd/*.service systemd/*.timer))
# A file with @BIN@ and @DOC@ in it, put where it belongs with what these are.
installed = install -D -m 644 $(1) "$(2)" && \
  sed -i 's|@BIN@|$(PREFIX)/bin|g; s|@DOC@|$(PREFIX)/share/doc/trygghetskarta|g' "$(2)"
install: all
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(SHARE)/doc/trygghetskarta"
	install -m 755 $(BUILD)/trygghetskarta $(BUILD)/trygghetskarta-generate "$(DESTDIR)$(PREFIX)/bin"
	to="$$(realpath -m "$(SHARE)")" && cd layers && \
	  find . -type f -exec install -D -m 644 {} "$$to/trygghetskarta/layers/{}" \;
	install -m 644 README.md CHANGELOG.md LICENSE $(wildcard docs/*.md) "$(SHARE)/doc/trygghetskarta"
	install -m 755 scripts/nightly "$(DESTDIR)$(PREFIX)/bin/trygghetskarta-nightly"
	$(call installed,systemd/cron,$(SHARE)/doc/trygghetskarta/cron)
	$(foreach unit,$(UNITS),$(call installed,$(unit),$(DESTDIR)$(PREFIX)/lib/systemd/system/$(notdir $(unit))) &&) true
	$(call installed,systemd/sysusers.conf,$(DESTDIR)$(PREFIX)/lib/sysusers.d/trygghetskarta.conf)
uninstall:
	cd "$(DESTDIR)$(PREFIX)/bin" && rm -f trygghetskarta trygghetskarta-generate trygghetskarta-nightly || true
	cd "$(DESTDIR)$(PREFIX)/lib" && rm -f $(addprefix systemd/system/,$(notdir $(UNITS))) sysusers.d/trygghetskarta.conf || true
	rm -rf "$(SHARE)/trygghetskarta" "$(SHARE)/doc/trygghetskarta"

# The editions of demo, Stockholm and Boston, opened in the QGIS that is installed; QGIS_ROOT=DIR: in that of another
# Debian (docs/qgis.md).
check-qgis: all
	@tests/large/qgis.sh

# BENCH: options and jobs of scripts/bench.
bench: all
	@BUILD=$(BUILD) scripts/bench $(BENCH)

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
