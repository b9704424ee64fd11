package metta.sweep.testing;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Gives tests that ask for one the [PostgresServer] that all tests of a run share.
public final class WithPostgres implements ParameterResolver {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    /// A name that no other test of this run has for its schema.
    public static String freshSchema() {
        return "test_" + SCHEMAS.incrementAndGet();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PostgresServer.class;
    }

    @Override
    public PostgresServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(WithPostgres.class))
                .computeIfAbsent(PostgresServer.class, _ -> PostgresServer.create(), PostgresServer.class);
    }
}
