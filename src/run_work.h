/* run_work: what a run holds while it goes through its steps, and the steps. Private to run. */
#ifndef TRYGGHETSKARTA_RUN_WORK_H
#define TRYGGHETSKARTA_RUN_WORK_H

#include "trygghetskarta/areas.h"
#include "trygghetskarta/before.h"
#include "trygghetskarta/config.h"
#include "trygghetskarta/date.h"
#include "trygghetskarta/districts.h"
#include "trygghetskarta/facts.h"
#include "trygghetskarta/layers.h"
#include "trygghetskarta/manifest.h"
#include "trygghetskarta/measures.h"
#include "trygghetskarta/metadata.h"
#include "trygghetskarta/notes.h"
#include "trygghetskarta/publish.h"
#include "trygghetskarta/relations.h"
#include "trygghetskarta/run.h"

struct tk_work {
    const struct tk_request *request;
    struct tk_log *log;
    FILE *out;
    bool done; /* nothing is left to do */
    size_t threads;

    struct tk_session session;
    struct tk_config *config;
    char layers_directory[4096];
    struct tk_date as_of;
    char as_of_day[16], stamp[32];
    char as_of_moment[32]; /* the day, and the time of day where one is given */
    struct tk_dictionary *dictionary;
    struct tk_layers *layers;
    struct tk_crs_info crs;
    struct tk_publication *publication;
    struct tk_ledger ledger;
    struct tk_inputs inputs;
    struct tk_reading reading;
    struct tk_geopackage *gp;
    struct tk_relations *relations;
    struct tk_districts *districts;
    struct tk_features area_features;
    struct tk_areas *areas;
    struct tk_surroundings around;
    struct tk_measures *measures;
    struct tk_facts *facts;
    struct tk_noted noted;
    const char **source_names; /* then as many of their keys */
    struct tk_manifest manifest;
    const char *published; /* where the edition lies; borrowed from the publication */
};

TK_CHECK enum tk_status tk_work_open(struct tk_work *work, struct tk_error *err);
void tk_work_close(struct tk_work *work);

/* Whether the file that -o names may be replaced: it is not there, or it is an edition of ours
 * that is not published and not read by this run. Else TK_UNSAFE. */
TK_CHECK enum tk_status tk_work_may_replace(const struct tk_work *work, struct tk_error *err);

/* What is printed at the end: the edition that was published, or the one that stands where
 * nothing had changed; or, as JSON, the error. */
void tk_work_tell(const struct tk_work *work, const char *json);
TK_CHECK enum tk_status tk_work_tell_unchanged(struct tk_work *work, struct tk_error *err);
void tk_work_tell_error(const struct tk_work *work, const struct tk_error *err);

/* Law 8: totals and sources held against the newest edition's manifest: TK_INPUT if one moved
 * too far, unless --accept-change. */
TK_CHECK enum tk_status tk_work_plausible(const struct tk_work *work, struct tk_error *err);

/* What is no error, and yet hardly meant so; docs/configuration.md has the list. The others are
 * told where they are found: CRS overruled, columns missing, words that never occur. */
void tk_work_warn_account(struct tk_work *work, const struct tk_opened *input);
void tk_work_warn_borders(struct tk_work *work, const struct tk_opened *input);
/* Whether the edition's CRS is true to length where the districts lie: a warning from 0.2 %,
 * and TK_USAGE from 1 %. */
TK_CHECK enum tk_status tk_work_judge_scale(struct tk_work *work, struct tk_error *err);
void tk_work_warn_kinds(struct tk_work *work);
void tk_work_warn_notes(struct tk_work *work);
TK_CHECK enum tk_status tk_work_warn_texts(struct tk_work *work,
                                           const struct tk_edition *edition,
                                           struct tk_error *err);

TK_CHECK enum tk_status tk_work_configure(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_standing(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_dictionary(struct tk_work *work, struct tk_error *err);
/* The empty protocol of TK_TEMPLATE. */
TK_CHECK enum tk_status tk_work_protocol(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_target(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_inputs(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_edition(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_districts(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_surroundings(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_overlay(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_notes(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_layers(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_metadata(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_finish(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_verify(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_publish(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_deliver(struct tk_work *work, struct tk_error *err);
TK_CHECK enum tk_status tk_work_report(struct tk_work *work, struct tk_error *err);

#endif
