// The outermost call of a program.
#pragma once

#include <exception>
#include <iostream>
#include <string_view>

namespace broadsheet {

// What `work` returns; 1, with a line on standard error, where an exception leaves it.
template <typename Work>
int RunMain(std::string_view program, Work&& work) {
  try {
    return work();
  } catch (const std::exception& exception) {
    std::cerr << program << ": unexpected failure: " << exception.what() << "\n";
    return 1;
  }
}

}  // namespace broadsheet
