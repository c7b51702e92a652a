/* What a test tells fault_shim in another process: a page of memory that both map,
   named by BROADSHEET_FAULT_CONTROL. All fields are read and written atomically. */
#ifndef BROADSHEET_TESTS_SUPPORT_FAULT_CONTROL_H_
#define BROADSHEET_TESTS_SUPPORT_FAULT_CONTROL_H_

#include <stdint.h>

struct FaultControl {
  int64_t calls_before; /* calls on files that still succeed, then … */
  int64_t failures;     /* … so many fail … */
  int32_t error;        /* … with this errno: ENOSPC (writes) or EIO (reads, writes, syncs) */
  int32_t padding;
  int64_t clock_offset; /* nanoseconds that the wall clock is ahead */
};

#endif
