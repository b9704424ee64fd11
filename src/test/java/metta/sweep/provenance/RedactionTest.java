package metta.sweep.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "WANDB_API_KEY",
                "HF_TOKEN",
                "AWS_SECRET_ACCESS_KEY",
                "PGPASSWORD",
                "GITHUB_AUTH",
                "metta_token",
                "METTA_TOKEN",
                "SLACK_WEBHOOK_URL",
                "DB_PWD",
                "DB_PASS",
                "API_KEYS",
                "GITHUBTOKEN",
                "GITHUB_PAT",
                "TOKEN1",
                "dbSecret",
                "NPM_AUTHTOKEN",
                "SSHPASS"
            })
    void variables_whose_names_say_so_are_secrets(String name) {
        assertThat(Redaction.of(Map.of(name, "hunter2"))).containsEntry(name, Redaction.SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "CUDA_VISIBLE_DEVICES",
                "PWD",
                "METTA_SEED",
                "TOKENIZERS_PARALLELISM",
                "KEYBOARD",
                "COMPASS",
                "PATIENCE"
            })
    void others_are_kept(String name) {
        assertThat(Redaction.of(Map.of(name, "hunter2"))).containsEntry(name, "hunter2");
    }

    @Test
    void what_follows_an_option_that_is_named_like_a_secret_is_one() {
        assertThat(Redaction.of(List.of("train", "--api-key", "hunter2", "--lr", "0.1", "--token", "--fast")))
                .containsExactly("train", "--api-key", "(secret)", "--lr", "0.1", "--token", "--fast");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--aws-secret-access-key",
                "--access-key",
                "--private-key",
                "--auth",
                "--pwd",
                "secret_key",
                "wandb.key",
                "+wandb.api_key",
                "HF_TOKEN"
            })
    void so_is_the_value_of_a_setting_that_is_named_like_one(String name) {
        assertThat(Redaction.of(List.of(name + "=hunter2"))).containsExactly(name + "=(secret)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"key_dim=64", "num_keys=8", "model.key=0.5", "monkey=wrench", "token_mixer=attention", "lr=1e-3"
            })
    void parameters_are_none(String word) {
        assertThat(Redaction.of(List.of(word))).containsExactly(word);
    }

    @Test
    void passwords_in_addresses_and_settings_are_left_out() {
        assertThat(Redaction.text("postgres://ann:hunter2@db/x?sslmode=require&password=hunter2"))
                .isEqualTo("postgres://(secret)@db/x?sslmode=require&password=(secret)");
        assertThat(Redaction.text("--api-key=hunter2")).isEqualTo("--api-key=(secret)");
        assertThat(Redaction.text("lr=0.1 max_tokens=512 tokenizer: bpe"))
                .isEqualTo("lr=0.1 max_tokens=512 tokenizer: bpe");
        assertThat(Redaction.text("db://u:p/w@x@host/a")).isEqualTo("db://(secret)@host/a");
        assertThat(Redaction.text("{\"password\": \"hunter2\", \"lr\": 1}"))
                .isEqualTo("{\"password\": \"(secret)\", \"lr\": 1}");
        assertThat(Redaction.text("Authorization: Bearer hunter2")).isEqualTo("Authorization: Bearer (secret)");
        assertThat(Redaction.text("Authorization: Basic aHVudGVyMg==")).isEqualTo("Authorization: Basic (secret)");
        assertThat(Redaction.text("AccountName=a;AccountKey=hunter2==;x=1"))
                .isEqualTo("AccountName=a;AccountKey=(secret);x=1");
        assertThat(Redaction.text("{\"api_key\": \"a b c\", \"key\": 'x'}"))
                .isEqualTo("{\"api_key\": \"(secret)\", \"key\": '(secret)'}");
        assertThat(Redaction.text("ab-".repeat(100_000))).hasSize(300_000);
        assertThat(Redaction.text("https://example.org/a@b")).isEqualTo("https://example.org/a@b");
    }
}
