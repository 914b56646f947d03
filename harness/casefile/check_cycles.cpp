// SPDX-License-Identifier: Apache-2.0
#include "casefile/check_cycles.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace echospec::casefile {
namespace {

struct OwnedCase {
    const CaseDraft* draft;
    Mistakes* mistakes;  // of its file
};
using CasesById = std::map<std::string, OwnedCase>;

// Follows what cases presume, depth first: an entry that names a case on the way from the start
// leads back.
class CycleFinder {
  public:
    explicit CycleFinder(const CasesById& cases) : cases_(cases) {}

    void visit(const OwnedCase& at) {
        const Case& value = at.draft->value;
        if (!done_.insert(value.id).second) return;
        way_.push_back(value.id);
        for (size_t i = 0; i < value.presumes.size(); ++i) {
            const auto again = std::find(way_.begin(), way_.end(), value.presumes[i]);
            if (again != way_.end()) report(again, at.draft->presume_spots[i], *at.mistakes);
            const auto next = cases_.find(value.presumes[i]);
            if (next != cases_.end()) visit(next->second);
        }
        way_.pop_back();
    }

  private:
    void report(std::vector<std::string>::const_iterator first, const Spot& spot,
                Mistakes& mistakes) {
        std::string text = "cases presume one another: ";
        for (auto id = first; id != way_.end(); ++id)
            text += *id + " → ";
        mistakes.add(spot, text + *first, "a case can only presume what does not presume it");
    }

    const CasesById& cases_;
    std::set<std::string> done_;
    std::vector<std::string> way_;
};

}  // namespace

void check_cycles(std::vector<FileDraft>& files) {
    CasesById cases;
    for (FileDraft& file : files) {
        for (const CaseDraft& draft : file.cases) {
            cases[draft.value.id] = {&draft, file.mistakes.get()};
        }
    }
    CycleFinder finder(cases);
    for (const auto& [id, owned] : cases)
        finder.visit(owned);
}

}  // namespace echospec::casefile
