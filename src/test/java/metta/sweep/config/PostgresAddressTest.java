package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresAddressTest {
    private static PostgresAddress read(String text) {
        return (PostgresAddress) StorePlace.parse(text);
    }

    @Test
    void user_and_password_are_taken_out_of_what_the_driver_and_people_see() {
        var address =
                read("postgres://me%40work:p%3A%2B+%25@one:5432,two:5433/db?sslmode=require&targetServerType=primary");
        assertThat(address.user()).contains("me@work");
        assertThat(address.password()).contains("p:++%");
        assertThat(address.jdbcUrl())
                .isEqualTo("jdbc:postgresql://one:5432,two:5433/db?sslmode=require&targetServerType=primary");
        assertThat(address.word())
                .isEqualTo("postgresql://me%40work@one:5432,two:5433/db?sslmode=require&targetServerType=primary");
        assertThat(address).hasToString(address.word());
        assertThat(read(address.word()).password()).isEmpty();
    }

    @Test
    void host_port_and_user_may_be_left_out() {
        var address = read("postgresql:///db");
        assertThat(address.user()).isEmpty();
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql:///db");
        assertThat(read("postgresql://[::1]:5432/db").jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:5432/db");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql:db",
                "postgresql://u:canary@host",
                "postgresql://u:canary@host/",
                "postgresql://u:can/ary@canary@ho st/db",
                "postgresql://host/db?password=canary",
                "POSTGRESQL://u:canary@host/db",
                "postgresql://host/db?a=b&sslpassword=canary#x",
                "postgresql://host/db?user=x"
            })
    void what_is_no_address_is_refused_without_its_password(String text) {
        assertThatThrownBy(() -> StorePlace.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ostgresql")
                .hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "--store=postgresql://u:s3cret@h/db, --store=postgresql://u@h/db",
        "postgres://u:a@b:c@h/db?x=y, postgres://u@h/db?x=y",
        "postgresql://h/db?password=s&x=y, postgresql://h/db?password=&x=y",
        "x=http://u:p@h/, x=http://u:p@h/"
    })
    void passwords_are_left_out_of_any_text(String text, String plain) {
        assertThat(PostgresAddress.withoutSecrets(text)).isEqualTo(plain);
    }

    @Test
    void a_file_may_name_a_database_but_no_password() {
        assertThat(SweepConfigReader.parse("f", "store: postgresql://u@h/db").store())
                .hasToString("postgresql://u@h/db");
        assertThatThrownBy(() -> SweepConfigReader.parse("f", "store: postgresql://u:canary@h/db"))
                .isInstanceOf(InvalidConfigException.class)
                .hasMessageContaining("no password belongs into a file")
                .hasMessageNotContaining("canary");
    }
}
