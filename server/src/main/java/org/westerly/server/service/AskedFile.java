package org.westerly.server.service;

import java.util.List;
import java.util.Set;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.error.WesException.FieldFault;
import org.westerly.server.results.FileKind;

/**
 * A file or folder as it is named in a request.
 *
 * @param path percent-encoded, as it was sent
 * @param kind INTERMEDIATE for a path below the run's folder; any other for one below its outputs
 */
public record AskedFile(String path, FileKind kind) {

    /**
     * Reads what was sent.
     *
     * @param kinds all that were sent
     * @throws WesException INVALID_REQUEST when a path of several kinds, or of logs, is asked for
     */
    public static AskedFile of(String path, List<String> kinds) {
        Set<FileKind> known = ListFiles.kinds(kinds, Set.of(FileKind.OUTPUT));
        if (known.size() > 1 || known.contains(FileKind.LOG)) {
            throw new WesException(
                    ErrorCode.INVALID_REQUEST,
                    List.of(new FieldFault("kind", "must be one of output, report, intermediate beside a path")));
        }
        return new AskedFile(path, known.iterator().next());
    }
}
