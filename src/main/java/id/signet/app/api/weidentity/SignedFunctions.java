package id.signet.app.api.weidentity;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Each {@link SignedFunction} at both of its paths. */
@Component
final class SignedFunctions implements FunctionFamily {

    private final Transactions transactions;
    private final List<SignedFunction> signed;

    SignedFunctions(Transactions transactions, Collection<SignedFunction> signed) {
        this.transactions = transactions;
        this.signed = List.copyOf(signed);
    }

    @Override
    public List<WeidFunction> functions() {
        return signed.stream().flatMap(function -> Stream.of(encoding(function), transacting(function))).toList();
    }

    /** Writes nothing. */
    private WeidFunction encoding(SignedFunction function) {
        return WeidFunction.reading(function.name(), call -> transactions.encode(function, call)).at(Path.ENCODE);
    }

    private WeidFunction transacting(SignedFunction function) {
        return WeidFunction.making(function.name(),
                call -> function.submit(call.caller(), transactions.signed(function, call.transaction())),
                (call, subject) -> Optional.of(function.answerAgain(subject))).at(Path.TRANSACT);
    }
}
