package metta.sweep.store;

import java.util.List;
import java.util.Map;
import metta.sweep.Command;
import metta.sweep.Lease;
import metta.sweep.SweepInfo;
import metta.sweep.json.Json;

/// What a snapshot says of its sweep as a whole.
///
/// @param log how much of the change log it stands for
/// @param format of that log
/// @param place of the sweep among those of the store
/// @param commands how many were ever queued
record Head(
        ChangeLog.Mark log,
        int format,
        long place,
        long revision,
        long commands,
        SweepInfo sweep,
        Lease lease,
        List<Command.Queued> inbox) {
    Head {
        inbox = List.copyOf(inbox);
    }

    static Head of(Map<String, Object> tree) {
        var head = new Fields(tree);
        var log = head.object("log");
        return new Head(
                new ChangeLog.Mark(log.whole("end"), log.whole("lines"), log.whole("print")),
                head.small("format"),
                head.whole("place"),
                head.whole("revision"),
                head.whole("commands"),
                Documents.sweep(head.object("sweep")),
                Documents.lease(head.object("lease")),
                head.objects("inbox").stream().map(Head::queued).toList());
    }

    private static Command.Queued queued(Fields queued) {
        var command = Json.read(Json.write(queued.map("command")), Command.class);
        return new Command.Queued(queued.whole("number"), command, queued.time("at"));
    }

    String text() {
        return Json.write(this);
    }
}
