package org.westerly.chaos.agent;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Breaks a promise of the server, as a careless change would. */
final class BreakPromise {

    private static final String SERVER = "org/westerly/server/";
    private static final String MOVES = SERVER + "store/RunMoves";
    private static final String END_JOB = SERVER + "executor/local/EndJob";
    private static final String PROCESSES = SERVER + "executor/local/JobProcesses";

    private BreakPromise() {}

    static void of(String name, Instrumentation instrumentation) {
        Broken broken = Broken.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        instrumentation.addTransformer(new ClassFileTransformer() {
            @Override
            public byte @Nullable [] transform(
                    ClassLoader loader, String type, Class<?> old, ProtectionDomain domain, byte[] bytes) {
                return type.startsWith(SERVER) ? Transforms.orHalt(() -> rewritten(broken, type, bytes)) : null;
            }
        });
    }

    private static byte @Nullable [] rewritten(Broken broken, String type, byte[] bytes) {
        return switch (broken) {
            case SKIP_FSYNC -> unsynced(bytes);
            case DROP_FENCE -> type.equals(MOVES) ? answering(bytes, "isTaken", BreakPromise::no) : null;
            case KILL_LEADER ->
                switch (type) {
                    case END_JOB -> firstOnly(bytes);
                    case PROCESSES ->
                        answering(
                                answering(bytes, "killGroups", CodeBuilder::return_),
                                "gone",
                                BreakPromise::leaderIsGone);
                    default -> null;
                };
        };
    }

    /** In all methods. */
    private static byte[] unsynced(byte[] bytes) {
        ClassDesc mode = ClassDesc.of("org.sqlite.SQLiteConfig$SynchronousMode");
        CodeTransform unsynced = (CodeBuilder code, CodeElement element) -> {
            if (element instanceof InvokeInstruction call
                    && call.owner().asInternalName().equals("java/nio/channels/FileChannel")
                    && call.name().equalsString("force")) {
                code.pop2();
            } else if (element instanceof InvokeInstruction call && call.name().equalsString("setSynchronous")) {
                code.pop().getstatic(mode, "OFF", mode).with(element);
            } else if (element instanceof ConstantInstruction constant
                    && String.valueOf(constant.constantValue()).contains("set_config('synchronous_commit'")) {
                code.ldc("select 1");
            } else {
                code.with(element);
            }
        };
        ClassFile classFile = ClassFile.of();
        return classFile.transformClass(classFile.parse(bytes), ClassTransform.transformingMethodBodies(unsynced));
    }

    private static void no(CodeBuilder code) {
        code.iconst_0().ireturn();
    }

    private static void leaderIsGone(CodeBuilder code) {
        ClassDesc processes = ClassDesc.ofInternalName(PROCESSES);
        ClassDesc identity = ClassDesc.of("org.westerly.server.executor.local.Identity");
        ClassDesc table = ClassDesc.of("org.westerly.server.executor.local.ProcessTable");
        MethodTypeDesc number = MethodTypeDesc.of(ConstantDescs.CD_long);
        code.aload(0)
                .getfield(processes, "table", table)
                .aload(0)
                .getfield(processes, "job", identity)
                .invokevirtual(identity, "pid", number)
                .aload(0)
                .getfield(processes, "job", identity)
                .invokevirtual(identity, "start", number)
                .invokevirtual(
                        table,
                        "alive",
                        MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_long, ConstantDescs.CD_long))
                .iconst_1()
                .ixor()
                .ireturn();
    }

    /** {@code EndJob.signal} goes through the first of its list alone, which is the oldest. */
    private static byte[] firstOnly(byte[] bytes) {
        CodeTransform limited = new CodeTransform() {
            @Override
            public void atStart(CodeBuilder code) {
                ClassDesc stream = ClassDesc.of("java.util.stream.Stream");
                code.aload(1)
                        .invokeinterface(ConstantDescs.CD_List, "stream", MethodTypeDesc.of(stream))
                        .lconst_1()
                        .invokeinterface(stream, "limit", MethodTypeDesc.of(stream, ConstantDescs.CD_long))
                        .invokeinterface(stream, "toList", MethodTypeDesc.of(ConstantDescs.CD_List))
                        .astore(1);
            }

            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                code.with(element);
            }
        };
        return Transforms.method(bytes, method -> method.methodName().equalsString("signal"), limited);
    }

    /** The method does this and nothing else. */
    private static byte[] answering(byte[] bytes, String name, Consumer<CodeBuilder> body) {
        CodeTransform instead = new CodeTransform() {
            @Override
            public void accept(CodeBuilder code, CodeElement element) {
                // Left out.
            }

            @Override
            public void atEnd(CodeBuilder code) {
                body.accept(code);
            }
        };
        return Transforms.method(bytes, method -> method.methodName().equalsString(name), instead);
    }
}
