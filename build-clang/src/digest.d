build-clang/src/digest.o: src/digest.c include/trygghetskarta/digest.h \
  include/trygghetskarta/status.h include/trygghetskarta/file.h \
  include/trygghetskarta/buffer.h

include/trygghetskarta/digest.h:

include/trygghetskarta/status.h:

include/trygghetskarta/file.h:

include/trygghetskarta/buffer.h:
