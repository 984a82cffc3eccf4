#include "CInstruments.h"

static const unsigned char instruments[] = {
#embed "instruments.json"
};

const unsigned char *cinstruments_bytes(void) { return instruments; }

size_t cinstruments_count(void) { return sizeof instruments; }
