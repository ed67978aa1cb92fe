build-clang/src/table.o: src/table.c include/trygghetskarta/table.h \
  include/trygghetskarta/status.h include/trygghetskarta/file.h \
  include/trygghetskarta/buffer.h include/trygghetskarta/memory.h \
  include/trygghetskarta/text.h

include/trygghetskarta/table.h:

include/trygghetskarta/status.h:

include/trygghetskarta/file.h:

include/trygghetskarta/buffer.h:

include/trygghetskarta/memory.h:

include/trygghetskarta/text.h:
