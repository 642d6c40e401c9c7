package org.westerly.server.files.stage;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.westerly.documents.Language;
import org.westerly.server.files.StagingException;

/**
 * Which registry a {@code trs://} URL means.
 *
 * @param byHost base URL by host
 * @param otherwise for hosts that are not among them; null: the host itself, by https
 */
public record TrsRegistries(
        Map<String, URI> byHost, @Nullable URI otherwise) {

    public TrsRegistries {
        byHost = byHost.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        entry -> entry.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (first, _) -> first));
    }

    /**
     * The tool of {@code trs://host/tool/version}; {@code trs://host/tool/versions/version} is understood as well. An id
     * with slashes may be written plainly: the version is the last word.
     *
     * @throws StagingException when it has no such parts
     */
    TrsTool find(URI trs, String workflowType) throws StagingException {
        String host = trs.getRawAuthority() == null ? "" : trs.getRawAuthority().toLowerCase(Locale.ROOT);
        String path = trs.getRawPath().replaceFirst("^/", "");
        int last = path.lastIndexOf('/');
        String id = PercentEncoded.decoded(path.substring(0, Math.max(last, 0)).replaceFirst("/versions$", ""));
        String version = PercentEncoded.decoded(path.substring(last + 1));
        if (host.isEmpty()
                || id.isEmpty()
                || version.isEmpty()
                || PercentEncoded.leadsElsewhere(id)
                || PercentEncoded.leadsElsewhere(version)) {
            throw new StagingException(Quoted.of(trs.toString()) + " is not of the form trs://host/tool/version");
        }
        Optional<URI> configured = Optional.ofNullable(byHost.get(host)).or(() -> Optional.ofNullable(otherwise));
        URI base = configured.orElseGet(() -> URI.create("https://" + host));
        return new TrsTool(
                withApi(base), configured.isPresent(), id, version, Language.descriptorType(workflowType), null, "");
    }

    private static URI withApi(URI base) {
        String text = base.toString().replaceFirst("/+$", "");
        return URI.create(text.endsWith(TrsTool.API) ? text : text + TrsTool.API);
    }
}
