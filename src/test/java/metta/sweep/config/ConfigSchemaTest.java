package metta.sweep.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import metta.sweep.json.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/// What the published schema says is what the reader says, as far as a schema can.
final class ConfigSchemaTest {
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(ConfigSchema.text(), InputFormat.JSON);

    /// What a schema-aware editor says of a file.
    static List<String> problems(String yaml) {
        var settings = LoadSettings.builder().setSchema(new JsonSchema()).build();
        var tree = new Load(settings).loadFromString(yaml);
        return SCHEMA.validate(Json.write(tree), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    static Stream<Path> examples() throws IOException {
        try (var files = Files.list(Path.of("examples"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
        }
    }

    static Stream<Setting> settings() {
        return Arrays.stream(OptimizerType.values()).flatMap(each -> each.settings().stream());
    }

    @ParameterizedTest
    @MethodSource("settings")
    void an_editor_knows_each_setting_of_an_optimizer_and_what_it_usually_is(Setting setting) {
        var usual = setting.standard().orElse(setting instanceof Setting.Weights ? "{score: 2}" : 5L);
        assertThat(problems("optimizer: {type: protein, %s: %s}".formatted(setting.name(), usual)))
                .isEmpty();
        assertThat(problems("optimizer: {type: protein, %s: []}".formatted(setting.name())))
                .isNotEmpty();
        assertThat(ConfigSchema.text()).contains("\"description\" : \"" + setting.meaning() + "\"");
        setting.standard()
                .ifPresent(value -> assertThat(ConfigSchema.text()).contains("\"default\" : " + Json.write(value)));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_fits(Path example) throws IOException {
        assertThat(problems(Files.readString(example))).isEmpty();
    }
}
