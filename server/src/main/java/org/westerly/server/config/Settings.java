package org.westerly.server.config;

/** Everything that can be set, by component. */
public record Settings(
        ServerSettings server,
        ServersSettings servers,
        DataSettings data,
        StoreSettings store,
        RunsSettings runs,
        ExecutorSettings executor,
        QueueSettings queue,
        RetentionSettings retention,
        EnginesSettings engines,
        FetchSettings fetch,
        ServiceSettings service,
        LimitSettings limits) {}
