#include <abcistream/abcistream.h>
