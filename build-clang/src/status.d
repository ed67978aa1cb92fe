build-clang/src/status.o: src/status.c include/trygghetskarta/status.h

include/trygghetskarta/status.h:
