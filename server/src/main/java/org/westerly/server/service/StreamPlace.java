package org.westerly.server.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;

/** Where a reader of a stream goes on. */
public final class StreamPlace {

    private StreamPlace() {}

    /**
     * The id after which to go on; empty when nothing was said. The header counts more: a browser that comes again sends
     * it, to the same URL.
     *
     * @throws WesException INVALID_PAGE, naming the field
     */
    public static Optional<Long> of(@Nullable String lastEventId, @Nullable String afterSeq) {
        List<FieldFault> faults = new ArrayList<>();
        Optional<Long> after = LogFilter.number("after_seq", afterSeq, 0, Long.MAX_VALUE, faults);
        Optional<Long> last = LogFilter.number("Last-Event-ID", lastEventId, 0, Long.MAX_VALUE, faults);
        if (!faults.isEmpty()) {
            throw new WesException(ErrorCode.INVALID_PAGE, faults);
        }
        return last.or(() -> after);
    }
}
