package org.westerly.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A list in pages, as a stream that loads the next page when the one before is used up. */
final class Pages<T> implements Iterator<T> {

    /** One page, and the token of the next; null or empty for the last. */
    record Page<T>(List<T> items, @Nullable String next) {}

    private final Function<@Nullable String, Page<T>> load;
    private final Deque<T> loaded = new ArrayDeque<>();
    private @Nullable String token;
    private boolean more = true;

    private Pages(Function<@Nullable String, Page<T>> load) {
        this.load = load;
    }

    /** @param load the page of a token; of null, the first */
    static <T> Stream<T> of(Function<@Nullable String, Page<T>> load) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(new Pages<>(load), Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    @Override
    public boolean hasNext() {
        while (loaded.isEmpty() && more) {
            Page<T> page = load.apply(token);
            loaded.addAll(page.items());
            token = page.next();
            more = token != null && !token.isEmpty();
        }
        return !loaded.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("after the last page");
        }
        return loaded.remove();
    }
}
