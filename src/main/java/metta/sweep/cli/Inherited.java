package metta.sweep.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import metta.sweep.config.PostgresAddress;
import metta.sweep.config.StorePlace;

/// The environment variables of the controller that its jobs and hooks inherit: all, such as the keys of
/// services that a training reports to, but for the password of the store, where none of them has any
/// business.
final class Inherited {
    private Inherited() {}

    /// What jobs and hooks of a sweep inherit of `environment`.
    ///
    /// @param store where the sweep is kept
    static Map<String, String> of(Map<String, String> environment, StorePlace store) {
        var inherited = new LinkedHashMap<>(environment);
        inherited.computeIfPresent(StoreOption.VARIABLE, (_, address) -> PostgresAddress.withoutSecrets(address));
        if (store instanceof PostgresAddress) {
            inherited.remove("PGPASSWORD");
        }
        return inherited;
    }
}
