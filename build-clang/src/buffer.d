build-clang/src/buffer.o: src/buffer.c include/trygghetskarta/buffer.h \
  include/trygghetskarta/status.h include/trygghetskarta/memory.h

include/trygghetskarta/buffer.h:

include/trygghetskarta/status.h:

include/trygghetskarta/memory.h:
