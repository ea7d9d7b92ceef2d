// Work for a WebAssembly runtime: hashing, text, calls and floating point. No library, no allocation.
#include <stdint.h>

#define SIZE 128

static uint8_t block[1 << 20];
static double left[SIZE][SIZE], right[SIZE][SIZE], product[SIZE][SIZE];

// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
static uint32_t constants[64];

static void make_constants(void) {
    int found = 0;
    for (uint32_t number = 2; found < 64; number++) {
        int prime = 1;
        for (uint32_t divisor = 2; divisor * divisor <= number; divisor++)
            prime &= number % divisor != 0;
        if (!prime)
            continue;
        double root = 1;
        for (int i = 0; i < 60; i++)
            root = root - (root * root * root - number) / (3 * root * root);
        constants[found++] = (uint32_t) (uint64_t) ((root - (double) (uint32_t) root) * 4294967296.0);
    }
}

static uint32_t rotated(uint32_t x, int by) {
    return x >> by | x << (32 - by);
}

static void compress(uint32_t state[8], const uint8_t *chunk) {
    uint32_t w[64], s[8];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t) chunk[4 * i] << 24 | chunk[4 * i + 1] << 16 | chunk[4 * i + 2] << 8 | chunk[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        uint32_t a = rotated(w[i - 15], 7) ^ rotated(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t b = rotated(w[i - 2], 17) ^ rotated(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + a + w[i - 7] + b;
    }
    for (int i = 0; i < 8; i++)
        s[i] = state[i];
    for (int i = 0; i < 64; i++) {
        uint32_t a = rotated(s[4], 6) ^ rotated(s[4], 11) ^ rotated(s[4], 25);
        uint32_t t = s[7] + a + ((s[4] & s[5]) ^ (~s[4] & s[6])) + constants[i] + w[i];
        uint32_t b = rotated(s[0], 2) ^ rotated(s[0], 13) ^ rotated(s[0], 22);
        uint32_t u = b + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        for (int j = 7; j > 0; j--)
            s[j] = s[j - 1];
        s[4] += t;
        s[0] = t + u;
    }
    for (int i = 0; i < 8; i++)
        state[i] += s[i];
}

__attribute__((export_name("sha256")))
uint32_t sha256(uint32_t mib) {
    uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    make_constants();
    for (uint32_t i = 0; i < sizeof block; i++)
        block[i] = (uint8_t) (i * 31);
    for (uint32_t round = 0; round < mib; round++)
        for (uint32_t at = 0; at < sizeof block; at += 64)
            compress(state, block + at);
    return state[0];
}

// Counts members, elements and strings of JSON text.
__attribute__((export_name("scan")))
uint32_t scan(uint32_t megabytes) {
    static const char part[] = "{\"name\":\"a \\\"b\\\"\",\"list\":[1,2.5,-3e4,true,null],\"deep\":{\"x\":[[]]}},\n";
    uint32_t tokens = 0, depth = 0;
    for (uint32_t i = 0; i < sizeof block; i++)
        block[i] = (uint8_t) part[i % (sizeof part - 1)];
    for (uint32_t round = 0; round < megabytes; round++) {
        int text = 0;
        for (uint32_t i = 0; i < sizeof block; i++) {
            uint8_t c = block[i];
            if (text) {
                if (c == '\\')
                    i++;
                else if (c == '"')
                    text = 0;
                continue;
            }
            switch (c) {
                case '"': text = 1; tokens++; break;
                case '{': case '[': depth++; tokens++; break;
                case '}': case ']': depth--; break;
                case ',': case ':': tokens++; break;
                default: break;
            }
        }
    }
    return tokens + depth;
}

__attribute__((noinline)) static uint32_t fibonacci(uint32_t n) {
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

__attribute__((export_name("fib")))
uint32_t fib(uint32_t n) {
    return fibonacci(n);
}

__attribute__((export_name("multiply")))
uint32_t multiply(uint32_t rounds) {
    for (int i = 0; i < SIZE; i++)
        for (int j = 0; j < SIZE; j++) {
            left[i][j] = i + j * 0.5;
            right[i][j] = i * 0.25 - j;
        }
    double sum = 0;
    for (uint32_t round = 0; round < rounds; round++) {
        for (int i = 0; i < SIZE; i++)
            for (int j = 0; j < SIZE; j++) {
                double cell = 0;
                for (int k = 0; k < SIZE; k++)
                    cell += left[i][k] * right[k][j];
                product[i][j] = cell;
            }
        left[round % SIZE][0] = product[SIZE - 1][SIZE - 1] * 1e-9;
        sum += product[round % SIZE][1];
    }
    return (uint32_t) (int64_t) sum;
}
