build-clang/src/file.o: src/file.c include/trygghetskarta/file.h \
  include/trygghetskarta/buffer.h include/trygghetskarta/status.h

include/trygghetskarta/file.h:

include/trygghetskarta/buffer.h:

include/trygghetskarta/status.h:
