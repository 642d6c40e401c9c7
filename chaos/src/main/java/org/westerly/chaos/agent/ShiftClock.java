package org.westerly.chaos.agent;

import java.io.IOException;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Shifts what {@code java.time} takes for now in this process, by the seconds that stand in a file. What measures durations, and
 * the rest of the machine, go on as they do.
 */
final class ShiftClock {

    /** Where {@code java.time} finds the seconds: it can see no class of ours. */
    private static final String SECONDS = "westerly.chaos.clock";

    private static final long LOOK_MILLIS = 20;

    private ShiftClock() {}

    static void by(String file, Instrumentation instrumentation) throws Exception {
        Path seconds = Path.of(file);
        look(seconds);
        instrumentation.addTransformer(
                new ClassFileTransformer() {
                    @Override
                    public byte @Nullable [] transform(
                            ClassLoader loader, String name, Class<?> old, ProtectionDomain domain, byte[] bytes) {
                        return name.equals("java/time/Clock") ? shifted(bytes) : null;
                    }
                },
                true);
        instrumentation.retransformClasses(Clock.class);
        Thread _ = Thread.ofPlatform().daemon().name("clock of the harness").start(() -> {
            while (true) {
                try {
                    Thread.sleep(LOOK_MILLIS);
                    look(seconds);
                } catch (IOException gone) {
                    return; // With the round.
                } catch (InterruptedException stop) {
                    return;
                }
            }
        });
    }

    private static void look(Path seconds) throws IOException {
        System.setProperty(SECONDS, Files.readString(seconds).strip());
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
