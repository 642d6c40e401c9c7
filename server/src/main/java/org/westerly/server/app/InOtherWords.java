package org.westerly.server.app;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.westerly.server.config.FetchSettings;
import org.westerly.server.config.QueueSettings;
import org.westerly.server.config.QueuedLimits;
import org.westerly.server.config.ServersSettings;
import org.westerly.server.config.ServiceSettings;
import org.westerly.server.config.Settings;
import org.westerly.server.config.SubmissionLimits;
import org.westerly.server.dispatch.Presence;
import org.westerly.server.dispatch.Retention;
import org.westerly.server.files.NameLimits;
import org.westerly.server.files.fetch.FetchLimits;
import org.westerly.server.files.stage.DrsServers;
import org.westerly.server.files.stage.Sources;
import org.westerly.server.files.stage.TrsRegistries;
import org.westerly.server.http.BodyLimits;
import org.westerly.server.http.HttpSettings;
import org.westerly.server.http.Pace;
import org.westerly.server.queue.Caps;
import org.westerly.server.queue.PauseFile;
import org.westerly.server.queue.Priorities;
import org.westerly.server.queue.QueueRules;
import org.westerly.server.queue.WaitLimits;
import org.westerly.server.service.Admission;
import org.westerly.server.service.PageSize;
import org.westerly.server.service.ServiceDescription;
import org.westerly.server.service.SubmissionRate;
import org.westerly.server.service.SubmitRun;
import org.westerly.server.store.Room;
import org.westerly.server.store.Seat;

/** The settings in the words of the rooms, none of which knows the configuration as a whole. */
record InOtherWords(Settings settings) {

    HttpSettings http() {
        SubmissionLimits limits = settings.limits().submission();
        return new HttpSettings(
                settings.server().publicUrl().orElse(null),
                settings.server().allowedHosts(),
                settings.server().cors().origins(),
                new BodyLimits(
                        limits.fields(),
                        limits.files(),
                        // A field is one array of the JVM's, which has at most so many elements.
                        (int) Math.min(limits.fieldSize().bytes(), Integer.MAX_VALUE - 8),
                        limits.attachmentSize().bytes(),
                        limits.totalSize().bytes()),
                settings.server().connections().headerSize().bytes(),
                new Pace(
                        settings.limits().transfers().leastRate().bytes(),
                        settings.limits().transfers().patience()));
    }

    SubmitRun.Accepted accepted() {
        SubmissionLimits limits = settings.limits().submission();
        return new SubmitRun.Accepted(schemes(), new NameLimits(limits.nameBytes(), limits.pathBytes()));
    }

    PageSize pageSize() {
        return new PageSize(
                settings.limits().pages().size(), settings.limits().pages().maxSize());
    }

    ServiceDescription service() {
        ServiceSettings service = settings.service();
        return new ServiceDescription(
                new ServiceDescription.Identity(
                        service.id(), service.name(), service.description(), service.environment(), Version.number()),
                new ServiceDescription.Organization(
                        service.organization().name(),
                        service.organization().url().toString()),
                new ServiceDescription.Addresses(
                        service.contactUrl().toString(),
                        service.documentationUrl().map(URI::toString).orElse(null),
                        service.authInstructionsUrl().toString()),
                service.supportedWesVersions(),
                schemes().stream().toList(),
                new RetentionTags(settings.retention()).with(service.tags()));
    }

    Presence presence(Seat seat) {
        ServersSettings servers = settings.servers();
        return new Presence(seat, servers.lease(), servers.lostAfter());
    }

    Retention retention() {
        return new RetentionRules(settings).read();
    }

    Admission admission(PauseFile pause) {
        QueuedLimits limits = settings.limits().queued();
        Room room = new Room(
                limits.runs().map(Integer::longValue).orElse(Room.ANY.runs()),
                limits.perOwner().map(Integer::longValue).orElse(Room.ANY.perOwner()));
        return new Admission(room, new SubmissionRate(number(limits.perMinute()), Rooms.CLOCK), pause::flow);
    }

    QueueRules queueRules() {
        QueueSettings queue = settings.queue();
        return new QueueRules(
                settings.runs().maxConcurrent(),
                new Caps(number(queue.perOwner()), queue.perEngine(), queue.perTag()),
                new Priorities(queue.priorityTag(), queue.patience()));
    }

    WaitLimits waitLimits() {
        return new WaitLimits(settings.queue().maxWait(), settings.queue().maxWaitOf());
    }

    private static OptionalInt number(Optional<Integer> set) {
        return set.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    FetchLimits fetchLimits() {
        FetchSettings fetch = settings.fetch();
        // Where clients may name registries and repositories only, these are asked safely.
        Set<String> web =
                schemes().stream().filter(Set.of("http", "https")::contains).collect(Collectors.toSet());
        return new FetchLimits(
                web.isEmpty() ? Set.of("https") : web, fetch.allowPrivateTargets(), fetch.timeout(), fetch.deadline());
    }

    Sources sources() {
        FetchSettings fetch = settings.fetch();
        return new Sources(
                schemes(),
                fetch.maxBytes().bytes(),
                fetch.maxInputBytes().bytes(),
                fetch.fileRoots(),
                new TrsRegistries(
                        fetch.trs().registries(), fetch.trs().defaultRegistry().orElse(null)),
                new DrsServers(fetch.drs().servers(), fetch.drs().tokens()));
    }

    private Set<String> schemes() {
        boolean files = !settings.fetch().fileRoots().isEmpty();
        return settings.fetch().schemes().stream()
                .filter(scheme -> files || !scheme.equals("file"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
