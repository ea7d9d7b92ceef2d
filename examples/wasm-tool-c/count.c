// A tool in C with the standard library: counts words and lines, and finds the longest word.
//
// What a component's function takes and gives is fixed by its WIT: a string comes as an address and a length that
// `cabi_realloc` has made room for, and a record goes back as the address of its fields in order.
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct counts {
    uint32_t words;
    uint32_t lines;
    char *longest;
    uint32_t longest_bytes;
};

static struct counts result;

__attribute__((export_name("cabi_realloc")))
void *cabi_realloc(void *old, size_t old_bytes, size_t align, size_t bytes) {
    (void) old_bytes;
    if (bytes == 0)
        return (void *) align;
    void *memory = realloc(old, bytes);
    if (memory == NULL)
        abort();
    return memory;
}

__attribute__((export_name("count")))
struct counts *count(const char *text, size_t bytes) {
    memset(&result, 0, sizeof result);
    result.lines = bytes > 0;
    const char *word = text;
    for (size_t i = 0; i <= bytes; i++) {
        if (i < bytes && !isspace((unsigned char) text[i]))
            continue;
        size_t length = (size_t) (text + i - word);
        if (length > 0)
            result.words++;
        if (length > result.longest_bytes) {
            free(result.longest);
            result.longest = malloc(length);
            if (result.longest == NULL)
                abort();
            memcpy(result.longest, word, length);
            result.longest_bytes = (uint32_t) length;
        }
        word = text + i + 1;
        if (i + 1 < bytes && text[i] == '\n')
            result.lines++;
    }
    return &result;
}
