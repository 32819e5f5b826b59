#include <abcistream/host.h>
