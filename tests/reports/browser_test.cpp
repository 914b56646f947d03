// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "base/files.hpp"
#include "reports/html/html.hpp"
#include "samples.hpp"

// The HTML report in a real browser: Chromium without a screen. What a reader would do is done by a
// probe, a script that is put behind the page's own and leaves what it saw in the title.

namespace echospec::reports::html {
namespace {

bool has_chromium() {
    return std::system("chromium --version > /dev/null 2>&1") == 0;
}

class Browser : public testing::Test {
  protected:
    void SetUp() override {
        if (!has_chromium()) GTEST_SKIP() << "chromium is not installed";
        folder_ = testing::TempDir() + "echospec-browser-" + std::to_string(getpid());
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override {
        if (!folder_.empty()) std::filesystem::remove_all(folder_);
    }

    int chromium(const std::string& options, const std::string& fragment) {
        const std::string command =
            "chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-sync "
            "--disable-background-networking --disable-component-update --user-data-dir='" +
            folder_ + "/profile' " + options + " 'file://" + folder_ + "/report.html" + fragment +
            "' > '" + folder_ + "/dom' 2> /dev/null";
        return std::system(command.c_str());
    }

    // The title that the probe left, in a window as narrow as a phone.
    std::string probe(const verdict::RunResult& run, const std::string& script,
                      const std::string& fragment) {
        std::string page = render(run, sample_catalogue());
        page.insert(page.rfind("</body>"), "<script>" + script + "</script>");
        base::write_file(folder_ + "/report.html", page);
        EXPECT_EQ(chromium("--window-size=390,800 --dump-dom", fragment), 0);
        const std::string dom = base::read_file(folder_ + "/dom").value_or("");
        const size_t begin = dom.find("<title>") + 7;
        return dom.substr(begin, dom.find("</title>") - begin);
    }

    std::string folder_;
};

constexpr const char* kCountShown =
    "const shown = () => document.querySelectorAll('details.case:not([hidden])').length;"
    "const type = (text) => { document.querySelector('[name=text]').value = text;"
    "  form.dispatchEvent(new Event('input')); };";

TEST_F(Browser, FilterNarrowsAndSaysHowMany) {
    const std::string script =
        std::string(kCountShown) +
        "const all = shown(); type('DRAINS fin');"
        "document.title = [all, shown(), document.querySelector('.matches').textContent].join();";
    EXPECT_EQ(probe(sample_run(), script, ""), "8,2,2 of 8 cases");
}

TEST_F(Browser, FilterByVerdictHidesTheOthers) {
    const std::string script =
        std::string(kCountShown) +
        "for (const box of document.querySelectorAll('[name=verdict]')) box.checked = "
        "box.value === 'fail'; type(''); document.title = shown();";
    EXPECT_EQ(probe(sample_run(), script, ""), "2");
}

TEST_F(Browser, LinkOpensItsCase) {
    const std::string script =
        "document.title = Array.from(document.querySelectorAll('#cases details[open] .name'),"
        " (name) => name.textContent).join();";
    EXPECT_EQ(probe(sample_run(), script, "#case/tcp/server/wire/delayed-ack"),
              "tcp/server/wire/delayed-ack");
}

TEST_F(Browser, HostileTextRunsNoScript) {
    verdict::RunResult run = sample_run();
    for (verdict::CaseResult& result : run.cases) {
        result.reason =
            "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>";
        result.target_stderr = result.reason;
        result.artifacts = {"javascript:document.title='owned'"};
    }
    const std::string script =
        "document.title += document.images.length + ',' + "
        "document.querySelectorAll('a[href^=\"javascript:\"]').length;";
    EXPECT_TRUE(probe(run, script, "").ends_with("echospec0,0"));
}

TEST_F(Browser, PhoneNeedsNoSidewaysScrolling) {
    const std::string script =
        "document.title = [window.innerWidth < 600,"
        " document.documentElement.scrollWidth <= window.innerWidth].join();";
    EXPECT_EQ(probe(sample_run(), script, ""), "true,true");
}

TEST_F(Browser, PrintsToPdf) {
    base::write_file(folder_ + "/report.html", render(sample_run(), sample_catalogue()));
    EXPECT_EQ(chromium("--print-to-pdf='" + folder_ + "/report.pdf'", ""), 0);
    EXPECT_TRUE(base::read_file(folder_ + "/report.pdf").value_or("").starts_with("%PDF-"));
}

// CI systems take files of some tens of megabytes: 2.3 kB a case are room for twenty thousand.
TEST_F(Browser, ManyCasesStayOneFileThatFilters) {
    verdict::RunResult run = sample_run();
    const std::vector<verdict::CaseResult> few = run.cases;
    run.cases.clear();
    for (int i = 0; i < 5000; ++i) {
        run.cases.push_back(few[i % 10 == 0 ? 1 : 0]);
        run.cases.back().id += "-" + std::to_string(i);
    }
    const std::string script =
        std::string(kCountShown) + "type('fin-4999'); document.title = shown();";
    EXPECT_EQ(probe(run, script, ""), "1");
    EXPECT_LT(std::filesystem::file_size(folder_ + "/report.html"), 12u << 20);
}

}  // namespace
}  // namespace echospec::reports::html
