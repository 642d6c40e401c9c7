package org.westerly.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * What happens at Ctrl-C. A shutdown hook would come too late, as nothing can be taken back in it; the class that can do
 * better is not part of Java's own interface, so it is looked for at run time, and without it Ctrl-C ends the process as
 * always.
 */
final class OnInterrupt {

    private OnInterrupt() {}

    /** Lets {@code act} be called in a thread of its own at each Ctrl-C. */
    static void call(Runnable act) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object ours = Proxy.newProxyInstance(
                    OnInterrupt.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "handle" -> act.run();
                            case "equals" -> {
                                return proxy == arguments[0];
                            }
                            case "hashCode" -> {
                                return System.identityHashCode(proxy);
                            }
                            default -> {
                                return "OnInterrupt";
                            }
                        }
                        return null;
                    });
            Object interrupt = signal.getConstructor(String.class).newInstance("INT");
            signal.getMethod("handle", signal, handler).invoke(null, interrupt, ours);
        } catch (ClassNotFoundException | NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            // Another Java, then.
        } catch (InvocationTargetException e) {
            // Refused where Ctrl-C is taken by somebody else, such as Java's own -Xrs.
        }
    }
}
