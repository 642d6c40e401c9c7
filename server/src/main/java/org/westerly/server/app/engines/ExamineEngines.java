package org.westerly.server.app.engines;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.westerly.server.app.engines.Diagnosis.Health;
import org.westerly.server.engine.Engine;
import org.westerly.server.engine.configured.EngineCatalog;
import org.westerly.server.engine.definition.EngineDefinition;
import org.westerly.server.engine.definition.EngineDefinition.Install;

/** Looks at each engine: is it there, and does it work? */
record ExamineEngines(EngineCatalog catalog, List<EngineDefinition> described, SayHello hello) {

    List<Diagnosis> examine() throws InterruptedException {
        List<Diagnosis> all = new ArrayList<>();
        for (Engine engine : catalog.found()) {
            all.add(tried(engine));
        }
        catalog.missing().forEach(engine -> all.add(missing(engine)));
        return all;
    }

    private Diagnosis tried(Engine engine) throws InterruptedException {
        String name = engine.choice().name() + " " + engine.choice().version();
        List<String> went = new ArrayList<>();
        for (String type : SayHello.languages(engine)) {
            long begun = System.nanoTime();
            Optional<String> fault = hello.say(engine, type);
            if (fault.isPresent()) {
                return new Diagnosis(
                        name,
                        Health.BAD,
                        type + ": " + fault.get().lines().findFirst().orElse(""),
                        "install it anew: remove its folder below engines.home, then ./westerly engines install "
                                + engine.choice().name());
            }
            long tenths = (System.nanoTime() - begun) / 100_000_000;
            went.add(type + " says hello in " + tenths / 10 + "." + tenths % 10 + " s");
        }
        return Diagnosis.good(
                name,
                went.isEmpty()
                        ? "is there; no hello is known for " + ListCommand.languages(engine.workflowTypes())
                        : String.join(", ", went));
    }

    private Diagnosis missing(EngineCatalog.Missing engine) {
        Optional<Install> install = described.stream()
                .filter(one -> one.name().equals(engine.name()) && one.version().equals(engine.version()))
                .map(one -> one.bundle().install())
                .findFirst();
        boolean needed = install.filter(one -> !one.optional()).isPresent();
        return new Diagnosis(
                engine.name() + " " + engine.version(),
                needed ? Health.BAD : Health.ABSENT,
                engine.why().reason(),
                engine.why().advice());
    }
}
