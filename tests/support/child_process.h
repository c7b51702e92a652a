// A real process under test: started, asked where it listens, killed.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace broadsheet::testing {

class ChildProcess {
 public:
  // Starts a program (path, then arguments); it ends with the starting thread at
  // the latest. Its output goes to `output`, a
  // file that is appended to; empty: to the test's own.
  explicit ChildProcess(std::vector<std::string> command, std::string output = "");
  // Ends it with SIGKILL if it still runs.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  void Signal(int signal) const;
  void Kill();  // SIGKILL, and waits
  // The exit status (negative: the signal that ended it); -1000 if it still
  // runs after `patience`.
  int Wait(std::chrono::milliseconds patience);
  bool Running();
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = -1;
  int status_ = 0;
};

// Waits until `path` has a whole line and returns it without the line end;
// empty after `patience`, or as soon as the process has ended.
std::string WaitForLine(const std::string& path, ChildProcess& process,
                        std::chrono::milliseconds patience = std::chrono::seconds(30));

// A folder that is removed with what is in it.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace broadsheet::testing
