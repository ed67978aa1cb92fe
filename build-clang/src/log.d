build-clang/src/log.o: src/log.c include/trygghetskarta/log.h \
  include/trygghetskarta/status.h

include/trygghetskarta/log.h:

include/trygghetskarta/status.h:
