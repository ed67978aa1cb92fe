build-clang/src/text_personal.o: src/text_personal.c \
  include/trygghetskarta/date.h include/trygghetskarta/status.h \
  include/trygghetskarta/text.h

include/trygghetskarta/date.h:

include/trygghetskarta/status.h:

include/trygghetskarta/text.h:
