/* LD_PRELOAD: files that fail and a wall clock that jumps, on command.
   BROADSHEET_FAULT_CONTROL: file of a FaultControl. BROADSHEET_FAULT_FOLDER: files
   below it fail, others and sockets never. A wait until a time of the wall clock
   lasts as long as it was asked for, whatever the clock does meanwhile. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "tests/support/fault_control.h"

static struct FaultControl* control;
static const char* folder;

#define LOAD(field) __atomic_load_n(&control->field, __ATOMIC_SEQ_CST)

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void MapControl(void) {
  const char* path = getenv("BROADSHEET_FAULT_CONTROL");
  folder = getenv("BROADSHEET_FAULT_FOLDER");
  if (path == NULL || folder == NULL) return;
  const int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  void* mapped = mmap(NULL, sizeof(struct FaultControl), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (mapped != MAP_FAILED) control = mapped;
}

static int InFolder(int file) {
  char link[32], path[4096];
  snprintf(link, sizeof(link), "/proc/self/fd/%d", file);
  const ssize_t size = readlink(link, path, sizeof(path));
  const size_t wanted = strlen(folder);
  return size > (ssize_t)wanted && memcmp(path, folder, wanted) == 0;
}

/* Whether this call on `file` is to fail; errno is set then. */
static int Fails(int file, int is_write) {
  if (control == NULL || LOAD(failures) <= 0) return 0;
  const int error = LOAD(error);
  if ((error == ENOSPC && !is_write) || !InFolder(file)) return 0;
  if (__atomic_fetch_sub(&control->calls_before, 1, __ATOMIC_SEQ_CST) > 0) return 0;
  if (__atomic_fetch_sub(&control->failures, 1, __ATOMIC_SEQ_CST) <= 0) return 0;
  errno = error;
  return 1;
}

ssize_t write(int file, const void* data, size_t size) {
  return Fails(file, 1) ? -1 : NEXT(write)(file, data, size);
}

ssize_t pwrite64(int file, const void* data, size_t size, off64_t at) {
  if (!Fails(file, 1)) return NEXT(pwrite64)(file, data, size, at);
  NEXT(pwrite64)(file, data, size / 2, at); /* torn: half of it is there */
  errno = LOAD(error);
  return -1;
}

ssize_t pwrite(int file, const void* data, size_t size, off_t at) { return pwrite64(file, data, size, at); }

ssize_t pread64(int file, void* data, size_t size, off64_t at) {
  return Fails(file, 0) ? -1 : NEXT(pread64)(file, data, size, at);
}

ssize_t pread(int file, void* data, size_t size, off_t at) { return pread64(file, data, size, at); }

int fsync(int file) { return Fails(file, 0) ? -1 : NEXT(fsync)(file); }

int fdatasync(int file) { return Fails(file, 0) ? -1 : NEXT(fdatasync)(file); }

int ftruncate64(int file, off64_t size) { return Fails(file, 1) ? -1 : NEXT(ftruncate64)(file, size); }

int ftruncate(int file, off_t size) { return ftruncate64(file, size); }

/* Times outside of these years are of another clock, or stand for ever and never. */
enum { kNanosPerSecond = 1000000000, kFirstWallSecond = 1000000000 };
static const int64_t kLastWallSecond = 8000000000;

static int IsWallTime(const struct timespec* time) {
  return time->tv_sec > kFirstWallSecond && time->tv_sec < kLastWallSecond;
}

static int64_t Offset(void) { return control == NULL ? 0 : LOAD(clock_offset); }

static struct timespec Moved(struct timespec time, int64_t by) {
  const int64_t nanos = time.tv_sec * (int64_t)kNanosPerSecond + time.tv_nsec + by;
  return (struct timespec){.tv_sec = nanos / kNanosPerSecond, .tv_nsec = nanos % kNanosPerSecond};
}

int clock_gettime(clockid_t clock, struct timespec* now) {
  const int result = NEXT(clock_gettime)(clock, now);
  const int is_wall = clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE;
  if (result == 0 && is_wall) *now = Moved(*now, Offset());
  return result;
}

int gettimeofday(struct timeval* now, void* zone) {
  (void)zone;
  struct timespec time;
  if (clock_gettime(CLOCK_REALTIME, &time) != 0) return -1;
  *now = (struct timeval){.tv_sec = time.tv_sec, .tv_usec = time.tv_nsec / 1000};
  return 0;
}

time_t time(time_t* now) {
  struct timespec exact;
  clock_gettime(CLOCK_REALTIME, &exact);
  if (now != NULL) *now = exact.tv_sec;
  return exact.tv_sec;
}

/* The kernel's clock did not jump: what it waits for is moved back. */
int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex, const struct timespec* until) {
  typedef int (*Wait)(pthread_cond_t*, pthread_mutex_t*, const struct timespec*);
  const Wait wait = (Wait)dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
  if (!IsWallTime(until)) return wait(condition, mutex, until);
  const struct timespec moved = Moved(*until, -Offset());
  return wait(condition, mutex, &moved);
}

long syscall(long number, ...) {
  long a[6];
  va_list list;
  va_start(list, number);
  for (int i = 0; i < 6; ++i) a[i] = va_arg(list, long);
  va_end(list);
  struct timespec moved;
  if (number == SYS_futex && (a[1] & FUTEX_CLOCK_REALTIME) != 0 && a[3] != 0 &&
      IsWallTime((const struct timespec*)a[3])) {
    moved = Moved(*(const struct timespec*)a[3], -Offset());
    a[3] = (long)&moved;
  }
  return NEXT(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
