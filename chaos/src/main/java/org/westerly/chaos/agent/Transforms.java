package org.westerly.chaos.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rewrites methods of a class. */
final class Transforms {

    private Transforms() {}

    /** Java would go on with the class as it is when it cannot be rewritten, and nobody would know. */
    static byte @Nullable [] orHalt(Supplier<byte @Nullable []> rewriting) {
        try {
            return rewriting.get();
        } catch (RuntimeException | Error changed) {
            changed.printStackTrace();
            Runtime.getRuntime().halt(1);
            throw changed;
        }
    }

    /** @throws IllegalStateException when there is no such method: the class has changed, and the harness must too */
    static byte[] method(byte[] bytes, Predicate<MethodModel> which, CodeTransform how) {
        AtomicInteger found = new AtomicInteger();
        ClassFile classFile = ClassFile.of();
        byte[] rewritten = classFile.transformClass(
                classFile.parse(bytes),
                ClassTransform.transformingMethodBodies(
                        method -> {
                            boolean is = which.test(method);
                            found.addAndGet(is ? 1 : 0);
                            return is;
                        },
                        how));
        if (found.get() == 0) {
            throw new IllegalStateException("the method to be rewritten is not there");
        }
        return rewritten;
    }
}
