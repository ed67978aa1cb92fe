# trygghetskarta: build, test, lint, install. `make help` lists the targets.

PREFIX ?= /usr/local
DESTDIR ?=
CC ?= gcc
BUILD ?= build
VERSION := 0.1.0

PACKAGES := gdal geos proj sqlite3 yaml-0.1 libmd
CFLAGS ?= -O2 -g
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
        -Werror=implicit-function-declaration
DEFS := -D_GNU_SOURCE -DGEOS_USE_ONLY_R_API -DTK_VERSION='"$(VERSION)"'
INCLUDES := -Iinclude $(patsubst -I%,-isystem %,$(shell pkg-config --cflags-only-I $(PACKAGES)))
LIBS := $(shell pkg-config --libs gdal proj sqlite3 yaml-0.1 libmd) -lgeos_c -lunistring -lm
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

ALL_CFLAGS = -std=c11 $(WARN) $(DEFS) $(INCLUDES) $(CFLAGS) -MMD -MP

ROOMS := $(sort $(filter-out src/main.c,$(wildcard src/*.c src/analysis/*.c)))
GENERATOR := $(sort $(wildcard src/generate/*.c))
TESTS := $(sort $(wildcard tests/test_*.c))
SUPPORT := $(sort $(wildcard tests/support/*.c))

objects = $(patsubst %.c,$(1)/%.o,$(2))

.PHONY: all test lint format format-check install clean help
all: $(BUILD)/trygghetskarta $(BUILD)/trygghetskarta-generate

help:
	@echo "all test lint format install clean"

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
$(BUILD)/san/tests/test_%: $(BUILD)/san/tests/test_%.o $(call objects,$(BUILD)/san,$(SUPPORT)) $(BUILD)/san/rooms.a
	$(CC) $(CFLAGS) $(SANITIZE) $(LDFLAGS) -o $@ $^ $(LIBS) -lcmocka

$(BUILD)/san/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(SANITIZE) -Itests -c -o $@ $<
$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

# The unit tests, each a program; `make test-date` runs one of them.
test: $(patsubst tests/test_%.c,$(BUILD)/san/tests/test_%,$(TESTS))
	@scripts/run-tests $^
test-%: $(BUILD)/san/tests/test_%
	$<

lint:
	@scripts/lint
format:
	clang-format -i $(wildcard src/*.c src/*/*.c include/trygghetskarta/*.h tests/*.c tests/support/*.[ch])

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
