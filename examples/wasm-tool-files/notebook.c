// A tool in C that keeps notes in files, with nothing but the standard library: it sees the folder that it is granted as
// /notes, and nothing else of the disk.
//
// A result goes back as the address of its discriminant, 0 for ok and 1 for an error, with the payload behind it.
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PATH_BYTES 512
#define LINE_BYTES 1024
#define HITS_MAX 1000
#define NOTE_BYTES_MAX (1 << 20)

struct text {
    char *bytes;
    uint32_t length;
};

struct hit {
    struct text name;
    uint32_t line;
    struct text text;
};

struct size_result {
    uint8_t failed;
    union {
        uint64_t size;
        struct text error;
    };
};

struct hits_result {
    uint8_t failed;
    union {
        struct {
            struct hit *hits;
            uint32_t count;
        };
        struct text error;
    };
};

struct text_result {
    uint8_t failed;
    struct text text;
};

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

static struct text copy(const char *bytes, size_t length) {
    struct text text = {cabi_realloc(NULL, 0, 1, length), (uint32_t) length};
    memcpy(text.bytes, bytes, length);
    return text;
}

static struct text error(void) {
    const char *words = strerror(errno);
    return copy(words, strlen(words));
}

static int note(char path[PATH_BYTES], const char *name, size_t length) {
    int written = snprintf(path, PATH_BYTES, "/notes/%.*s", (int) length, name);
    if (written > 0 && written < PATH_BYTES)
        return 0;
    errno = ENAMETOOLONG;
    return -1;
}

__attribute__((export_name("add")))
struct size_result *add(const char *name, size_t name_bytes, const char *text, size_t text_bytes) {
    static struct size_result result;
    char path[PATH_BYTES];
    struct stat status;
    result.failed = 1;
    FILE *file = note(path, name, name_bytes) == 0 ? fopen(path, "a") : NULL;
    if (file == NULL) {
        result.error = error();
        return &result;
    }
    int written = fprintf(file, "%.*s\n", (int) text_bytes, text);
    if (fclose(file) != 0 || written < 0 || stat(path, &status) != 0) {
        result.error = error();
        return &result;
    }
    result.failed = 0;
    result.size = (uint64_t) status.st_size;
    return &result;
}

static void search(struct hits_result *result, FILE *file, const char *name, const char *wanted) {
    char line[LINE_BYTES];
    for (uint32_t number = 1; result->count < HITS_MAX && fgets(line, sizeof line, file) != NULL; number++) {
        line[strcspn(line, "\n")] = 0;
        if (strstr(line, wanted) == NULL)
            continue;
        struct hit hit = {copy(name, strlen(name)), number, copy(line, strlen(line))};
        result->hits[result->count++] = hit;
    }
}

static int by_name(const struct dirent **left, const struct dirent **right) {
    return strcmp((*left)->d_name, (*right)->d_name);
}

__attribute__((export_name("find")))
struct hits_result *find(const char *text, size_t bytes) {
    static struct hits_result result;
    struct dirent **entries;
    char path[PATH_BYTES];
    char wanted[LINE_BYTES];
    snprintf(wanted, sizeof wanted, "%.*s", (int) bytes, text);
    int count = scandir("/notes", &entries, NULL, by_name);
    if (count < 0) {
        result.failed = 1;
        result.error = error();
        return &result;
    }
    result.failed = 0;
    result.hits = cabi_realloc(NULL, 0, 4, HITS_MAX * sizeof *result.hits);
    result.count = 0;
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        if (entries[i]->d_type != DT_REG || note(path, name, strlen(name)) != 0)
            continue;
        FILE *file = fopen(path, "r");
        if (file != NULL) {
            search(&result, file, name, wanted);
            fclose(file);
        }
    }
    return &result;
}

__attribute__((export_name("show")))
struct text_result *show(const char *name, size_t bytes) {
    static struct text_result result;
    char path[PATH_BYTES];
    FILE *file = note(path, name, bytes) == 0 ? fopen(path, "r") : NULL;
    result.failed = 1;
    if (file == NULL) {
        result.text = error();
        return &result;
    }
    char *content = cabi_realloc(NULL, 0, 1, NOTE_BYTES_MAX);
    size_t length = fread(content, 1, NOTE_BYTES_MAX, file);
    if (ferror(file)) {
        result.text = error();
    } else {
        result.failed = 0;
        result.text.bytes = content;
        result.text.length = (uint32_t) length;
    }
    fclose(file);
    return &result;
}

static struct text_result *done(int status) {
    static struct text_result result;
    result.failed = status != 0;
    if (result.failed)
        result.text = error();
    return &result;
}

__attribute__((export_name("rename")))
struct text_result *rename_note(const char *name, size_t name_bytes, const char *to, size_t to_bytes) {
    char from[PATH_BYTES], into[PATH_BYTES];
    if (note(from, name, name_bytes) != 0 || note(into, to, to_bytes) != 0)
        return done(-1);
    return done(rename(from, into));
}

__attribute__((export_name("remove")))
struct text_result *remove_note(const char *name, size_t bytes) {
    char path[PATH_BYTES];
    return done(note(path, name, bytes) == 0 ? remove(path) : -1);
}
