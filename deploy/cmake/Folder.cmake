# One target a folder: links are private, so that a folder can use only what it
# says it uses.

# broadsheet_library(name SOURCES … LINKS …): links show in headers are public.
function(broadsheet_library name)
  cmake_parse_arguments(A "" "" "SOURCES;LINKS;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${A_SOURCES})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${A_LINKS} PRIVATE ${A_PRIVATE} broadsheet_warnings)
endfunction()

# broadsheet_program(name SOURCES … LINKS …)
function(broadsheet_program name)
  cmake_parse_arguments(A "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${A_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${A_LINKS} broadsheet_warnings)
endfunction()

# broadsheet_patience(variable): more of a test's seconds where it runs slowly.
function(broadsheet_patience variable)
  if(BROADSHEET_SANITIZER)
    math(EXPR seconds "5 * ${${variable}}")
    set(${variable} ${seconds} PARENT_SCOPE)
  endif()
endfunction()

# broadsheet_test(name LABEL unit SOURCES … LINKS …): a GoogleTest program; each
# of its tests is a ctest test of that label.
function(broadsheet_test name)
  cmake_parse_arguments(A "" "LABEL;TIMEOUT" "SOURCES;LINKS" ${ARGN})
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 120)
  endif()
  broadsheet_patience(A_TIMEOUT)
  broadsheet_program(${name} SOURCES ${A_SOURCES} LINKS ${A_LINKS} GTest::gmock GTest::gtest_main)
  gtest_discover_tests(${name} PROPERTIES LABELS ${A_LABEL} TIMEOUT ${A_TIMEOUT} DISCOVERY_TIMEOUT 60)
endfunction()

# broadsheet_script_test(name LABEL e2e SCRIPT file [TIMEOUT s] [ARGS …]): a
# script that gets the build's folder in BROADSHEET_BUILD_DIR; 77 means skipped.
function(broadsheet_script_test name)
  cmake_parse_arguments(A "" "LABEL;SCRIPT;TIMEOUT" "ARGS" ${ARGN})
  if(NOT A_TIMEOUT)
    set(A_TIMEOUT 300)
  endif()
  broadsheet_patience(A_TIMEOUT)
  add_test(NAME ${name} COMMAND ${CMAKE_CURRENT_SOURCE_DIR}/${A_SCRIPT} ${A_ARGS})
  set_tests_properties(${name} PROPERTIES LABELS ${A_LABEL} TIMEOUT ${A_TIMEOUT} SKIP_RETURN_CODE 77
                       ENVIRONMENT "BROADSHEET_BUILD_DIR=${CMAKE_BINARY_DIR}")
endfunction()
