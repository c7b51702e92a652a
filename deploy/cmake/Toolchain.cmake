# How everything is compiled: warnings as errors, sanitizers, ccache.
set(BROADSHEET_SANITIZER "" CACHE STRING "address, undefined, thread or fuzzer; empty: none")
option(BROADSHEET_WERROR "Warnings are errors" ON)
option(BROADSHEET_BENCHMARKS "Build tests/benchmarks" ON)
option(BROADSHEET_PEERS "Build the search benchmark's peers (Xapian, Groonga, PostgreSQL)" OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()

# Generated code is compiled without these: see protos/CMakeLists.txt.
add_library(broadsheet_warnings INTERFACE)
target_compile_options(broadsheet_warnings INTERFACE -Wall -Wextra -Wshadow -Wnon-virtual-dtor
                       $<$<BOOL:${BROADSHEET_WERROR}>:-Werror>)

if(BROADSHEET_SANITIZER)
  set(kinds ${BROADSHEET_SANITIZER})
  if(kinds STREQUAL "fuzzer")
    set(kinds "fuzzer-no-link,address,undefined")
  endif()
  add_compile_options(-fsanitize=${kinds} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${kinds})
endif()
