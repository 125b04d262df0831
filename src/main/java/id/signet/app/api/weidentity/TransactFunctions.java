package id.signet.app.api.weidentity;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** {@code /weid/api/transact}: takes what the caller signed. */
@Component
final class TransactFunctions implements FunctionFamily {

    private final Transactions transactions;
    private final List<SignedFunction> signed;

    TransactFunctions(Transactions transactions, Collection<SignedFunction> signed) {
        this.transactions = transactions;
        this.signed = List.copyOf(signed);
    }

    @Override
    public Path path() {
        return Path.TRANSACT;
    }

    @Override
    public List<WeidFunction> functions() {
        return signed.stream().map(this::transacting).toList();
    }

    private WeidFunction transacting(SignedFunction function) {
        return WeidFunction.making(function.name(),
                call -> function.submit(call.caller(), transactions.signed(function, call.transaction())),
                (call, subject) -> Optional.of(function.answerAgain(subject)));
    }
}
