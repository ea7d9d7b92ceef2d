package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.llm.LlmTimeouts;
import dev.bestcode.llm.RetryPolicy;
import dev.bestcode.security.UserKeys;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class SettingsTest {
    @TempDir Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private Path user = Path.of("");
    private Path project = Path.of("");

    @BeforeEach
    void lay() throws IOException {
        environment.put("XDG_CONFIG_HOME", directory.resolve("home").toString());
        user = Files.createDirectories(directory.resolve("home/bestcode")).resolve("config.yaml");
        project =
                Files.createDirectories(directory.resolve("work/.bestcode")).resolve("config.yaml");
    }

    private Settings settings() throws IOException {
        return Settings.of(environment, directory.resolve("work"));
    }

    @Command
    private static final class Options {
        @Option(names = "--model", defaultValue = "built-in")
        private String model = "";

        @Option(names = "--base-url")
        private String baseUrl = "";

        @Option(names = "--prices")
        private String prices = "";

        @Option(names = "--profile", defaultValue = "coding")
        private String profile = "";
    }

    private Options parsed(String... args) throws IOException {
        var options = new Options();
        var command = new CommandLine(options);
        command.setDefaultValueProvider(settings().defaults());
        command.parseArgs(args);
        return options;
    }

    @Test
    void flagWinsOverTheEnvironmentThatOverTheProjectThatOverTheUser() throws IOException {
        assertThat(parsed().model).isEqualTo("built-in");
        Files.writeString(user, "model: of-user\nprofile: mine\n");
        assertThat(parsed().model).isEqualTo("of-user");
        Files.writeString(project, "model: of-project\n");
        assertThat(parsed().model).isEqualTo("of-project");
        environment.put("BESTCODE_MODEL", "of-environment");
        assertThat(parsed().model).isEqualTo("of-environment");
        assertThat(parsed("--model", "of-flag").model).isEqualTo("of-flag");
        assertThat(parsed().profile).isEqualTo("mine");
        assertThat(settings().found().get(Setting.PROFILE))
                .isEqualTo(new Settings.Found("mine", user.toString()));
    }

    @Test
    void anAddressThatIsSetGoesWithTheUsersOwnModelWhateverAProjectChooses() throws IOException {
        Files.writeString(user, "base_url: 'http://box:8000/v1'\n");
        Files.writeString(project, "model: openai/of-project\n");
        assertThat(parsed().baseUrl).isEqualTo("anthropic=http://box:8000/v1");
        Files.writeString(user, "base_url: 'http://box:8000/v1'\nmodel: openai/mine\n");
        assertThat(parsed().baseUrl).isEqualTo("openai=http://box:8000/v1");
        assertThat(parsed().model).isEqualTo("openai/of-project");
        Files.writeString(user, "base_url: 'openai=http://box:8000/v1'\n");
        assertThat(parsed().baseUrl).isEqualTo("openai=http://box:8000/v1");
        environment.put("BESTCODE_MODEL", "ollama/q");
        environment.put("BESTCODE_BASE_URL", "http://other");
        assertThat(parsed().baseUrl).isEqualTo("ollama=http://other");
        assertThat(parsed("--base-url", "http://typed").baseUrl).isEqualTo("http://typed");
    }

    @Test
    void pricesOfTheUsersFileLieBesideItAndNotInWhateverWorkspaceItIs() throws IOException {
        Files.writeString(user, "prices: mine.json\n");
        assertThat(parsed().prices).isEqualTo(user.resolveSibling("mine.json").toString());
        Files.writeString(user, "prices: '/etc/mine.json'\n");
        assertThat(parsed().prices).isEqualTo("/etc/mine.json");
        environment.put("BESTCODE_PRICES", "here.json");
        assertThat(parsed().prices).isEqualTo("here.json");
        assertThat(parsed("--prices", "typed.json").prices).isEqualTo("typed.json");
    }

    @Test
    void projectMayNotChooseRightsOrWhereAKeyIsSent() throws IOException {
        for (var line :
                new String[] {
                    "profile: wide", "base_url: 'http://there'", "data_dir: x", "prices: x"
                }) {
            Files.writeString(project, "model: haiku\n" + line + "\n");
            assertThatThrownBy(this::settings)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("config.yaml: line 2, column 1")
                    .hasMessageContaining("cannot be set by a project");
        }
    }

    @Test
    void whatIsNoSettingIsAnErrorWithItsPlaceAndTheFileIsNotTouched() throws IOException {
        var wrong =
                Map.of(
                        "modle: x\n", "line 1, column 1: 'modle' is no setting; there are model",
                        "model: [x]\n", "line 1, column 8: model needs a value",
                        "model:\n", "model needs a value",
                        "model: x\nmodel: y\n", "line 2",
                        "just words\n", "expected lines of 'key: value'",
                        "model: 'x\n", "line 2, column 1",
                        "max_iterations: many\n", "line 1, column 17: max_iterations is 'many'",
                        "model_idle: 0\n", "model_idle is '0'; a whole number from 1 to 86400",
                        "model_retries: 10\n", "model_retries is '10'; a whole number from 0 to 9");
        for (var entry : wrong.entrySet()) {
            Files.writeString(user, entry.getKey());
            assertThatThrownBy(this::settings)
                    .as(entry.getKey())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(entry.getValue());
            boolean ofItsValue = entry.getValue().contains(" is '");
            if (!ofItsValue) {
                assertThatThrownBy(
                                () -> new SettingsFile(user, false).change(Setting.MODEL, "haiku"))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThat(user).hasContent(entry.getKey());
            }
        }
    }

    @Test
    void howLongAModelMayTakeIsSetInTheEnvironmentAndTheUsersFileAndNowhereElse()
            throws IOException {
        assertThat(limits().timeouts()).isEqualTo(LlmTimeouts.DEFAULT);
        assertThat(limits().retries()).isEqualTo(RetryPolicy.DEFAULT);
        Files.writeString(user, "model_first_byte: 3600\nmodel_idle: 900\nmodel_retries: 9\n");
        environment.put("BESTCODE_MODEL_TOTAL", "86400");
        assertThat(limits().timeouts())
                .isEqualTo(
                        LlmTimeouts.DEFAULT
                                .withFirstByte(Duration.ofHours(1))
                                .withIdle(Duration.ofMinutes(15))
                                .withTotal(Duration.ofDays(1)));
        assertThat(limits().retries()).isEqualTo(RetryPolicy.ofRetries(9));
        assertThat(limits("--model-idle", "7").timeouts().idle()).hasSeconds(7);
        assertThatThrownBy(() -> limits("--model-idle", "86401"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("--model-idle")
                .hasMessageContaining("'86401'; a whole number from 1 to 86400 is wanted");
        environment.put("BESTCODE_MODEL_TOTAL", "1h");
        assertThatThrownBy(this::settings)
                .hasMessageContaining("$BESTCODE_MODEL_TOTAL: model_total is '1h'; a whole number");
        environment.remove("BESTCODE_MODEL_TOTAL");
        Files.writeString(project, "model_idle: 900\n");
        assertThatThrownBy(this::settings).hasMessageContaining("cannot be set by a project");
    }

    @Test
    void howHardModelsThinkIsSaidByAProjectToo() throws IOException {
        Files.writeString(project, "effort: high\n");
        assertThat(settings().found())
                .containsEntry(Setting.EFFORT, new Settings.Found("high", project.toString()));
        Files.writeString(project, "effort: hard\n");
        assertThatThrownBy(this::settings)
                .hasMessageContaining("effort is 'hard'; there are low, medium, high, xhigh, max");
    }

    @Command
    private static final class Limited {
        @Mixin private ModelLimits limits = new ModelLimits();
    }

    private ModelLimits limits(String... args) throws IOException {
        var limited = new Limited();
        var command = new CommandLine(limited);
        command.setDefaultValueProvider(settings().defaults());
        command.parseArgs(args);
        return limited.limits;
    }

    @Test
    void aTokenOfTheEnvironmentIsNotAccompaniedByTheKeyOfTheFile() throws IOException {
        UserKeys.of(environment).put("ANTHROPIC_API_KEY", "kept-key");
        assertThat(KeptKeys.completing(environment)).containsEntry("ANTHROPIC_API_KEY", "kept-key");
        environment.put("ANTHROPIC_AUTH_TOKEN", "token");
        assertThat(KeptKeys.completing(environment))
                .containsEntry("ANTHROPIC_AUTH_TOKEN", "token")
                .doesNotContainKey("ANTHROPIC_API_KEY");
        assertThat(KeptKeys.completing(environment, directory.resolve("work")))
                .doesNotContainKey("ANTHROPIC_API_KEY");
        environment.put("ANTHROPIC_API_KEY", "own-key");
        assertThat(KeptKeys.completing(environment)).containsEntry("ANTHROPIC_API_KEY", "own-key");
    }

    @Test
    void changeTouchesItsOwnLineAlone() throws IOException {
        Files.writeString(user, "# mine\nmodel: x  # dear\nprofile: coding\n");
        var file = new SettingsFile(user, false);
        file.change(Setting.MODEL, "it's: new");
        assertThat(user).hasContent("# mine\nmodel: 'it''s: new'\nprofile: coding\n");
        file.change(Setting.MAX_ITERATIONS, "7");
        file.change(Setting.MODEL, null);
        assertThat(user).hasContent("# mine\nprofile: coding\nmax_iterations: 7\n");
        new SettingsFile(project, true).change(Setting.MODEL, "haiku");
        assertThat(project).hasContent("model: haiku\n");
    }

    @Test
    void aValueIsCheckedBeforeItIsWrittenAndAWrongOneCanBeMended() throws IOException {
        var file = new SettingsFile(user, false);
        Files.writeString(user, "model: x\n");
        assertThatThrownBy(() -> file.change(Setting.MAX_ITERATIONS, "many"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max_iterations is 'many'");
        assertThat(user).hasContent("model: x\n");

        Files.writeString(user, "max_iterations: many\nmodel: x\n");
        file.change(Setting.MAX_ITERATIONS, "10");
        assertThat(user).hasContent("max_iterations: 10\nmodel: x\n");
    }

    @Test
    void aFileThatIsALinkIsWrittenThroughIt() throws IOException {
        var kept = Files.writeString(directory.resolve("dotfile.yaml"), "model: x\n");
        Files.createSymbolicLink(user, kept);

        new SettingsFile(user, false).change(Setting.MODEL, "haiku");

        assertThat(user).isSymbolicLink();
        assertThat(kept).hasContent("model: haiku\n");
    }

    @Test
    void whateverBeginsTasksHasTheLimitOfTheSettings() {
        for (var command : all(Main.commandLine())) {
            var spec = command.getCommandSpec();
            if (spec.findOption(Setting.SMALL_MODEL.flag()) != null) {
                assertThat(spec.findOption(Setting.MAX_ITERATIONS.flag()))
                        .as(spec.name())
                        .isNotNull();
            }
        }
    }

    @Test
    void anOptionThatMayBeRepeatedChoosesAmongThingsAndNoSettingFillsIt() throws IOException {
        Files.writeString(user, "profile: researcher\n");
        var narrowed =
                Files.writeString(
                        directory.resolve("o.yaml"), "profiles: {coding: {listeners: [coder]}}\n");

        assertThat(executed("audit", "--forbid", "command-exec")).isEqualTo(ExitCode.REFUSED);
        assertThat(executed("audit", "--diff", narrowed.toString(), narrowed.toString()))
                .isEqualTo(ExitCode.OK);
    }

    private int executed(String... words) throws IOException {
        return Main.commandLine(words)
                .setDefaultValueProvider(settings().defaults())
                .execute(words);
    }

    @Test
    void aSettingFillsTheOptionOfItsNameInEveryCommandButOneThatFilters() throws Exception {
        for (var setting : Setting.values()) {
            environment.put(
                    setting.variable(),
                    switch (setting) {
                        case EFFORT -> "low";
                        case DATA_DIR -> "/1";
                        default -> "1";
                    });
        }
        var defaults = settings().defaults();
        var unfilled = new ArrayList<String>();
        for (var command : all(Main.commandLine())) {
            for (var setting : Setting.values()) {
                var option = command.getCommandSpec().findOption(setting.flag());
                if (option != null && defaults.defaultValue(option) == null) {
                    unfilled.add(command.getCommandName() + " " + setting.flag());
                }
            }
        }
        assertThat(unfilled).containsExactly("audit --profile");
    }

    private static List<CommandLine> all(CommandLine command) {
        var all = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(sub -> all.addAll(all(sub)));
        return all;
    }

    @Test
    void fishCompletesEveryCommandAndOption() {
        var script = FishCompletion.of(Main.commandLine());
        assertThat(script)
                .contains(
                        "complete -c bestcode -n '__fish_seen_subcommand_from organism; and not __fish_seen_subcommand_from init check schema' -f -a check -d '")
                .contains(" -l model -r -d 'Model id")
                .contains(" -l approve -r -f -a 'all ask' -d '");
    }

    @Test
    void valuesThatNoRunCouldUseAreNamed() {
        assertThat(Setting.MODEL.problem(" ").orElse(""))
                .contains("model", "'bestcode config set model' takes it out");
        assertThat(Setting.BASE_URL.problem("ftp://box").orElse("")).contains("http://host:port");
        assertThat(Setting.BASE_URL.problem("openai=box").orElse("")).contains("http://host:port");
        assertThat(Setting.DATA_DIR.problem("relative/x").orElse("")).contains("whole path");
        assertThat(Setting.BASE_URL.problem("https://box/v1")).isEmpty();
        assertThat(Setting.BASE_URL.problem("ollama=box:11434")).isEmpty();
        assertThat(Setting.DATA_DIR.problem("/var/state")).isEmpty();
    }
}
