package metta.sweep.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import metta.sweep.testing.PostgresServer;
import metta.sweep.testing.WithPostgres;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Secrets in the environment get to the jobs that need them and nowhere else: not into stores, logs, what
/// commands print, the folders of jobs, or the command lines of processes.
final class SecretsIT {
    private static final List<String> KEYS = List.of("WANDB_API_KEY", "AWS_SECRET_ACCESS_KEY", "HF_TOKEN");
    private static final String CANARY = "canary";

    /// What the job says of its secrets, and what all processes of this machine are called meanwhile.
    private static final String STEP = """
            for each in "$WANDB_API_KEY" "$AWS_SECRET_ACCESS_KEY" "$HF_TOKEN"; do printf "${#each} "; done
            echo "store=$METTA_STORE password=${PGPASSWORD-none}"
            echo "$METTA_SWEEP_ID ${PGPASSWORD-none}" >>passwords
            cat /proc/[0-9]*/cmdline >processes 2>/dev/null
            echo '{"score": 1}' >>"$METTA_METRICS_FILE"
            [ "$METTA_RUN_ID" != secrets_trial_0002 ]
            """;

    /// What a hook says of them.
    private static final String CONFIG = """
            parameters: {y: 1}
            hooks: {job_dispatch: [sh, -c, 'echo "hook: store=$METTA_STORE password=${PGPASSWORD-none} key=${#HF_TOKEN}"']}
            """;

    @TempDir
    private Path folder;

    private final StringBuilder said = new StringBuilder();

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "file"})
    void keys_in_the_environment_get_to_jobs_and_nowhere_else(String store) throws Exception {
        var environment = keys();
        environment.put("METTA_STORE", store);
        var metta = new Metta(folder, environment);

        runs(metta);

        assertThat(output(metta)).contains("store=" + store);
        assertNoSecretAnywhere();
    }

    @Test
    @Tag("postgres")
    @ExtendWith(WithPostgres.class)
    void the_password_of_the_store_gets_to_no_job(PostgresServer server) throws Exception {
        var environment = keys();
        environment.put("METTA_STORE", server.address(WithPostgres.freshSchema()));
        environment.put("PGPASSWORD", PostgresServer.PASSWORD);
        var metta = new Metta(folder, environment);

        runs(metta);
        failsToConnect(environment, server);

        assertThat(output(metta)).contains("store=postgresql://metta@").contains("password=none");
        assertThat(Metta.read(folder.resolve("recipes/secrets/passwords")))
                .hasLineCount(3)
                .contains("secrets none\n", "big-probe none\n");
        assertThat(Metta.read(metta.sweeps().resolve("secrets/hooks.log")))
                .startsWith("hook: store=postgresql://metta@")
                .contains(" password=none key=" + (CANARY + "-HF_TOKEN").length());
        assertNoSecretAnywhere();
        assertThat(server.everything()).doesNotContain(CANARY);
    }

    @Test
    @Tag("postgres")
    @ExtendWith(WithPostgres.class)
    void the_password_of_the_store_may_lie_in_a_file(PostgresServer server) throws Exception {
        var address = server.address(WithPostgres.freshSchema()).replace(":" + PostgresServer.PASSWORD_IN_ADDRESS, "");
        var escaped = PostgresServer.PASSWORD.replace(":", "\\:");
        var file = Files.writeString(
                folder.resolve("pgpass"), "127.0.0.1:%d:*:metta:%s\n".formatted(server.port(), escaped));
        var metta = new Metta(folder, Map.of("METTA_STORE", address, "PGPASSFILE", file.toString()));
        var result = metta.startGrid(metta.recipe("secrets", STEP), "1").end();
        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    private static Map<String, String> keys() {
        var keys = new LinkedHashMap<String, String>();
        KEYS.forEach(key -> keys.put(key, CANARY + "-" + key));
        keys.put("METTA_LOG", "debug");
        return keys;
    }

    /// A run that ends well and one that fails, and all that commands say of them.
    private void runs(Metta metta) throws IOException, InterruptedException {
        var home = metta.recipe("secrets", STEP);
        var config = metta.file("sweep.yaml", CONFIG).toString();
        tell(metta.startGrid(home, "1,2", "--config", config, "--name", "secrets")
                .end());
        tell(metta.startGrid(home, "1,2", "--config", config, "--name", "big", "--dry-run", "--probe", "1")
                .end());
        for (var command : List.of("status", "list", "analyze")) {
            tell(metta.run(command));
            tell(metta.run(command, "--json"));
        }
        tell(metta.run("status", "--why"));
        tell(metta.run("logs", "secrets", "1"));
        tell(metta.startGrid(home, "3").end());
        tell(metta.run("--debug", "status", "nowhere"));
    }

    private void failsToConnect(Map<String, String> environment, PostgresServer server)
            throws IOException, InterruptedException {
        var wrong = new LinkedHashMap<>(environment);
        wrong.put("METTA_STORE", "postgresql://metta:canary-wrong@127.0.0.1:%d/postgres".formatted(server.port()));
        var other = Files.createDirectory(folder.resolve("other"));
        tell(new Metta(other, wrong).run("list"));
        tell(new Metta(other, wrong).run("--debug", "list"));
        wrong.put("METTA_STORE", "postgresql://metta:canary@:canary@/x y");
        tell(new Metta(other, wrong).run("list"));
    }

    private void tell(Metta.Result result) {
        said.append(result.out()).append(result.err());
    }

    private static String output(Metta metta) {
        var log = Metta.read(metta.sweeps().resolve("secrets/secrets_trial_0001/jobs/secrets_trial_0001/stdout.log"));
        var lengths = new ArrayList<Integer>();
        KEYS.forEach(key -> lengths.add((CANARY + "-" + key).length()));
        assertThat(log).as("jobs have the keys").startsWith("%d %d %d ".formatted(lengths.toArray()));
        return log;
    }

    private void assertNoSecretAnywhere() throws IOException {
        assertThat(said.toString()).contains("secrets_trial_0001").doesNotContain(CANARY);
        int files = 0;
        try (var all = Files.walk(folder)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(bytes).as(file.toString()).doesNotContain(CANARY);
                files++;
            }
        }
        assertThat(files).isGreaterThan(20);
        assertThat(folder.resolve("recipes/secrets/processes")).isNotEmptyFile();
    }
}
