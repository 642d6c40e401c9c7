package org.westerly.server.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** A store that does not do what it is asked to, or does it and does not say so. */
public final class FailingStore {

    /** Throws what the caller is to see, or does nothing. */
    @FunctionalInterface
    public interface Fault {
        void strike(String method, Object[] arguments);
    }

    private static final Object[] NONE = {};

    private FailingStore() {}

    /** One that fails before it does anything. */
    public static RunStore before(RunStore store, Fault fault) {
        return around(store, fault, (_, _) -> {});
    }

    /** One that may fail before, and after it was done. */
    public static RunStore around(RunStore store, Fault before, Fault after) {
        return (RunStore) Proxy.newProxyInstance(
                RunStore.class.getClassLoader(), new Class<?>[] {RunStore.class}, (_, method, arguments) -> {
                    Object[] given = arguments == null ? NONE : arguments;
                    before.strike(method.getName(), given);
                    try {
                        Object answer = method.invoke(store, given);
                        after.strike(method.getName(), given);
                        return answer;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }
}
