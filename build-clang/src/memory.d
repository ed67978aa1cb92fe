build-clang/src/memory.o: src/memory.c include/trygghetskarta/memory.h \
  include/trygghetskarta/status.h

include/trygghetskarta/memory.h:

include/trygghetskarta/status.h:
