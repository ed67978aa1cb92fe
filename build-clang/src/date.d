build-clang/src/date.o: src/date.c include/trygghetskarta/date.h \
  include/trygghetskarta/status.h

include/trygghetskarta/date.h:

include/trygghetskarta/status.h:
