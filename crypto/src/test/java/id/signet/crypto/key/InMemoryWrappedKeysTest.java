package id.signet.crypto.key;

class InMemoryWrappedKeysTest extends WrappedKeysContract {

    @Override
    protected WrappedKeys create() {
        return new InMemoryWrappedKeys();
    }
}
