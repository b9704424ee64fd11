package metta.sweep.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import metta.sweep.asktell.AskTell;
import metta.sweep.json.Json;

/// What a client sends line by line, each answered by a line, whatever it is.
///
/// Both are in UTF-8, whatever the terminal's language.
record Conversation(AskTell server) {
    /// Until the client takes its leave or says no more.
    void over(InputStream in, PrintStream out) throws IOException {
        var lines = new MessageLines(new BufferedInputStream(in));
        var answers = new PrintStream(out, true, StandardCharsets.UTF_8);
        var answer = lines.next().flatMap(this::answer);
        while (answer.isPresent()) {
            answers.println(Json.write(answer.get()));
            answer = lines.next().flatMap(this::answer);
        }
    }

    private Optional<Map<String, Object>> answer(MessageLines.Line line) {
        return switch (line) {
            case MessageLines.Line.Text(String text) -> answer(text);
            case MessageLines.Line.Unfit(String why) -> Optional.of(AskTell.error(why));
        };
    }

    private Optional<Map<String, Object>> answer(String text) {
        try {
            return server.answer(Json.readTreeLoosely(text));
        } catch (Json.InvalidJsonException e) {
            return Optional.of(AskTell.error("the message is no JSON object: " + e.getMessage()));
        } catch (RuntimeException e) {
            return Optional.of(AskTell.error(Failures.bug(e))); // The client's other trials need not be lost.
        } catch (OutOfMemoryError | StackOverflowError e) {
            return Optional.of(AskTell.error("the study is too large for this machine or this optimizer: " + e));
        }
    }
}
