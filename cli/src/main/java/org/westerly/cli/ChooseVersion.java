package org.westerly.cli;

import java.util.Map;
import java.util.Optional;
import org.westerly.api.ServiceInfo;
import org.westerly.api.ServiceInfo.TypeVersions;
import org.westerly.documents.Language;

/** The version of a language whose documents do not say one: the first that the server offers. */
final class ChooseVersion {

    private ChooseVersion() {}

    static String of(String type, ServiceInfo server) {
        Optional<Language> language = Language.of(type);
        for (Map.Entry<String, TypeVersions> offered :
                server.workflowTypeVersions().entrySet()) {
            boolean same = offered.getKey().equalsIgnoreCase(type)
                    || (language.isPresent() && Language.of(offered.getKey()).equals(language));
            if (same && !offered.getValue().workflowTypeVersion().isEmpty()) {
                return offered.getValue().workflowTypeVersion().getFirst();
            }
        }
        throw new InvalidUseException("this server runs no " + type + "; it runs "
                + String.join(", ", server.workflowTypeVersions().keySet()));
    }
}
