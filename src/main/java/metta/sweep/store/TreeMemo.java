package metta.sweep.store;

import java.util.LinkedHashMap;
import java.util.Map;
import metta.sweep.json.Json;

/// Reads JSON objects, and each of the few that come again and again only once: every call to a store meets its sweep's
/// description. Not safe for use by several threads.
final class TreeMemo {
    private static final int MOST = 16;
    private final Map<String, Map<String, Object>> trees = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Object>> eldest) {
            return size() > MOST;
        }
    };

    /// The object that the text is; nobody may change it.
    Map<String, Object> read(String text) {
        return trees.computeIfAbsent(text, Json::readTree);
    }
}
