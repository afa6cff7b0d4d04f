// Loaded before the C library: /dev/hidraw0 of a made-up device tree becomes the Unix socket that HIDRAW_SOCKET names, and
// the questions of <linux/hidraw.h> about it are answered as a bar code scanner with HID-POS reports would.
// Reports sent as features go out on the socket behind one byte 'F'; others as they are written.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/hidraw.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define FDS_MAX 16
static int ours[FDS_MAX], count;

// Usage page 0x8C, bar code scanner; report 2 in of 63 bytes, report 4 out of 8 bytes, feature 254 of one byte.
static const unsigned char descriptor[] = {
    0x06, 0x8c, 0x00, 0x09, 0x02, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x85, 0x02, 0x95, 0x3f,
    0x09, 0x30, 0x81, 0x02, 0x85, 0x04, 0x95, 0x08, 0x09, 0x34, 0x91, 0x02, 0x85, 0xfe, 0x95, 0x01, 0x09, 0x35,
    0xb1, 0x02, 0xc0};

static int is_ours(int fd) {
  for (int at = 0; at < count; at++)
    if (ours[at] == fd) return 1;
  return 0;
}

// -2: not our path.
static int open_ours(const char *path) {
  const char *name = getenv("HIDRAW_SOCKET");
  if (name == NULL || path == NULL || strcmp(path, "/dev/hidraw0") != 0) return -2;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, name, sizeof address.sun_path - 1);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
    close(fd);
    errno = ENODEV;
    return -1;
  }
  if (count < FDS_MAX) ours[count++] = fd;
  return fd;
}

#define WRAP_OPEN(name)                                                    \
  int name(const char *path, int flags, ...) {                             \
    mode_t mode = 0;                                                       \
    if (flags & (O_CREAT | O_TMPFILE)) {                                   \
      va_list rest;                                                        \
      va_start(rest, flags);                                               \
      mode = va_arg(rest, mode_t);                                         \
      va_end(rest);                                                        \
    }                                                                      \
    int fd = open_ours(path);                                              \
    if (fd != -2) return fd;                                               \
    int (*next)(const char *, int, ...) = dlsym(RTLD_NEXT, #name);         \
    return next(path, flags, mode);                                        \
  }
WRAP_OPEN(open)
WRAP_OPEN(open64)

static int answer(int fd, unsigned long request, unsigned char *data) {
  if (request == HIDIOCGRDESCSIZE) {
    *(int *)data = sizeof descriptor;
    return 0;
  }
  if (request == HIDIOCGRDESC) {
    struct hidraw_report_descriptor *into = (void *)data;
    into->size = sizeof descriptor;
    memcpy(into->value, descriptor, sizeof descriptor);
    return 0;
  }
  if (request == HIDIOCGRAWINFO) {
    struct hidraw_devinfo *into = (void *)data;
    into->bustype = 3;
    into->vendor = 0x0c2e;
    into->product = 0x0b61;
    return 0;
  }
  int size = _IOC_SIZE(request);
  if (_IOC_TYPE(request) == 'H' && _IOC_NR(request) == 6) { // HIDIOCSFEATURE
    if (write(fd, "F", 1) != 1 || write(fd, data, size) != size) return -1;
    return size;
  }
  if (_IOC_TYPE(request) == 'H' && _IOC_NR(request) == 7) { // HIDIOCGFEATURE
    for (int at = 1; at < size; at++) data[at] = 7;
    return size;
  }
  errno = EINVAL;
  return -1;
}

int ioctl(int fd, unsigned long request, ...) {
  va_list rest;
  va_start(rest, request);
  void *data = va_arg(rest, void *);
  va_end(rest);
  if (is_ours(fd)) return answer(fd, request, data);
  int (*next)(int, unsigned long, ...) = dlsym(RTLD_NEXT, "ioctl");
  return next(fd, request, data);
}
