package id.signet.app;

import java.util.List;

class LifeOfACredentialOnH2Test extends LifeOfACredentialContract {

    @Override
    List<String> database() {
        return List.of();
    }
}
