build-clang/src/text.o: src/text.c include/trygghetskarta/text.h \
  include/trygghetskarta/status.h include/trygghetskarta/memory.h

include/trygghetskarta/text.h:

include/trygghetskarta/status.h:

include/trygghetskarta/memory.h:
