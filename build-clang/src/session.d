build-clang/src/session.o: src/session.c include/trygghetskarta/session.h \
  include/trygghetskarta/log.h include/trygghetskarta/status.h \
  include/trygghetskarta/memory.h

include/trygghetskarta/session.h:

include/trygghetskarta/log.h:

include/trygghetskarta/status.h:

include/trygghetskarta/memory.h:
