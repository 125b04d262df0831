package id.signet.app.api.weidentity;

import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One function of the door.
 *
 * @param path where it is called
 * @param name as WeIdentity writes it; callers may write it in any case
 * @param changes whether it needs the right to change something
 * @param work answers {@code respBody}, or ends with a {@link WeidRefused}
 * @param again makes the answer anew from the subject of an earlier call with the same idempotency key, whose own answer was
 *     lost
 * @param refused {@code respBody} of a refusal that brings none
 */
record WeidFunction(FunctionFamily.Path path, String name, boolean changes, Work work, Again again,
        @Nullable JsonNode refused) {

    @FunctionalInterface
    interface Work {
        JsonNode answer(Invocation invocation);
    }

    @FunctionalInterface
    interface Again {
        Optional<JsonNode> answer(Invocation invocation, String subject);
    }

    /** Reads, and answers an object, a list or a text; null where it is refused. */
    static WeidFunction reading(String name, Work work) {
        return new WeidFunction(FunctionFamily.Path.INVOKE, name, false, work,
                (call, subject) -> Optional.of(work.answer(call)), null);
    }

    /** Answers a question with true or false; false where it is refused. */
    static WeidFunction asking(String name, Function<Invocation, Boolean> work) {
        Work answer = call -> flag(work.apply(call));
        return new WeidFunction(FunctionFamily.Path.INVOKE, name, false, answer,
                (call, subject) -> Optional.of(answer.answer(call)), flag(false));
    }

    /** Makes something new; null where it is refused. */
    static WeidFunction making(String name, Work work, Again again) {
        return new WeidFunction(FunctionFamily.Path.INVOKE, name, true, work, again, null);
    }

    /** Signs; the call that is made again brings its claim along and is answered as the first one was. */
    static WeidFunction signing(String name, Work work) {
        return making(name, work, (call, subject) -> Optional.of(work.answer(call)));
    }

    /** Changes something and answers true; false where it is refused. */
    static WeidFunction changing(String name, Consumer<Invocation> work) {
        return changing(name, work, _ -> {
        });
    }

    /** @param again what a stop may have left undone */
    static WeidFunction changing(String name, Consumer<Invocation> work, Consumer<Invocation> again) {
        return new WeidFunction(FunctionFamily.Path.INVOKE, name, true, call -> isDone(call, work),
                (call, subject) -> Optional.of(isDone(call, again)), flag(false));
    }

    private static JsonNode isDone(Invocation call, Consumer<Invocation> work) {
        work.accept(call);
        return flag(true);
    }

    WeidFunction at(FunctionFamily.Path other) {
        return new WeidFunction(other, name, changes, work, again, refused);
    }

    void require(KnownCaller caller) {
        if (changes && !caller.mayAct(Role.ISSUER)) {
            throw refusedBy(WeidCode.NO_PERMISSION
                    .refusal("The roles of this API key do not cover the function: issuer."));
        }
    }

    WeidRefused refusedBy(WeidRefused reason) {
        return refused == null || reason.respBody().isPresent() ? reason : reason.with(refused);
    }

    private static JsonNode flag(boolean value) {
        return JsonNodeFactory.instance.booleanNode(value);
    }
}
