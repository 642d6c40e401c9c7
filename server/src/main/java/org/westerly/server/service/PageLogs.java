package org.westerly.server.service;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.westerly.api.LogLine;
import org.westerly.api.LogPage;
import org.westerly.server.auth.Caller;
import org.westerly.server.engine.Engines;
import org.westerly.server.error.WesException;
import org.westerly.server.files.RunFolders;
import org.westerly.server.logs.ReadLogs;
import org.westerly.server.run.RunId;
import org.westerly.server.service.FindLog.Found;
import org.westerly.server.store.RunStore;

/** Shows the lines of a log page by page. */
public final class PageLogs {

    private final FindLog find;
    private final ReadLogs logs;

    public PageLogs(RunStore store, Engines engines, RunFolders folders, ReadLogs logs) {
        this.find = new FindLog(store, engines, folders);
        this.logs = logs;
    }

    /**
     * One page, in order.
     *
     * @throws WesException RUN_NOT_FOUND, TASK_NOT_FOUND, or INVALID_PAGE naming the query parameter
     */
    public LogPage page(Caller caller, String id, LogListing asked) {
        LogFilter filter = LogFilter.of(asked);
        Found log = find.find(caller, id, asked.includeDeleted(), asked.task());
        prepare(logs, log);
        org.westerly.server.logs.LogPage page = filter.tail() > 0
                ? logs.tail(log.files(), filter.streams(), filter.tail(), log.mask())
                : logs.after(log.files(), filter.streams(), filter.after(), filter.limit(), ReadLogs.MOST, log.mask());
        return new LogPage(render(log.run().id(), log.task(), page.lines()), page.next());
    }

    /** The engine's lines are numbered while it works, a task's when somebody asks. */
    static void prepare(ReadLogs logs, Found log) {
        if (log.task() == null) {
            logs.ofRun(log.run().id(), log.files(), log.ended());
        } else {
            logs.catchUp(log.files(), log.ended());
        }
    }

    static List<LogLine> render(RunId run, @Nullable String task, List<org.westerly.server.logs.LogLine> lines) {
        return lines.stream()
                .map(line -> new LogLine(
                        run.value(),
                        task,
                        line.stream().word(),
                        line.seq(),
                        line.text(),
                        WireTime.precise(line.seen()),
                        line.partial() ? true : null))
                .toList();
    }
}
