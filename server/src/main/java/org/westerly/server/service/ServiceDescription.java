package org.westerly.server.service;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the service says about itself.
 *
 * @param extraWesVersions literals that some client wants to see beside the real versions
 * @param filesystemProtocols schemes that {@code workflow_url} and inputs may have, in lower case
 * @param tags shown as they are: data retention periods, say
 */
public record ServiceDescription(
        Identity identity,
        Organization organization,
        Addresses addresses,
        List<String> extraWesVersions,
        List<String> filesystemProtocols,
        Map<String, String> tags) {

    public ServiceDescription {
        extraWesVersions = List.copyOf(extraWesVersions);
        filesystemProtocols = List.copyOf(filesystemProtocols);
        tags = Map.copyOf(tags);
    }

    /**
     * Which service this is.
     *
     * @param id in reverse domain name form, unique in the world
     * @param version of this server
     */
    public record Identity(
            String id,
            String name,
            @Nullable String description,
            @Nullable String environment,
            String version) {}

    /** Who runs it. */
    public record Organization(String name, String url) {}

    /**
     * Where people find help.
     *
     * @param contact a {@code mailto:} or web URL
     * @param authInstructions empty for this service itself
     */
    public record Addresses(
            @Nullable String contact, @Nullable String documentation, String authInstructions) {}
}
