package dev.bestcode.runtime;

import static dev.bestcode.runtime.CuratedRuns.task;
import static dev.bestcode.runtime.DearModel.page;
import static dev.bestcode.runtime.DearModel.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.llm.LlmException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;

/// Whatever a librarian adds to a request is set aside with it (G7).
@Timeout(60)
class CuratedBudgetTest {
    private static final int PAGES = 9;
    private static final String NAMES_OF_PAGE_1 =
            "What did page1Line5, page1Line6 and page1Line7 say?";

    private static final DearModel.Says TOO_LONG =
            () -> {
                throw new LlmException.Permanent(
                        "prompt is too long: 210000 tokens > 200000 maximum");
            };

    @TempDir private Path folder;
    private final DearModel model = new DearModel();

    @Test
    void aPageThatIsShownAgainIsPartOfWhatItsRequestMayCost() throws Exception {
        try (var os = system()) {
            var run = readPages(os);
            model.says(text("it is known"));
            os.followUp(run, NAMES_OF_PAGE_1).await();

            assertThat(model.last().text()).contains("again] ", "page1Line7");
            assertThat(model.asked())
                    .allSatisfy(it -> assertThat(it.setAside()).isGreaterThanOrEqualTo(it.most()));
            ReplayTest.same(os.replay(run));
        }
    }

    @Test
    void aPageThatTheBudgetDoesNotCoverIsNotShownAgain() throws Exception {
        var unlimited = pagesAndACallThatFails("{}");
        assertThat(unlimited.last().text()).contains("again] ", "page1Line7");
        long needed = unlimited.billed() - unlimited.last().billed() + unlimited.last().setAside();
        var limited = pagesAndACallThatFails("{tokens: %d}".formatted(needed - 1));

        assertThat(limited.asked()).hasSameSizeAs(unlimited.asked());
        assertThat(limited.last().text()).doesNotContain("again] ");
    }

    /// What fails names what was on page 1.
    private DearModel pagesAndACallThatFails(String budget) throws Exception {
        var asked = new DearModel();
        for (int number = 0; number < PAGES; number++) {
            asked.says(page(number, ""));
        }
        asked.says(page(-1, ",\"of\":\"page1Line5 page1Line6 page1Line7\""), text("done"));
        var runs = new CuratedRuns(folder.resolve("budget" + budget.length()));
        try (var os = runs.builder(asked).organism(runs.organism(budget)).build()) {
            asked.asksFor(os);
            var result = os.submit(task("Read all pages.")).await();
            assertThat(result.status()).as(result.text()).isEqualTo(RunStatus.DONE);
            return asked;
        }
    }

    @Test
    void aLineForAToolsScratchContextIsPartOfWhatItsRequestMayCost() throws Exception {
        model.says(page(1, ",\"scratch\":true,\"size\":1"), text("done"));
        try (var os = system()) {
            var run = os.submit(task("Read page 1.")).await().run();

            assertThat(model.last().text()).contains("folded] scratch of page");
            assertThat(model.last().setAside()).isGreaterThanOrEqualTo(model.last().most());
            ReplayTest.same(os.replay(run));
        }
    }

    @Test
    void whatIsAskedAgainShorterAfterAKillIsSetAsideAndCharged() throws Exception {
        var begun = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        model.says(page(0, ""), page(1, ""), page(2, ""), stuck(begun, over));
        var later = new DearModel().says(TOO_LONG, text("shorter now"));
        try (var os = system()) {
            var run = os.submit(task("Read pages.")).id();
            begun.await();
            long billed = model.billed();
            KilledGoingBack.copy(folder.resolve("kernel"), folder.resolve("killed/kernel"));
            over.countDown();

            try (var second = system(folder.resolve("killed"), later)) {
                var result = second.resume(run).await();

                assertThat(result.status()).as(result.text()).isEqualTo(RunStatus.DONE);
                assertThat(later.asked()).hasSize(2);
                assertThat(later.last().setAside()).isGreaterThanOrEqualTo(later.last().most());
                assertThat(counted(second, run)).isEqualTo(billed + later.billed());
                ReplayTest.same(second.replay(run));
            }
        }
    }

    @Test
    void aRefusalWhoseRequestIsNotKeptIsTheAgents() throws Exception {
        model.says(page(0, ""), TOO_LONG);
        try (var os = system()) {
            var task = new Task("fleeting", "reader", "Read a page.", OptionalInt.empty());
            var result = os.submit(task).await();

            assertThat(result.status()).isEqualTo(RunStatus.PROVIDER_FAILED);
            assertThat(result.text()).contains("prompt is too long");
        }
    }

    /// What the ledger has that was counted.
    private static long counted(BestCode os, RunId run) {
        var thread = os.state().threads().ofRun(run).orElseThrow().id();
        var account = os.state().handlerState(thread, "system.account").orElseThrow();
        var json = Json.parseObject(account.utf8());
        return json.requireObject("spent").requireLong("tokens")
                - json.requireObject("estimated").requireLong("tokens");
    }

    private static DearModel.Says stuck(CountDownLatch begun, CountDownLatch over) {
        return () -> {
            begun.countDown();
            over.await();
            return text("too late").answer();
        };
    }

    private RunId readPages(BestCode os) throws InterruptedException {
        for (int number = 0; number < PAGES; number++) {
            model.says(page(number, ""));
        }
        model.says(text("done"));
        var result = os.submit(task("Read all pages.")).await();
        assertThat(result.status()).as(result.text()).isEqualTo(RunStatus.DONE);
        return result.run();
    }

    private BestCode system() {
        return system(folder, model);
    }

    private static BestCode system(Path folder, DearModel model) {
        var os = new CuratedRuns(folder).builder(model).build();
        model.asksFor(os);
        return os;
    }
}
