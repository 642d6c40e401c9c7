package org.westerly.server.service;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.westerly.api.ServiceInfo;
import org.westerly.api.ServiceInfo.DefaultParameter;
import org.westerly.api.ServiceInfo.EngineVersions;
import org.westerly.api.ServiceInfo.TypeVersions;
import org.westerly.api.State;
import org.westerly.server.auth.Caller;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.Engines;
import org.westerly.server.queue.Gate;
import org.westerly.server.run.RunState;
import org.westerly.server.store.RunStore;

/** Says what this service is and can do. */
public final class DescribeService {

    private static final List<String> WES_VERSIONS = List.of("1.0.0", "1.0.1", "1.1.0");

    private final ServiceDescription settings;
    private final Engines engines;
    private final RunStore store;
    private final Gate gate;

    public DescribeService(ServiceDescription settings, Engines engines, RunStore store, Gate gate) {
        this.settings = settings;
        this.engines = engines;
        this.store = store;
        this.gate = gate;
    }

    public ServiceInfo describe(Caller caller, WesVersion version, Links links) {
        ServiceDescription.Identity identity = settings.identity();
        ServiceDescription.Addresses addresses = settings.addresses();
        return new ServiceInfo(
                identity.id(),
                identity.name(),
                new ServiceInfo.ServiceType("org.ga4gh", "wes", version == WesVersion.V1_0 ? "1.0.1" : "1.1.0"),
                identity.description(),
                new ServiceInfo.Organization(
                        settings.organization().name(), settings.organization().url()),
                addresses.contact(),
                addresses.contact(),
                withoutMailto(addresses.contact()),
                addresses.documentation(),
                null,
                null,
                identity.environment(),
                identity.version(),
                typeVersions(),
                Stream.concat(WES_VERSIONS.stream(), settings.extraWesVersions().stream())
                        .distinct()
                        .toList(),
                settings.filesystemProtocols(),
                version == WesVersion.V1_0 ? engineVersionTexts() : engineVersionLists(),
                defaultParameters(),
                counts(caller, version),
                addresses.authInstructions().isEmpty() ? links.serviceInfo() : addresses.authInstructions(),
                tags());
    }

    /** Whoever asks is told why runs wait; a site's own tag of that name stands instead. */
    private Map<String, String> tags() {
        return gate.shut()
                .map(why -> {
                    Map<String, String> tags = new TreeMap<>(settings.tags());
                    tags.putIfAbsent("queue", why);
                    return tags;
                })
                .orElse(new TreeMap<>(settings.tags()));
    }

    private Map<String, TypeVersions> typeVersions() {
        Map<String, List<String>> versions = new TreeMap<>();
        for (Engine engine : engines.all()) {
            engine.workflowTypes().forEach((type, spoken) -> versions.merge(type, spoken, DescribeService::together));
        }
        return versions.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> new TypeVersions(entry.getValue()), (a, _) -> a, TreeMap::new));
    }

    /** What clients may send to any of the engines; of one that several have, the preferred engine's. */
    private List<DefaultParameter> defaultParameters() {
        Map<String, DefaultParameter> byName = new TreeMap<>();
        for (Engine engine : engines.all()) {
            engine.parameters()
                    .forEach(one -> byName.putIfAbsent(
                            one.name(), new DefaultParameter(one.name(), one.type(), one.fallback())));
        }
        return List.copyOf(byName.values());
    }

    private Map<String, List<String>> enginesByName() {
        Map<String, List<String>> versions = new TreeMap<>();
        for (Engine engine : engines.all()) {
            versions.merge(engine.choice().name(), List.of(engine.choice().version()), DescribeService::together);
        }
        return versions;
    }

    private Map<String, EngineVersions> engineVersionLists() {
        Map<String, EngineVersions> lists = new TreeMap<>();
        enginesByName().forEach((name, versions) -> lists.put(name, new EngineVersions(versions)));
        return lists;
    }

    /** WES 1.0 knows one version of an engine, as a string: the one that is used when none is named. */
    private Map<String, String> engineVersionTexts() {
        Map<String, String> texts = new TreeMap<>();
        enginesByName().forEach((name, versions) -> texts.put(name, versions.getFirst()));
        return texts;
    }

    private static List<String> together(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }

    /** The ten states of 1.0 always, since a suite counts them; PREEMPTED, which came later, only when there is one. */
    private Map<State, Long> counts(Caller caller, WesVersion version) {
        Map<State, Long> counts = new EnumMap<>(State.class);
        Stream.of(State.values()).filter(state -> state != State.PREEMPTED).forEach(state -> counts.put(state, 0L));
        Map<RunState, Long> stored = store.counts(caller.owner());
        stored.forEach((state, count) -> {
            if (count > 0) {
                counts.merge(version.state(state), count, Long::sum);
            }
        });
        return counts;
    }

    private static @Nullable String withoutMailto(@Nullable String contact) {
        return contact != null && contact.startsWith("mailto:") ? contact.substring("mailto:".length()) : contact;
    }
}
