package org.westerly.documents;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of a WDL document's inputs whose values are, or may hold, files or folders. */
public final class WdlFileInputs {

    private static final Pattern DECLARATION =
            Pattern.compile("(?m)^[ \\t]*([A-Z]\\w*(?:\\[[^\\n=]*])?[?+]*)[ \\t]+(\\w+)[ \\t]*(?:=.*)?(?:#.*)?$");
    private static final Pattern FILES = Pattern.compile("\\b(?:File|Directory)\\b");
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Set<String> OWN =
            Set.of("Boolean", "Int", "Float", "String", "Array", "Map", "Pair", "Object", "File", "Directory", "Union");

    /**
     * Names of inputs.
     *
     * @param sure values of these are files
     * @param perhaps values of these are of a struct, which may hold some
     */
    public record Names(Set<String> sure, Set<String> perhaps) {

        public Names {
            sure = Set.copyOf(sure);
            perhaps = Set.copyOf(perhaps);
        }
    }

    private WdlFileInputs() {}

    /** Of every declaration, whether it is an input of the workflow or of a task: both can be given. */
    public static Names in(String text) {
        Set<String> sure = new TreeSet<>();
        Set<String> perhaps = new TreeSet<>();
        Matcher declaration = DECLARATION.matcher(text);
        while (declaration.find()) {
            String type = declaration.group(1);
            if (FILES.matcher(type).find()) {
                sure.add(declaration.group(2));
            } else if (type.startsWith("Object") || namesAStruct(type)) {
                perhaps.add(declaration.group(2));
            }
        }
        return new Names(sure, perhaps);
    }

    private static boolean namesAStruct(String type) {
        return WORD.matcher(type).results().anyMatch(word -> !OWN.contains(word.group()));
    }
}
