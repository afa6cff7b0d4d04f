// A library with the functions of winspool.drv that the product calls and the same layouts in memory, for tests where
// there is no Windows: one printer "Counter" that writes what it gets into the file FAKE_WINSPOOL_OUT names.
// A DWORD is 4 bytes and a WCHAR 2 on Windows, so they are here.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef uint32_t dword;
typedef uint16_t wide;

typedef struct {
  const wide *server, *printer, *share, *port, *driver, *comment, *location;
  void *mode;
  const wide *separator, *processor, *datatype, *parameters;
  void *security;
  dword attributes, priority, default_priority, start, until, status, jobs, speed;
} printer_info_2;

typedef struct {
  dword id;
  const wide *printer, *machine, *user, *document, *datatype, *status_text;
  dword status, priority, position, total, printed;
  uint16_t submitted[8];
} job_info_1;

typedef struct { const wide *document, *output, *datatype; } doc_info_1;

static const wide counter[] = {'C', 'o', 'u', 'n', 't', 'e', 'r', 0};
static const wide port[] = {'U', 'S', 'B', '0', '0', '1', 0};
static const wide raw[] = {'R', 'A', 'W', 0};
static int started, ended, deleted, handle_seal = 7;

static int same(const wide *a, const wide *b) {
  while (*a && *a == *b) { a++; b++; }
  return *a == *b;
}

static void note(const char *bytes, dword count, const char *how) {
  FILE *file = fopen(getenv("FAKE_WINSPOOL_OUT"), how);
  fwrite(bytes, 1, count, file);
  fclose(file);
}

int EnumPrintersW(dword flags, const wide *name, dword level, uint8_t *into, dword size, dword *needed, dword *count) {
  (void)name;
  *count = 0;
  *needed = sizeof(printer_info_2);
  if (flags != 6 || level != 2 || size < *needed) return 0;
  printer_info_2 info = {.printer = counter, .port = port, .driver = counter, .attributes = 64, .status = 8};
  memcpy(into, &info, sizeof info);
  *count = 1;
  return 1;
}

int OpenPrinterW(const wide *name, void **handle, void *defaults) {
  if (defaults != NULL || !same(name, counter)) return 0;
  *handle = &handle_seal;
  return 1;
}

int ClosePrinter(void *handle) { return handle == &handle_seal; }

dword StartDocPrinterW(void *handle, dword level, const doc_info_1 *info) {
  if (handle != &handle_seal || level != 1 || info->output != NULL || !same(info->datatype, raw)) return 0;
  started = 1;
  ended = deleted = 0;
  note("", 0, "wb");
  return 42;
}

int StartPagePrinter(void *handle) { return handle == &handle_seal && started; }

int WritePrinter(void *handle, const uint8_t *bytes, dword count, dword *written) {
  if (handle != &handle_seal || !started) return 0;
  *written = count > 1000 ? 1000 : count; // takes less than it is offered
  note((const char *)bytes, *written, "ab");
  return 1;
}

int EndPagePrinter(void *handle) { return handle == &handle_seal; }

int EndDocPrinter(void *handle) {
  ended = 1;
  return handle == &handle_seal;
}

int GetJobW(void *handle, dword job, dword level, uint8_t *into, dword size, dword *needed) {
  static int asked;
  if (handle != &handle_seal || job != 42 || level != 1 || deleted || (ended && asked > 3)) {
    asked = 0;
    *needed = 0;
    return 0;
  }
  asked += 1;
  *needed = sizeof(job_info_1);
  if (size < *needed) return 0;
  job_info_1 info = {.id = 42, .printer = counter, .document = counter, .datatype = raw, .status = 0x10};
  memcpy(into, &info, sizeof info);
  return 1;
}

int SetJobW(void *handle, dword job, dword level, void *info, dword command) {
  if (handle != &handle_seal || job != 42 || level != 0 || info != NULL || command != 5) return 0;
  deleted = 1;
  note("deleted", 7, "wb");
  return 1;
}
