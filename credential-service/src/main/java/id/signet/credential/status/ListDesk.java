package id.signet.credential.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gathers the wishes to publish: one worker for each list that somebody waits for, and between two of its publications at
 * least the interval. A wish counts for a publication that begins after it.
 */
final class ListDesk {

    private final ListPublisher publisher;
    private final Duration interval;
    private final ConcurrentHashMap<StatusListId, Queue> queues = new ConcurrentHashMap<>();

    ListDesk(ListPublisher publisher, Duration interval) {
        this.publisher = publisher;
        this.interval = interval;
    }

    /** Waits until a list is served that shows everything committed before this call. */
    ListPublisher.Version await(StatusListId list) {
        try {
            return ask(list).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw new ListUnpublished("the status list " + list + " could not be published", cause);
            }
            throw e;
        }
    }

    CompletableFuture<ListPublisher.Version> ask(StatusListId list) {
        var wish = new CompletableFuture<ListPublisher.Version>();
        queues.compute(list, (id, known) -> {
            Queue queue = known == null ? new Queue() : known;
            queue.waiting.add(wish);
            if (!queue.working) {
                queue.working = true;
                Thread.ofVirtual().name("status-list-" + id).start(() -> work(id));
            }
            return queue;
        });
        return wish;
    }

    private void work(StatusListId list) {
        while (true) {
            var batch = new ArrayList<CompletableFuture<ListPublisher.Version>>();
            queues.compute(list, (id, queue) -> {
                if (queue == null || queue.waiting.isEmpty()) {
                    return null;
                }
                batch.addAll(queue.waiting);
                queue.waiting.clear();
                return queue;
            });
            if (batch.isEmpty()) {
                return;
            }
            try {
                var version = publisher.publish(list, false);
                batch.forEach(wish -> wish.complete(version));
            } catch (RuntimeException | Error e) {
                batch.forEach(wish -> wish.completeExceptionally(e));
            }
            pause();
        }
    }

    /** The worker stays for one interval after its work, so that the next publication keeps its distance. */
    private void pause() {
        try {
            Thread.sleep(interval);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Queue {
        private final List<CompletableFuture<ListPublisher.Version>> waiting = new ArrayList<>();
        private boolean working;
    }
}
