package metta.sweep.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Turns YAML 1.2 text into one tree, and refuses what a strict file has no use for: tags, several documents, values
/// that contain themselves, nesting or repetition beyond all need.
///
/// Syntax errors end the reading at once; duplicate keys are collected with everything else.
final class YamlParser {
    /// In characters.
    static final int LONGEST = 2_000_000;
    private static final int DEEPEST = 64;
    private static final int LARGEST = 100_000;

    private final Problems problems;
    private final String text;
    private final Iterator<Event> events;
    private final Map<String, RawNode> anchored = new HashMap<>();

    private YamlParser(String source, String text, Problems problems) {
        var settings = LoadSettings.builder()
                .setLabel(source)
                .setCodePointLimit(LONGEST)
                .build();
        this.problems = problems;
        this.text = text;
        this.events = new Parse(settings).parseString(text).iterator();
    }

    static RawNode parse(String source, String text, Problems problems) {
        if (text.length() > LONGEST) {
            throw problems.fatal(Position.START, "the file is too large: more than %d characters".formatted(LONGEST));
        }
        var parser = new YamlParser(source, text.startsWith("\uFEFF") ? text.substring(1) : text, problems);
        try {
            return parser.document();
        } catch (MarkedYamlEngineException e) {
            throw problems.fatal(
                    e.getProblemMark().or(e::getContextMark).map(Position::of).orElse(Position.START),
                    invalid(source) + ": " + message(e));
        } catch (ReaderException e) {
            throw problems.fatal(
                    parser.position(e),
                    "%s: the character U+%04X is not allowed".formatted(invalid(source), e.getCodePoint()));
        } catch (YamlEngineException e) {
            throw problems.fatal(Position.START, invalid(source) + ": " + e.getMessage());
        }
    }

    private RawNode document() {
        next();
        if (next().getEventId() != Event.ID.DocumentStart) {
            throw problems.fatal(Position.START, "the file is empty");
        }
        RawNode root = node(next(), 1, "");
        next();
        Event end = next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw problems.fatal(at(end), "a second document starts here; there must be only one");
        }
        if (root.size() > LARGEST || root.depth() > DEEPEST) {
            throw problems.fatal(Position.START, "aliases blow this file up beyond %d values".formatted(LARGEST));
        }
        return root;
    }

    private RawNode node(Event event, int depth, String path) {
        if (depth > DEEPEST) {
            throw problems.fatal(at(event), "nested more than %d levels deep".formatted(DEEPEST));
        }
        RawNode node = switch (event) {
            case ScalarEvent scalar -> {
                refuseTag(scalar, scalar.getTag());
                yield new RawNode.Scalar(at(event), scalar.getValue(), scalar.isPlain());
            }
            case SequenceStartEvent start -> sequence(start, depth, path);
            case MappingStartEvent start -> mapping(start, depth, path);
            case AliasEvent alias -> alias(alias);
            default -> throw problems.fatal(at(event), "a value is missing");
        };
        if (!(event instanceof AliasEvent) && event instanceof NodeEvent named) {
            named.getAnchor().ifPresent(anchor -> anchored.put(anchor.getValue(), node));
        }
        return node;
    }

    private RawNode alias(AliasEvent event) {
        String name = event.getAlias().getValue();
        RawNode target = anchored.get(name);
        if (target == null) {
            throw problems.fatal(at(event), "the alias *%s has no finished anchor &%s before it".formatted(name, name));
        }
        return target;
    }

    private RawNode sequence(CollectionStartEvent start, int depth, String path) {
        refuseTag(start, start.getTag());
        List<RawNode> items = new ArrayList<>();
        for (Event event = next(); event.getEventId() != Event.ID.SequenceEnd; event = next()) {
            items.add(node(event, depth + 1, "%s[%d]".formatted(path, items.size())));
        }
        return new RawNode.Sequence(at(start), items);
    }

    private RawNode mapping(CollectionStartEvent start, int depth, String path) {
        refuseTag(start, start.getTag());
        Map<String, RawNode.Entry> entries = new HashMap<>();
        List<RawNode.Entry> ordered = new ArrayList<>();
        for (Event event = next(); event.getEventId() != Event.ID.MappingEnd; event = next()) {
            RawNode.Scalar key = key(node(event, depth + 1, path), event);
            String inner = path.isEmpty() ? key.text() : path + "." + key.text();
            var entry = new RawNode.Entry(key, node(next(), depth + 1, inner));
            if (key.text().isBlank()) {
                problems.add(key.at(), path, "a key must not be empty");
                continue;
            }
            var earlier = entries.putIfAbsent(key.text(), entry);
            if (earlier == null) {
                ordered.add(entry);
            } else {
                Position first = earlier.key().at();
                problems.add(
                        key.at(),
                        inner,
                        "the key is there twice; first in line %d, column %d".formatted(first.line(), first.column()));
            }
        }
        return new RawNode.Mapping(at(start), ordered);
    }

    private RawNode.Scalar key(RawNode key, Event event) {
        if (!(key instanceof RawNode.Scalar scalar) || event instanceof AliasEvent) {
            throw problems.fatal(at(event), "a key must be plain text");
        }
        if (scalar.plain() && scalar.text().equals("<<")) {
            throw problems.fatal(at(event), "merge keys (<<) are not part of YAML 1.2; write the keys out");
        }
        return scalar;
    }

    private void refuseTag(Event event, Optional<String> tag) {
        if (tag.isPresent()) {
            throw problems.fatal(at(event), "tags such as %s are not supported".formatted(Spelling.shown(tag.get())));
        }
    }

    private Event next() {
        if (!events.hasNext()) {
            throw problems.fatal(Position.after(text), "the file ends too early");
        }
        return events.next();
    }

    private Position position(ReaderException e) {
        int index = Math.clamp(e.getPosition(), 0, text.codePointCount(0, text.length()));
        return Position.after(text.substring(0, text.offsetByCodePoints(0, index)));
    }

    private static Position at(Event event) {
        return event.getStartMark().map(Position::of).orElse(Position.START);
    }

    private static String invalid(String source) {
        return source.endsWith(".json") ? "not valid JSON" : "not valid YAML";
    }

    private static String message(MarkedYamlEngineException e) {
        String context = e.getContext();
        return e.getProblem().strip() + (context == null || context.isBlank() ? "" : " (" + context.strip() + ")");
    }
}
