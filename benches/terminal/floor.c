/* The least that a terminal program can do: prints a screen that was captured before, byte for byte, and waits for a key.
   `floor FILE` prints FILE. `floor FILE j` then answers each key with the bytes of one moved marker, as a list would. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

int main(int argc, char **argv) {
    static char screen[1 << 20];
    struct termios raw, before;
    char key[512];
    int row = 4, file = argc > 1 ? open(argv[1], O_RDONLY) : -1;
    ssize_t length = file < 0 ? 0 : read(file, screen, sizeof screen);
    if (length <= 0) return 1;
    tcgetattr(0, &before);
    raw = before;
    cfmakeraw(&raw);
    tcsetattr(0, TCSANOW, &raw);
    if (write(1, screen, length) != length) return 1;
    for (;;) {
        ssize_t n = read(0, key, sizeof key);
        if (n <= 0 || memchr(key, 'q', n)) break;
        if (argc > 2) {
            char out[64];
            int m = snprintf(out, sizeof out, "\033[%d;1H \033[%d;1H>", row, row + 1);
            row = row >= 20 ? 4 : row + 1;
            if (write(1, out, m) != m) break;
        }
    }
    tcsetattr(0, TCSANOW, &before);
    return 0;
}
