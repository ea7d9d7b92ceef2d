#include <stdio.h>
#define LIMIT 10
#define SQUARE(x) ((x) * (x))

/* A point. */
struct point {
    int x, y;
    char *name;
};

typedef struct { int id; } item_t;
typedef int (*callback)(int);
enum color { RED, GREEN = 5 };
union value { int i; float f; };

static int counter = 0;
char *names[] = { "int not_code() {}" };

/* Adds. */
int add(int a, int b)
{
    return a + b;
}

static char *find(const char *s) { return 0; }

int main(void) { return add(1, SQUARE(2)); }
