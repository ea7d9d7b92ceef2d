#include <string>

namespace shop {

/// A customer.
class Customer {
public:
    Customer(std::string name) : name_(name) {}
    ~Customer();
    int age() const { return age_; }
    void rename(const std::string& name);
private:
    std::string name_;
    int age_ = 0;
};

template <typename T>
struct Box { T value; };

enum class Kind { Small, Large };

using Names = std::string;

void Customer::rename(const std::string& name) { name_ = name; }

Customer::~Customer() {}

int total(int a) { return a; }

}  // namespace shop

#define VERSION 3

int main() { auto s = "class Fake {};"; return shop::total(1); }
