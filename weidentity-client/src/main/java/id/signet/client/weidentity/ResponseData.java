package id.signet.client.weidentity;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a call, as the SDK gives it.
 *
 * @param result null where the call did not succeed
 * @param errorCode 0 for success, else one of WeIdentity's codes
 */
public record ResponseData<T>(@Nullable T result, int errorCode, String errorMessage) {

    /** What failed before the service answered: it cannot be reached, or is none. */
    public static final int UNREACHABLE = 160006;

    public @Nullable T getResult() {
        return result;
    }

    public int getErrorCode() {
        return errorCode;
    }

    public String getErrorMessage() {
        return errorMessage;
    }

    public boolean isSuccess() {
        return errorCode == 0;
    }

    /** The result, if the call succeeded. */
    public T orElseThrow() {
        if (errorCode != 0 || result == null) {
            throw new IllegalStateException("WeIdentity's code " + errorCode + ": " + errorMessage);
        }
        return result;
    }

    <R> ResponseData<R> map(Function<? super T, ? extends R> change) {
        return new ResponseData<>(result == null ? null : change.apply(result), errorCode, errorMessage);
    }
}
