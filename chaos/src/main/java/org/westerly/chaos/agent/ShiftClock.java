package org.westerly.chaos.agent;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Shifts what {@code java.time} takes for now in this process, by the seconds that stand in a file. What measures durations, and
 * the rest of the machine, go on as they do.
 */
final class ShiftClock {

    private static final String SECONDS = "westerly.chaos.clock";

    private ShiftClock() {}

    static void by(String file, Instrumentation instrumentation) throws Exception {
        Dial.follow(Path.of(file), SECONDS);
        instrumentation.addTransformer(
                new ClassFileTransformer() {
                    @Override
                    public byte @Nullable [] transform(
                            ClassLoader loader, String name, Class<?> old, ProtectionDomain domain, byte[] bytes) {
                        return name.equals("java/time/Clock") ? Transforms.orHalt(() -> shifted(bytes)) : null;
                    }
                },
                true);
        instrumentation.retransformClasses(Clock.class);
    }

    /** {@code Clock.currentInstant()}, which all clocks of {@code java.time} ask, adds the seconds to what it answers. */
    private static byte[] shifted(byte[] bytes) {
        ClassDesc instant = ClassDesc.of("java.time.Instant");
        CodeTransform add = (CodeBuilder code, CodeElement element) -> {
            if (element instanceof ReturnInstruction) {
                code.ldc(SECONDS)
                        .invokestatic(
                                ConstantDescs.CD_Long,
                                "getLong",
                                MethodTypeDesc.of(ConstantDescs.CD_Long, ConstantDescs.CD_String))
                        .invokevirtual(ConstantDescs.CD_Long, "longValue", MethodTypeDesc.of(ConstantDescs.CD_long))
                        .invokevirtual(instant, "plusSeconds", MethodTypeDesc.of(instant, ConstantDescs.CD_long));
            }
            code.with(element);
        };
        return Transforms.method(bytes, method -> method.methodName().equalsString("currentInstant"), add);
    }
}
