package org.westerly.chaos.agent;

import java.io.IOException;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Keeps a server's signs of life back while a file says {@code true}; all else goes on, and knows nothing of it. */
final class HoldRenewals {

    private static final String MUTE = "westerly.chaos.mute";
    private static final String LEASE = "org/westerly/server/dispatch/Lease";
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private HoldRenewals() {}

    static void by(String file, Instrumentation instrumentation) throws IOException {
        Dial.follow(Path.of(file), MUTE);
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    ClassLoader loader, String name, Class<?> old, ProtectionDomain domain, byte[] bytes) {
                return name.equals(LEASE) ? Transforms.orHalt(() -> held(bytes)) : null;
            }
        });
    }

    /** {@code Lease.renew()} begins with a wait. */
    private static byte[] held(byte[] bytes) {
        CodeTransform waiting = new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                Label look = code.newBoundLabel();
                Label go = code.newLabel();
                code.ldc(MUTE)
                        .invokestatic(
                                ConstantDescs.CD_Boolean,
                                "getBoolean",
                                MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_String))
                        .ifeq(go)
                        .ldc(LOOK_NANOS)
                        .invokestatic(
                                ClassDesc.of("java.util.concurrent.locks.LockSupport"),
                                "parkNanos",
                                MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_long))
                        .goto_(look)
                        .labelBinding(go);
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
            }
        };
        return Transforms.method(bytes, method -> method.methodName().equalsString("renew"), waiting);
    }
}
