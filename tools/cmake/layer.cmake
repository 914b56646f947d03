# SPDX-License-Identifier: Apache-2.0
# echospec_layer(NAME SOURCES a.cpp… DEPENDS base wire… LINKS third::party…)
# makes the library echospec::NAME. A layer sees only the layers and the third parties of its own
# row in the design's table: tests/layers_test checks every include against the same table.
function(echospec_layer name)
  cmake_parse_arguments(LAYER "" "" "SOURCES;DEPENDS;LINKS" ${ARGN})
  add_library(echospec_${name} STATIC ${LAYER_SOURCES})
  add_library(echospec::${name} ALIAS echospec_${name})
  cmake_path(SET root NORMALIZE ${CMAKE_CURRENT_FUNCTION_LIST_DIR}/../..)
  target_include_directories(echospec_${name} PUBLIC ${root} ${root}/harness)
  list(TRANSFORM LAYER_DEPENDS PREPEND echospec::)
  target_link_libraries(echospec_${name} PUBLIC ${LAYER_DEPENDS} PRIVATE ${LAYER_LINKS})
  echospec_warnings(echospec_${name})
endfunction()

function(echospec_warnings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    -Wnon-virtual-dtor -Wold-style-cast
    # gcc 12 reports these where std::string and std::variant are inlined, without cause (PR 105651).
    -Wno-restrict -Wno-maybe-uninitialized)
endfunction()
