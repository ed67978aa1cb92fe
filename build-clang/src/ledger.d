build-clang/src/ledger.o: src/ledger.c include/trygghetskarta/ledger.h \
  include/trygghetskarta/status.h include/trygghetskarta/memory.h

include/trygghetskarta/ledger.h:

include/trygghetskarta/status.h:

include/trygghetskarta/memory.h:
