package id.signet.app.api.weidentity;

import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Component;

/** {@code /weid/api/encode}: says which bytes the caller is to sign. Writes nothing. */
@Component
final class EncodeFunctions implements FunctionFamily {

    private final Transactions transactions;
    private final List<SignedFunction> signed;

    EncodeFunctions(Transactions transactions, Collection<SignedFunction> signed) {
        this.transactions = transactions;
        this.signed = List.copyOf(signed);
    }

    @Override
    public Path path() {
        return Path.ENCODE;
    }

    @Override
    public List<WeidFunction> functions() {
        return signed.stream().map(this::encoding).toList();
    }

    private WeidFunction encoding(SignedFunction function) {
        return WeidFunction.reading(function.name(), call -> {
            String nonce = Transactions.nonce(call.transaction());
            return transactions.encode(function, call.arguments(), nonce);
        });
    }
}
