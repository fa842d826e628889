// The native half of kernels.cpp: questions by standard input, a line each, answers by standard output.
#include <iostream>
#include <string>

extern "C" const char* answerLine(const char* line);

int main() {
  for (std::string line; std::getline(std::cin, line);) std::cout << answerLine(line.c_str()) << std::endl;
  return 0;
}
