/* interrupt: a run that somebody ends (^C, kill, a closed terminal) ends as one that failed: it
 * clears away what it had begun and leaves what is published as it was.
 *
 * The only state of the process there is in the program, since a signal handler has no argument
 * of ours. Any thread may ask.
 */
#ifndef TRYGGHETSKARTA_INTERRUPT_H
#define TRYGGHETSKARTA_INTERRUPT_H

#include "trygghetskarta/status.h"

/* From now on SIGINT, SIGTERM and SIGHUP are remembered instead of ending the process, unless
 * whoever started it had them ignored (nohup). One more, some seconds later, ends it at once:
 * somebody lost patience. */
void tk_interrupt_catch(void);

/* The signal that was caught, 0 if none. Costs nothing to ask. */
int tk_interrupt_caught(void);

/* TK_INTERRUPTED if one was caught, for the places where long work can be left. */
TK_CHECK enum tk_status tk_interrupt_check(struct tk_error *err);

/* Ends the process by the signal that was caught, so that a shell or a timer is told the truth;
 * returns if none was. The last thing main does. */
void tk_interrupt_end(void);

#endif
